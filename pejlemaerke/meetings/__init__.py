"""Where it is decided: memos, meetings with their agenda and minutes, decided points, MED items.

Owns what was asked for and what was decided, kept apart: a memo never drives anything, a decided point does. Does not
own what follows from a decision (initiatives, plans).
"""
