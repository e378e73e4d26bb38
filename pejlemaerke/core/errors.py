"""The ways an action says no. Every one carries a sentence a person can act on."""

from __future__ import annotations


class Refused(Exception):
    """The action may not happen. `str(error)` is the reason, translated, fit to show."""


class Forbidden(Refused):
    """This person may not do it (shown with status 403)."""


class Conflict(Refused):
    """Somebody else was first: the row is no longer as the caller saw it (status 409)."""


class Unreadable(Refused):
    """A file or text from outside cannot be read; nothing was stored."""
