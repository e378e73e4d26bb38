"""The demo organisation: a municipality that does not exist, its people and what its workplaces have written.

Owns the data and the pure loaders, and builds them through the same actions as everybody else uses. Owns no
facts of its own.
"""
