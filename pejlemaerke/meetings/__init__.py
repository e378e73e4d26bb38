"""Memos, meetings, minutes and what was decided there.

A memo asks, a meeting answers, and what was decided is said in its own words. Which initiative a decision starts is
not ours to know: the rooms below come here for the decision.
"""
