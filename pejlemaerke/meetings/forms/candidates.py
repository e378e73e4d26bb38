"""Statements read from minutes, each to be ticked as a decision or left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.periods import parse_period
from pejlemaerke.ui.dates import say_period
from pejlemaerke.ui.forms import GuardedForm, TextField

from ..memo_reading import Candidate
from ..models import DecidedPoint

MOST = 200
_PARTS = ("heading", "text", "period_text", "asked", "answer")


@dataclass(frozen=True)
class Group:
    number: int
    take: Any
    heading: str
    text: str
    #: When, as it was understood; "" where nothing was said.
    period: str
    fields: tuple[Any, ...]

    @property
    def is_faulty(self) -> bool:
        return any(field.errors for field in self.fields)

    @property
    def name(self) -> str:
        """Its first words."""
        words = " ".join(self.text.split()) or str(self.number)
        return words if len(words) <= 60 else f"{words[:59].rsplit(' ', 1)[0]} …"


class CandidatesForm(GuardedForm, forms.Form):
    """`chosen()` is what `record_point` takes, for each that was ticked."""

    mark_optional = False

    def __init__(self, data: Any = None, *args: Any, asked: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        told = str(self.data.get("count") if self.is_bound else self.initial.get("count", 0))
        self.number = min(MOST, int(told)) if told.isdecimal() and len(told) < 5 else 0
        self.fields["count"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
        for at in range(self.number):
            self.fields[f"{at}-take"] = forms.BooleanField(required=False, label=_("This was decided"))
            self.fields[f"{at}-heading"] = forms.CharField(required=False, max_length=200, label=_("Heading"))
            self.fields[f"{at}-text"] = TextField(
                rows=3, required=False, max_length=5000, label=_("Its words")
            )
            self.fields[f"{at}-period_text"] = forms.CharField(
                required=False, max_length=200, label=_("When?")
            )
            if asked:
                self.fields[f"{at}-asked"] = forms.ChoiceField(
                    required=False, label=_("Does it answer a point that was asked?"),
                    choices=[("", _("No, nobody asked")), *asked],
                )  # fmt: skip
                self.fields[f"{at}-answer"] = forms.ChoiceField(
                    required=False, label=_("How?"),
                    choices=[("", _("It answers none")), *[one for one in DecidedPoint.Answer.choices if one[0]]],
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(self.number):
            if not cleaned.get(f"{at}-take"):
                continue
            if not cleaned.get(f"{at}-text"):
                self.add_error(f"{at}-text", _("Write what was decided."))
            if cleaned.get(f"{at}-asked") and not cleaned.get(f"{at}-answer"):
                self.add_error(f"{at}-answer", _("Say how the point was answered."))
            if cleaned.get(f"{at}-answer") and not cleaned.get(f"{at}-asked"):
                self.add_error(f"{at}-asked", _("Say which point it answers."))
        return cleaned

    def chosen(self) -> list[dict[str, Any]]:
        clean = self.cleaned_data
        return [
            {part: clean.get(f"{at}-{part}", "") for part in _PARTS}
            for at in range(self.number)
            if clean[f"{at}-take"]
        ]

    def groups(self) -> list[Group]:
        return [
            Group(
                at + 1,
                self[f"{at}-take"],
                self[f"{at}-heading"].value() or "",
                self[f"{at}-text"].value() or "",
                _say_period(self[f"{at}-period_text"].value() or ""),
                tuple(self[f"{at}-{part}"] for part in _PARTS if f"{at}-{part}" in self.fields),
            )
            for at in range(self.number)
        ]

    def faults(self) -> list[dict[str, str]]:
        """The lines of the summary: each names its statement and leads to the field."""
        return [
            {"target": field.auto_id, "label": f"“{group.name}”:", "text": str(text)}
            for group in self.groups()
            for field in group.fields
            for text in field.errors
        ]

    @staticmethod
    def initial_for(offered: Iterable[Candidate]) -> dict[str, Any]:
        found = list(offered)[:MOST]
        initial: dict[str, Any] = {"count": len(found)}
        for at, one in enumerate(found):
            initial |= {
                f"{at}-take": one.is_decision, f"{at}-heading": one.heading[:200], f"{at}-text": one.text,
                f"{at}-period_text": one.period.text[:200] if one.period else "",
            }  # fmt: skip
        return initial


def _say_period(text: str) -> str:
    return say_period(parse_period(text)) if text.strip() else ""
