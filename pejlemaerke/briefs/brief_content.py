"""What a brief says. Imports no Django."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class BriefContent:
    """The superior's words down: what and why, never how.

    `intent` and `in_order_to` are one sentence in two halves. `signs` are one sign each. `due` is when the
    backbrief is expected, a local date.
    """

    intent: str = ""
    in_order_to: str = ""
    signs: tuple[str, ...] = ()
    main_effort: str = ""
    constraints: str = ""
    freedoms: str = ""
    expected_back: str = ""
    due: date | None = None

    @property
    def what(self) -> str:
        """The intent ready to be followed by its "in order to": with a comma instead of a full stop."""
        intent = self.intent.strip()
        return f"{intent.rstrip(' .,;')}," if self.in_order_to.strip() and intent else intent

    @property
    def text(self) -> str:
        """Everything a backbrief could have been pasted from."""
        parts = (
            self.intent,
            self.in_order_to,
            *self.signs,
            self.main_effort,
            self.constraints,
            self.freedoms,
        )
        return "\n".join(part for part in parts if part)

    def missing(self) -> tuple[str, ...]:
        """Fields that must be filled before the brief can go out."""
        required = ("intent", "in_order_to", "expected_back", "due")
        return tuple(name for name in required if not str(getattr(self, name) or "").strip())

    def same_intent(self, other: BriefContent) -> bool:
        """True if the intent reads the same, white space aside."""
        return (self.intent.split(), self.in_order_to.split()) == (
            other.intent.split(),
            other.in_order_to.split(),
        )

    def changed_fields(self, other: BriefContent) -> tuple[str, ...]:
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name))


def brief_to_json(content: BriefContent) -> dict[str, Any]:
    data = asdict(content)
    data["signs"] = list(content.signs)
    data["due"] = content.due.isoformat() if content.due else None
    return data


def brief_from_json(data: dict[str, Any]) -> BriefContent:
    """Tolerates missing keys, so that a revision from an earlier version still reads."""
    known = {f.name: data[f.name] for f in fields(BriefContent) if f.name in data}
    known["signs"] = tuple(known.get("signs") or ())
    known["due"] = date.fromisoformat(known["due"]) if known.get("due") else None
    return BriefContent(**known)
