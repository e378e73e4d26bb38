"""The outbox: every mail is a row written in the transaction that caused it, and sent by a worker.

Owns delivery, not wording. A row is claimed, the claim committed, the mail sent with a fixed Message-ID, and the row
marked. One left in *sending* (the worker died in between) is shown to a person, never resent by itself.
"""
