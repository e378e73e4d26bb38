"""A decided direction under way: what it is, why, for how long, who takes part, and what it builds on.

Owns the initiative and its participating units, the decided points and the earlier decision it stands on, its
timetable, its risks and the groups that carry it out. What is said down and back about it is the briefs' room; the
plans grow from it elsewhere.
"""
