"""What people say about a backbrief: comments, views, answers; and small forms around it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, SaidDateField, SuggestedField, TextField

from .. import rules


class CommentForm(GuardedForm, forms.Form):
    text = TextField(rows=3, max_length=4000, label=_("Your comment"))


class ViewForm(GuardedForm, forms.Form):
    text = TextField(
        rows=5,
        max_length=8000,
        label=_("The committee's view"),
        help_text=_("It stands beside the backbrief when it is answered. Say if you do not all agree."),
    )


class AnswerForm(GuardedForm, forms.Form):
    """The five answers as plain sentences, each with what it leads to."""

    mark_optional = False

    outcome = forms.ChoiceField(label=_("What do you say?"))
    text = TextField(
        rows=4,
        required=False,
        max_length=8000,
        label=_("Your words to the workplace"),
        help_text=_("Needed for every answer but the first."),
    )
    due = SaidDateField(
        required=False,
        label=_("A new date, if you send it back"),
    )

    def __init__(self, *args: Any, playbook: Playbook, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = dict(playbook.review.answers.all())
        choices = [(code, answers[code].sentence.in_language(language)) for code in rules.OUTCOMES]
        hints = {code: answers[code].leads_to.in_language(language) for code in rules.OUTCOMES}
        field = self.fields["outcome"]
        field.widget = RadioSentences(hints=hints)
        field.choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        silent = not (clean.get("text") or "").strip() and "text" not in self.errors
        if silent and clean.get("outcome") in rules.NEEDS_WORDS:
            self.add_error("text", _("Say why in a sentence or two, so the workplace knows what to do."))
        return clean


class CoWriterForm(forms.Form):
    person = SuggestedField(label=_("Who writes along?"), help_text=_("Write the name."), max_length=200)


class FileForm(forms.Form):
    file = forms.FileField(
        allow_empty_file=True,  # told in our own words
        label=_("The file with your backbrief"),
        help_text=_("Word, OpenDocument, PDF or plain text, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pdf,.txt"}),
    )


class NextRevisionForm(GuardedForm, forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=[
            ("phase", _("Bring a sketch of the next phase")),
            ("change", _("Change something in the backbrief")),
        ],
        widget=RadioSentences(
            hints={
                "phase": _("You add and change subtasks. Your superior first sees what is new."),
                "change": _("The accepted text holds until the new one has been accepted."),
            }
        ),
    )
    phase = forms.CharField(
        required=False,
        max_length=80,
        label=_("What is the next phase called?"),
        help_text=_("For example: Phase 2, spring 2027"),
    )


class StillHoldsForm(GuardedForm, forms.Form):
    note = TextField(
        rows=3,
        required=False,
        max_length=2000,
        label=_("A word to your superior, if you wish"),
    )
