from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.ui.forms import GuardedForm, SaidDateField, TextField

from ..brief_content import BriefContent


class BriefForm(GuardedForm, forms.Form):
    """The brief in draft. Nothing is required while one writes."""

    mark_optional = False

    intent = TextField(rows=3, required=False, max_length=2000)
    in_order_to = TextField(rows=3, required=False, max_length=2000)
    signs = TextField(rows=4, required=False, max_length=4000)
    main_effort = TextField(rows=2, required=False, max_length=2000)
    constraints = TextField(rows=3, required=False, max_length=4000)
    freedoms = TextField(rows=3, required=False, max_length=4000)
    expected_back = TextField(rows=2, required=False, max_length=2000)
    due = SaidDateField(required=False, label=_("By when?"))

    def ask(self, playbook: Playbook, language: str) -> None:
        for name, prompt in playbook.brief.prompts():
            self.fields[name].label = prompt.question.in_language(language)
            self.fields[name].help_text = prompt.help.in_language(language)

    def content(self) -> BriefContent:
        clean = self.cleaned_data
        lines = (line.strip(" \t•-–*") for line in clean["signs"].splitlines())
        return BriefContent(**{**clean, "signs": tuple(line for line in lines if line)})

    @staticmethod
    def initial_for(content: BriefContent) -> dict[str, Any]:
        return {
            **{name: getattr(content, name) for name in BriefForm.base_fields},
            "signs": "\n".join(content.signs),
        }


class ReissueForm(GuardedForm, forms.Form):
    """When a brief that is out changes, those who have answered it are told why."""

    reason = TextField(
        rows=3,
        required=False,
        max_length=2000,
        label=_("What has changed, and why?"),
        help_text=_("Everybody who has answered the brief reads this."),
    )
