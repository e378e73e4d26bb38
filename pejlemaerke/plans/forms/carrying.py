"""Small forms of carrying out: a reason, new days, how far something moves."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.periods import parse_period
from pejlemaerke.ui.dates import read_date, write_date
from pejlemaerke.ui.forms import GuardedForm, TextField


class DayInWordsField(forms.Field):
    """A day as people say it: a date, or a period whose first (or, with `end`, last) day it is. Cleans to a date or
    None."""

    widget = forms.TextInput

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.end = end

    def prepare_value(self, value: Any) -> Any:
        return write_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        day = read_date(str(value))
        if day is None:
            period = parse_period(str(value))
            day = period.last if self.end else period.first
        if day is None:
            raise ValidationError(
                _t("Write a date or a period with its year, for example 3 December 2026 or quarter 1 2027."),
                code="invalid",
            )
        return day


class MoveForm(forms.Form):
    """When a stage runs from now on."""

    first = DayInWordsField(
        label=_("When does it begin?"), help_text=_("For example 3 December 2026 or quarter 1 2027")
    )
    last = DayInWordsField(
        end=True,
        required=False,
        label=_("When does it end?"),
        help_text=_("Leave it empty, and it lasts as long as before."),
    )

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        first, last = clean.get("first"), clean.get("last")
        if first and last and last < first:
            self.add_error("last", _("The stage would end before it starts."))
        return clean


class OverrideForm(GuardedForm, forms.Form):
    reason = TextField(
        rows=3,
        max_length=2000,
        label=_("Why does it open anyway?"),
        help_text=_("Your reason and your name stay visible on the stage."),
    )


class PauseForm(GuardedForm, forms.Form):
    reason = TextField(
        rows=3,
        max_length=2000,
        label=_("Why the pause?"),
        help_text=_("Everybody who can see the plan can read it."),
    )


_DAYS = re.compile(r"(\d{1,4})\s*(?:dage?|days?|d)?\.?", re.IGNORECASE)
_WEEKS = re.compile(r"(\d{1,3})\s*(?:uger?|weeks?|u|w)\.?", re.IGNORECASE)


class ResumeForm(forms.Form):
    """How much what is still to be moves: a number of days or weeks, or the day work goes on."""

    days = forms.CharField(
        label=_("How much should the dates move?"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "is-short"}),
        help_text=_(
            "For example 14 days, 3 weeks, or the day you go on: 4 January 2027. "
            "Write 0 if the dates hold as they are."
        ),
    )

    def __init__(self, *args: Any, paused_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paused_on = paused_on

    def clean_days(self) -> int:
        words = " ".join(self.cleaned_data["days"].split())
        if found := _DAYS.fullmatch(words):
            return int(found[1])
        if found := _WEEKS.fullmatch(words):
            return 7 * int(found[1])
        day = read_date(words)
        if day is None or self.paused_on is None:
            raise ValidationError(_t("Write a number of days or weeks, or a date with its year."))
        if day < self.paused_on:
            raise ValidationError(_t("That is before the day it was paused."))
        return (day - self.paused_on).days
