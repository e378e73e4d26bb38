"""One form per section of a memo. Nothing is required while one writes; sending asks for what is missing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.finding import LooksUp, describe_person, find_people
from pejlemaerke.organisation.models import Committee
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, TextField

from ..words import FINANCING, SECTION_QUESTIONS
from .rows import RowsForm

_PERSON = (find_people, describe_person)


class SectionForm(GuardedForm, forms.Form):
    """A section whose fields are plain text. `value()` is what `save_memo_section` takes."""

    mark_optional = False

    def value(self, do: str = "") -> dict[str, Any]:
        return dict(self.cleaned_data)

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        return dict(value)


class BackgroundForm(SectionForm):
    background = TextField(rows=12, required=False, max_length=40000, label=SECTION_QUESTIONS["background"])


class EffectForm(SectionForm):
    effect = TextField(rows=8, required=False, max_length=20000, label=SECTION_QUESTIONS["effect"])


class _NestedForm(SectionForm):
    """The fields lie one level down in the value, under `inside`."""

    inside = ""

    def value(self, do: str = "") -> dict[str, Any]:
        return {self.inside: dict(self.cleaned_data)}

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        return dict(value.get(cls.inside, {}))


class CommunicationForm(_NestedForm):
    inside = "communication"

    before = TextField(
        rows=5, required=False, max_length=10000, label=gettext_lazy("What is told before, and to whom?")
    )
    during = TextField(
        rows=5, required=False, max_length=10000, label=gettext_lazy("What is told on the way?")
    )
    after = TextField(
        rows=5, required=False, max_length=10000, label=gettext_lazy("What is told afterwards?")
    )


class FollowUpForm(_NestedForm):
    inside = "follow_up"

    local = TextField(
        rows=5,
        required=False,
        max_length=10000,
        label=gettext_lazy("How is it followed up in each workplace?"),
    )
    joint = TextField(
        rows=5, required=False, max_length=10000, label=gettext_lazy("How is it followed up in common?")
    )


class DecisionsForm(RowsForm):
    rows_name = "asked"
    parts = {"text": (gettext_lazy("What is the body asked to decide?"), 3)}
    keyed = True
    row_word = gettext_lazy("Point")
    add_word = gettext_lazy("Save and add a point")


class RisksForm(RowsForm):
    rows_name = "risks"
    parts = {
        "text": (gettext_lazy("What could go wrong?"), 2),
        "answer": (gettext_lazy("What will you do about it?"), 2),
    }
    row_word = gettext_lazy("Risk")
    add_word = gettext_lazy("Save and add a risk")


class InputsForm(RowsForm):
    rows_name = "inputs"
    parts = {
        "who": (gettext_lazy("Who has said something?"), 1),
        "what": (gettext_lazy("What do they say?"), 3),
        "met": (gettext_lazy("How have you met it?"), 3),
    }
    row_word = gettext_lazy("Input")
    add_word = gettext_lazy("Save and add input")


class CostsForm(RowsForm):
    rows_name = "costs"
    parts = {"year": (gettext_lazy("Year"), 1), "amount": (gettext_lazy("Amount, in your own words"), 1)}
    row_word = gettext_lazy("Cost")
    add_word = gettext_lazy("Save and add a year")

    costs_text = TextField(
        rows=3, required=False, max_length=10000, label=gettext_lazy("Is there more to say about the money?")
    )
    financing = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Where does the money come from?"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(FINANCING.items()),
    )

    def make_field(self, part: str, label: Any, lines: int) -> forms.Field:
        if part == "year":
            return forms.IntegerField(
                required=False, min_value=1900, max_value=2200, label=label,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
            )  # fmt: skip
        return super().make_field(part, label, lines)

    def value(self, do: str = "") -> dict[str, Any]:
        return {
            "costs": self.rows(do),
            "costs_text": self.cleaned_data["costs_text"],
            "financing": list(self.cleaned_data["financing"]),
        }

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().initial_for(value),
            "costs_text": value.get("costs_text", ""),
            "financing": value.get("financing", []),
        }


class PeopleForm(SectionForm):
    is_closed = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Is it an open or a closed item?"),
        choices=[("open", gettext_lazy("Open")), ("closed", gettext_lazy("Closed"))],
        widget=RadioSentences(
            hints={
                "open": gettext_lazy("Everybody can read it when the minutes have been approved."),
                "closed": gettext_lazy("Only the body and those who prepare its meetings can ever read it."),
            }
        ),
    )
    coordinated_with = TextField(
        rows=2, required=False, max_length=2000, label=gettext_lazy("Who has it been talked through with?")
    )
    responsible = TextField(
        rows=2,
        required=False,
        max_length=2000,
        label=gettext_lazy("Who is responsible, as it should stand in the memo?"),
    )
    participants = TextField(
        rows=2, required=False, max_length=2000, label=gettext_lazy("Who comes to the meeting for this item?")
    )

    def value(self, do: str = "") -> dict[str, Any]:
        told = {"open": False, "closed": True}.get(self.cleaned_data["is_closed"])
        return {**self.cleaned_data, "is_closed": told}

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        told = {True: "closed", False: "open"}.get(value.get("is_closed"), "")  # type: ignore[arg-type]
        return {**value, "is_closed": told}


_FORMS: dict[str, type[SectionForm] | type[RowsForm]] = {
    "background": BackgroundForm,
    "decisions": DecisionsForm,
    "effect": EffectForm,
    "costs": CostsForm,
    "communication": CommunicationForm,
    "follow_up": FollowUpForm,
    "risks": RisksForm,
    "people": PeopleForm,
    "inputs": InputsForm,
}


def form_for(section: str) -> Any:
    """The form class of that section; KeyError when there is none."""
    return _FORMS[section]


class HeadForm(GuardedForm, LooksUp):
    """What a memo is called, for whom, and who is responsible."""

    looked_up = {"responsible": _PERSON}

    title = forms.CharField(max_length=300, label=gettext_lazy("What is it about?"))
    committee = forms.ModelChoiceField(
        queryset=Committee.objects.none(), label=gettext_lazy("Which body is to decide?"),
        empty_label=gettext_lazy("Choose"),
    )  # fmt: skip
    responsible = forms.CharField(
        required=False, label=gettext_lazy("Who is responsible for it?"),
        help_text=gettext_lazy("Write the name. They can write along. Empty: you."),
    )  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.fields["committee"].queryset = bodies  # type: ignore[attr-defined]


class FileForm(forms.Form):
    file = forms.FileField(
        allow_empty_file=True,  # told in our own words
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("Word, OpenDocument, PDF or plain text, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pdf,.txt"}),
    )


class AttachForm(GuardedForm, forms.Form):
    title = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("Empty: the file's own name."),
    )  # fmt: skip
    file = forms.FileField(
        allow_empty_file=True,
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("Word, OpenDocument, PDF, Excel or plain text, at most 10 MB."),
    )
