"""From what was promised to what is done: plans, activities, gates, what was said, evaluations and sketches.

Owns the central plan of an initiative and the local plan of each workplace. Suggests, never floods: nothing stands in a
workplace's plan that its leader has not taken. Does not own the promise itself (briefs) nor what a committee decides
(meetings).
"""
