"""What the leader takes into the plan: suggestions of the playbook, and subtasks that were promised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import Period
from pejlemaerke.ui.forms import GuardedForm

from ..models import PlanStage
from .periods import PeriodField


class TakeForm(GuardedForm, forms.Form):
    """A box for each thing that can be taken, and a time where one is asked for."""

    mark_optional = False

    def __init__(
        self, data: Any = None, *, items: Sequence[tuple[str, str]], timed: Sequence[str], **kwargs: Any
    ) -> None:
        """`items` are (key, title); `timed` the keys of those whose time is asked for."""
        super().__init__(data, **kwargs)
        self.keys = [key for key, _title in items]
        for key, title in items:
            self.fields[f"take-{key}"] = forms.BooleanField(label=title, required=False)
            if key in timed:
                self.fields[f"period-{key}"] = PeriodField(
                    label=_("When?"), required=False, help_text=_("For example week 48 2026. It can wait.")
                )

    def taken(self) -> list[tuple[str, Period | None]]:
        return [
            (key, self.cleaned_data.get(f"period-{key}"))
            for key in self.keys
            if self.cleaned_data.get(f"take-{key}")
        ]

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        # A time that cannot be read only matters for what is taken.
        for name in list(self.errors):
            if name.startswith("period-") and not clean.get(f"take-{name.removeprefix('period-')}"):
                del self.errors[name]
        if not self.errors and not self.taken():
            self.add_error(None, _("Tick what you want to take."))
        return clean


class SubtasksForm(TakeForm):
    """As `TakeForm`, and a stage for each."""

    def __init__(self, data: Any = None, *, stages: Sequence[PlanStage], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.stages = {stage.key: stage for stage in stages}
        choices = [("", _("No stage")), *((stage.key, stage.title) for stage in stages)]
        for key in self.keys:
            self.fields[f"stage-{key}"] = forms.ChoiceField(label=_("Stage"), choices=choices, required=False)

    def stage_of(self, key: str) -> PlanStage | None:
        return self.stages.get(self.cleaned_data.get(f"stage-{key}", ""))
