"""A small group of fields repeated: asked points, costs, risks, input. There is always an empty one at the end.

Without script the buttons post the whole form and the page comes back with the change; nothing typed is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from pejlemaerke.core.ids import uuid7
from pejlemaerke.ui.forms import GuardedForm, TextField

MOST = 60


@dataclass(frozen=True)
class Group:
    """One row's bound fields, for the template."""

    number: int
    fields: tuple[Any, ...]
    is_first: bool
    is_last: bool
    is_blank: bool


class RowsForm(GuardedForm, forms.Form):
    """`value()` is the section's value. A button's `do` ("remove:2", "up:2", "down:2") is applied by `value(do)`."""

    mark_optional = False
    #: The field of the section that holds the rows, and what each row consists of: name → (label, lines).
    rows_name = ""
    parts: dict[str, tuple[Any, int]] = {}
    #: Each row keeps a key of its own, hidden.
    keyed = False
    #: What a row is called, and the button that makes another.
    row_word: Any = ""
    add_word: Any = ""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        self.number = self._count()
        self.fields["count"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=self.number, min_value=0, max_value=MOST
        )
        for at in range(self.number):
            if self.keyed:
                self.fields[f"{at}-key"] = forms.CharField(
                    widget=forms.HiddenInput, max_length=40, initial=str(uuid7())
                )
            for part, (label, lines) in self.parts.items():
                self.fields[f"{at}-{part}"] = self.make_field(part, label, lines)
        self.fields.update(own)

    def make_field(self, part: str, label: Any, lines: int) -> forms.Field:
        if lines > 1:
            return TextField(rows=lines, required=False, max_length=5000, label=label)
        return forms.CharField(required=False, max_length=300, label=label)

    def _count(self) -> int:
        told = self.data.get(self.add_prefix("count")) if self.is_bound else self.initial.get("count", 1)
        try:
            return max(0, min(MOST, int(told or 0)))
        except ValueError:
            return 0

    def rows(self, do: str = "") -> list[dict[str, Any]]:
        """The rows in order, after a button; one without a single word is left out."""
        found: list[dict[str, Any]] = []
        for at in range(self.number):
            row = {part: self.cleaned_data[f"{at}-{part}"] for part in self.parts}
            if self.keyed:
                row["key"] = self.cleaned_data[f"{at}-key"]
            found.append(row)
        verb, _colon, place = do.partition(":")
        at = int(place) - 1 if place.isdecimal() else -1
        if 0 <= at < len(found):
            if verb == "remove":
                found.pop(at)
            elif verb in ("up", "down"):
                to = at - 1 if verb == "up" else at + 1
                if 0 <= to < len(found):
                    found[at], found[to] = found[to], found[at]
        return [row for row in found if any(row[part] not in ("", None) for part in self.parts)]

    def value(self, do: str = "") -> dict[str, Any]:
        return {self.rows_name: self.rows(do)}

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        rows = value.get(cls.rows_name, [])
        initial: dict[str, Any] = {"count": min(MOST, len(rows) + 1)}
        for at, row in enumerate(rows):
            initial |= {f"{at}-{part}": row.get(part, "") for part in cls.parts}
            if cls.keyed:
                initial[f"{at}-key"] = row.get("key", "")
        return initial

    def groups(self) -> list[Group]:
        filled = [at for at in range(self.number) if any(self[f"{at}-{part}"].value() for part in self.parts)]
        last = max(filled, default=-1)
        return [
            Group(
                number=at + 1,
                fields=tuple(self[name] for name in self.fields if name.startswith(f"{at}-")),
                is_first=at == 0,
                is_last=at >= last,
                is_blank=at not in filled,
            )
            for at in range(self.number)
        ]

    def others(self) -> list[Any]:
        """The fields that stand once, under the rows."""
        return [self[name] for name in self.fields if name != "count" and not name[0].isdecimal()]
