"""Units, people, accounts, posts, committees, roles, substitutes, and what each person may see.

Owns the organisation as it is today and the way it is brought in (`snapshot.py`, the import). Does not own what people
do with it.
"""
