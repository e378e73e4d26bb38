"""One form per section of the backbrief. Nothing is required while one writes; sending asks for what is missing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pejlemaerke.core.period_json import period_to_json
from pejlemaerke.core.periods import find_periods
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.ui.forms import GuardedForm, TextField

from .subtasks import SubtasksForm

#: Lines a text area starts with.
_ROWS = {"starting_point": 6, "main_task": 4, "time_plan": 6, "text": 4, "signs": 5}


class SectionForm(GuardedForm, forms.Form):
    """A section whose fields are plain text. `value()` is what `save_section` takes."""

    mark_optional = False
    keys: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in self.keys:
            self.fields[key] = TextField(rows=_ROWS.get(key, 4), required=False, max_length=20000)

    def value(self) -> dict[str, Any]:
        return {key: self.cleaned_data[key] for key in self.keys}

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        return {key: value.get(key, "") for key in cls.keys}

    def ask(self, playbook: Playbook, section: str, language: str) -> None:
        """Put the playbook's questions at the fields, in the reader's language."""
        prompt = playbook.backbrief.section(section)
        for name, field in self.fields.items():
            own = prompt.field(name)
            field.label = (own or prompt).question.in_language(language)
            help_text = own.help if own else prompt.help
            field.help_text = help_text.in_language(language) if help_text else ""


class MainTaskForm(SectionForm):
    keys = ("starting_point", "main_task")


class TimePlanForm(SectionForm):
    keys = ("time_plan",)

    def value(self) -> dict[str, Any]:
        text = self.cleaned_data["time_plan"]
        found = find_periods(text)
        return {
            "time_plan": text,
            "timetable": [{"text": period.text, "period": period_to_json(period)} for period in found],
        }


class ReportingForm(SectionForm):
    keys = ("text", "to", "when")

    def value(self) -> dict[str, Any]:
        return {"reporting": super().value()}

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        return dict(value.get("reporting", {}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in ("to", "when"):
            self.fields[key] = forms.CharField(required=False, max_length=300)


class SignsForm(SectionForm):
    """One sign a line."""

    keys = ("signs",)

    def ask(self, playbook: Playbook, section: str, language: str) -> None:
        super().ask(playbook, section, language)
        signs = self.fields["signs"]
        signs.help_text = f"{signs.help_text} {_('One sign a line.')}"

    def value(self) -> dict[str, Any]:
        lines = (line.strip(" \t•-–*") for line in self.cleaned_data["signs"].splitlines())
        return {"signs": [line for line in lines if line]}

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        return {"signs": "\n".join(value.get("signs", []))}


class MainEffortForm(SectionForm):
    keys = ("main_effort",)


class BoundariesForm(SectionForm):
    keys = ("constraints", "freedoms")


class StopForm(SectionForm):
    keys = ("stop",)


class BriefHoldsForm(SectionForm):
    keys = ("brief_holds",)


class MedForm(SectionForm):
    keys = ("med",)


_FORMS: dict[str, type[SectionForm] | type[SubtasksForm]] = {
    "main_task": MainTaskForm,
    "subtasks": SubtasksForm,
    "time_plan": TimePlanForm,
    "reporting": ReportingForm,
    "signs": SignsForm,
    "main_effort": MainEffortForm,
    "boundaries": BoundariesForm,
    "stop": StopForm,
    "brief_holds": BriefHoldsForm,
    "med": MedForm,
}


def form_for(section: str) -> Any:
    """The form class of that section; KeyError when there is none."""
    return _FORMS[section]
