"""A decided direction under way: what it is, why, for how long, who takes part, and what it builds on.

Owns the initiative, its participating units and the earlier decision it stands on. What is said down and back about it
is the briefs' room; stages, gates and plans grow on it elsewhere.
"""
