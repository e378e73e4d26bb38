"""Fetch what may be seen (else 404), ask the rule, one action, and on."""
