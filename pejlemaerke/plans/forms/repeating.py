"""Whether an activity comes again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejlemaerke.ui.forms import GuardedForm, SaidDateField

#: How often, in weeks; a month is its own.
WEEKS = (1, 2, 3, 4, 5, 6, 8)


class RepeatForm(GuardedForm, forms.Form):
    """`every` is "" for what comes once, else a length as `actions.add_series` takes it."""

    every = forms.ChoiceField(label=gettext_lazy("How often does it come again?"), required=False)
    until = SaidDateField(label=gettext_lazy("Until when?"), required=False)
    carries_over = forms.BooleanField(
        label=gettext_lazy("What is left open one time goes on to the next"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["every"].choices = [  # type: ignore[attr-defined]
            ("", _("It comes once")),
            *((f"{n}w", ngettext("Every week", "Every %(n)s weeks", n) % {"n": n}) for n in WEEKS),
            ("1m", _("Every month")),
        ]

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        if clean.get("every") and not clean.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when it comes again."))
        return clean

    @property
    def is_used(self) -> bool:
        return self.is_bound and bool(self["every"].value() or self.errors)
