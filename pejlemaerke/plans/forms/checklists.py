"""A checklist as one form: yes or no (and what meets a no), or words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pejlemaerke.playbooks.checklists import Checklist
from pejlemaerke.ui.forms import GuardedForm, TextField

from ..fields import Answered
from ..models import Activity, ChecklistAnswer


@dataclass(frozen=True)
class Block:
    """One question's bound fields, for the template. `meets` are those that say how a no is met."""

    key: str
    text: str
    help: str
    answer: Any
    meets: tuple[Any, ...]
    kept: ChecklistAnswer | None


class ChecklistForm(GuardedForm, forms.Form):
    """`changed()` gives the answers that differ from those kept; a question without an answer is left as it is."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        checklist: Checklist,
        kept: Mapping[str, ChecklistAnswer],
        activities: Sequence[Activity],
        language: str,
        **kwargs: Any,
    ) -> None:
        self.checklist, self.kept, self.language = checklist, kept, language
        self.activities = {str(one.pk): one for one in activities}
        kwargs["initial"] = {**self._initial(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        offered = [("", _t("None of them")), *((key, one.title) for key, one in self.activities.items())]
        for question in checklist.questions:
            text = question.text.in_language(language)
            if question.answer == "words":
                self.fields[question.key] = TextField(rows=2, required=False, max_length=4000, label=text)
                continue
            self.fields[question.key] = forms.ChoiceField(
                required=False, label=text, choices=[("yes", _("Yes")), ("no", _("No"))],
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"{question.key}-activity"] = forms.ChoiceField(
                required=False, label=_("Which activity takes care of it?"), choices=offered
            )
            self.fields[f"{question.key}-new"] = forms.CharField(
                required=False, max_length=300, label=_("Or a new activity that does")
            )
            self.fields[f"{question.key}-reason"] = TextField(
                rows=2, required=False, max_length=2000, label=_("Or the reason why you leave it so")
            )

    def _initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, answer in self.kept.items():
            if answer.answer == "words":
                found[key] = answer.words
                continue
            found[key] = answer.answer
            found[f"{key}-activity"] = str(answer.activity_id or "")
            found[f"{key}-reason"] = answer.reason
        return found

    def blocks(self) -> Iterable[Block]:
        for question in self.checklist.questions:
            meets = () if question.answer == "words" else ("activity", "new", "reason")
            yield Block(
                question.key,
                question.text.in_language(self.language),
                question.help.in_language(self.language) if question.help else "",
                self[question.key],
                tuple(self[f"{question.key}-{name}"] for name in meets),
                self.kept.get(question.key),
            )

    def changed(self) -> list[Answered]:
        found = []
        for question in self.checklist.questions:
            told = str(self.cleaned_data.get(question.key) or "").strip()
            if not told:
                continue
            answered = self._answered(question.key, told, in_words=question.answer == "words")
            if answered != self._kept_as_said(question.key):
                found.append(answered)
        return found

    def _answered(self, key: str, told: str, *, in_words: bool) -> Answered:
        if in_words:
            return Answered(key, "words", words=told)
        if told == "yes":
            return Answered(key, "yes")
        clean = self.cleaned_data
        return Answered(
            key,
            "no",
            activity=self.activities.get(clean.get(f"{key}-activity") or ""),
            new_activity=str(clean.get(f"{key}-new") or "").strip(),
            reason=str(clean.get(f"{key}-reason") or "").strip(),
        )

    def _kept_as_said(self, key: str) -> Answered | None:
        kept = self.kept.get(key)
        if kept is None:
            return None
        activity = self.activities.get(str(kept.activity_id or ""))
        return Answered(key, kept.answer, words=kept.words, activity=activity, reason=kept.reason)
