"""The answer of a rule: yes, or no with a reason a person can read."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Forbidden, Refused


@dataclass(frozen=True)
class Verdict:
    """`relation` is False when it is the person who lacks the right, True when it is only not the time for it."""

    allowed: bool
    reason: str = ""
    relation: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def or_raise(self) -> None:
        """Forbidden (403) for the wrong person, Refused (409) for the wrong moment."""
        if not self.allowed:
            raise (Refused if self.relation else Forbidden)(self.reason)


yes = Verdict(True)


def no(reason: str) -> Verdict:
    """This person may not."""
    return Verdict(False, reason)


def not_now(reason: str) -> Verdict:
    """This person may, but not as things stand."""
    return Verdict(False, reason, relation=True)
