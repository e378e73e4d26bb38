"""Briefs, backbriefs and the superior's answers.

Owns what is said down and said back: the brief and its revisions, the backbrief with its draft sections, unchangeable
revisions, comments and reviews. Does not own the plan that follows (plans) nor what was learned (learning).
"""
