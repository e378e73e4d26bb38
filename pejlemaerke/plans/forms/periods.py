"""A time as people write it, and a time of day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.core.periods import Period, parse_period


class PeriodField(forms.CharField):
    """A time in somebody's own words ("uge 48 2026", "10. til 14. november 2026"). Cleans to a Period, or None when
    nothing is written. Who plans looks ahead: a time without a year is the coming one, and the year then stands in the
    words. What cannot be read is asked about, never guessed; "planlægges senere" is an answer."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example 10 November 2026, or week 48 2026"))
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.text if isinstance(value, Period) else value

    def clean(self, value: Any) -> Period | None:
        if isinstance(value, Period):
            return value
        words = super().clean(value)
        if not words:
            return None
        period = coming(words, timezone.localdate())
        if period.precision == "unreadable":
            raise ValidationError(
                _("We cannot read this as a time. Write it with the year, for example 10 November 2026."),
                code="unreadable",
            )
        return period


_YEAR = re.compile(r"\d{4}")


def coming(words: str, today: date) -> Period:
    """The period the words name. Where they name no year, the first time it comes, with the year written out."""
    period = parse_period(words)
    if period.precision != "unreadable" or _YEAR.search(words):
        return period
    for year in (today.year, today.year + 1):
        found = parse_period(words, year_hint=year)
        if found.last is not None and found.last >= today:
            return replace(found, text=f"{found.text.rstrip('.')} {year}")
    return period


class ClockField(forms.TimeField):
    """A time of day as people write it: "9", "9.30", "09:30"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("input_formats", ["%H.%M", "%H:%M", "%H"])
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "is-short", "inputmode": "text"}))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Write the time of day like 9.30.")

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02}" if hasattr(value, "hour") else value
