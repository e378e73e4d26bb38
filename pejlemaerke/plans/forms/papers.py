"""The process evaluation and the sketch: the playbook's questions, and a conclusion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejlemaerke.playbooks.stages import Stage
from pejlemaerke.ui.forms import GuardedForm, TextField

from ..models import PhasePaper


class PaperForm(GuardedForm, forms.Form):
    """Nothing is required while one writes; calling it written asks for what is missing."""

    mark_optional = False

    def __init__(self, *args: Any, paper: PhasePaper, stage: Stage, language: str, **kwargs: Any) -> None:
        self.lines = stage.evaluation if paper.kind == "evaluation" else stage.sketch
        kwargs["initial"] = {
            **{f"q-{key}": text for key, text in paper.answers.items()},
            "conclusion": paper.conclusion,
        }
        super().__init__(*args, **kwargs)
        for line in self.lines:
            self.fields[f"q-{line.key}"] = TextField(
                rows=4, required=False, max_length=20000, label=line.text.in_language(language)
            )
        self.fields["conclusion"] = TextField(
            rows=4,
            required=False,
            max_length=20000,
            label=_("What do you take with you from this phase?")
            if paper.kind == "evaluation"
            else _("What else belongs to the sketch?"),
        )

    def answers(self) -> dict[str, str]:
        return {line.key: self.cleaned_data[f"q-{line.key}"] for line in self.lines}


class SeenForm(GuardedForm, forms.Form):
    note = TextField(
        rows=3, required=False, max_length=4000, label=_("A word back to the workplace, if you wish")
    )
