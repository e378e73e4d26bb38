"""Fetch what is visible, ask the rule, read the form, do one action, answer."""
