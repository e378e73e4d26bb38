"""What a person meets first: front page, the line at a glance, search. Composes what the rooms know; owns no tables."""
