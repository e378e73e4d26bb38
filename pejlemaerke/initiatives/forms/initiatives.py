from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import Period, parse_period
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit, check_bytes, check_size
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.finding import LooksUp, describe_person, describe_unit, find_people, find_units
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.playbooks.loader import library
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, SuggestedField, TextField

from .. import rules
from ..models import Initiative


class TickSentences(forms.CheckboxSelectMultiple):
    """Boxes to tick, each a plain sentence with a hint under it."""

    hints: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.hints = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class InitiativeForm(GuardedForm, LooksUp):
    """What an initiative says of itself. Who and where are written in words and looked up."""

    looked_up = {"sponsor": (find_people, describe_person), "unit": (find_units, describe_unit)}

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=200,
        help_text=gettext_lazy("A few words that people will say in a corridor."),
    )
    why = TextField(
        label=gettext_lazy("Why do we do it?"),
        rows=4,
        help_text=gettext_lazy("What will be different for citizens and colleagues when it has worked?"),
    )
    sponsor = forms.CharField(
        label=gettext_lazy("Who stands behind it?"),
        help_text=gettext_lazy("Write the name. It is the one who decides that it starts."),
    )
    unit = SuggestedField(
        label=gettext_lazy("Where in the organisation does it belong?"),
        help_text=gettext_lazy("The unit at the top of its line. Who takes part is chosen on the next page."),
    )
    period = forms.CharField(
        label=gettext_lazy("When does it run?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("In your own words, for example “spring 2026 to the end of 2027”."),
    )
    period_as_words = forms.BooleanField(
        label=gettext_lazy("Keep the words as they are, without dates"), required=False
    )
    points = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these decisions does it carry out?"),
        widget=TickSentences(),
        required=False,
    )
    playbook = forms.ChoiceField(
        label=gettext_lazy("Which playbook does it follow?"), widget=RadioSentences()
    )
    predecessor = forms.ChoiceField(
        label=gettext_lazy("Does it build on an earlier initiative?"), required=False
    )

    def __init__(
        self,
        *args: Any,
        scope: Scope,
        suggested_units: Sequence[str] = (),
        predecessors: Sequence[Initiative] = (),
        points: Sequence[DecidedPoint] = (),
        editing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.scope, self.editing = scope, editing
        self.decided: dict[str, DecidedPoint] = {}
        self.not_decided: list[DecidedPoint] = []
        self.found_sponsor: Person | None = None
        self.found_unit: Unit | None = None
        self.read_period: Period | None = None
        self.fields["unit"].suggestions = suggested_units  # type: ignore[attr-defined]
        if editing:
            del self.fields["playbook"], self.fields["predecessor"], self.fields["points"]
        else:
            self._offer_playbooks()
            self._offer_points(points)
            self.predecessors = {str(one.pk): one for one in predecessors}
            self.fields["predecessor"].choices = [  # type: ignore[attr-defined]
                ("", _("No")),
                *((key, one.title) for key, one in self.predecessors.items()),
            ]
            if not self.predecessors:
                del self.fields["predecessor"]
        period = parse_period(self.data.get(self.add_prefix("period"), "")) if self.is_bound else None
        if not (period and period.text and period.precision == "unreadable"):
            del self.fields["period_as_words"]

    def _offer_playbooks(self) -> None:
        language = get_language() or "da"
        books = library()
        field = self.fields["playbook"]
        field.choices = [(key, book.title.in_language(language)) for key, book in books.items()]  # type: ignore[attr-defined]
        field.widget.hints = {key: book.summary.in_language(language) for key, book in books.items()}
        field.initial = next(iter(books), "")

    def _offer_points(self, points: Sequence[DecidedPoint]) -> None:
        """Those that were decided; what was declined or put off is shown apart, and cannot be ticked."""
        self.decided = {
            str(one.pk): one
            for one in points
            if one.answer not in (one.Answer.DECLINED, one.Answer.POSTPONED)
        }
        self.not_decided = [one for one in points if str(one.pk) not in self.decided]
        if not self.decided:
            del self.fields["points"]
            return
        field = self.fields["points"]
        field.choices = [(key, one.text) for key, one in self.decided.items()]  # type: ignore[attr-defined]
        field.widget.hints = {
            key: " · ".join(part for part in (one.heading, one.period_text) if part)
            for key, one in self.decided.items()
        }

    @property
    def chosen_points(self) -> list[DecidedPoint]:
        ticked = set(self.cleaned_data.get("points", ()))
        return [one for key, one in self.decided.items() if key in ticked]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sponsor, unit = cleaned.get("sponsor"), cleaned.get("unit")
        self.found_sponsor = sponsor if isinstance(sponsor, Person) else None
        self.found_unit = unit if isinstance(unit, Unit) else None
        if self.found_unit and not self.scope.has_role(*rules.MAKERS, at=self.found_unit.path):
            is_sponsor = self.editing and self.found_sponsor and self.found_sponsor.pk in self.scope.people
            if not is_sponsor:
                self.add_error(
                    "unit", _("You can prepare initiatives only for your own part of the organisation.")
                )
        self._read_period(cleaned.get("period", ""), keep_words=bool(cleaned.get("period_as_words")))
        return cleaned

    def _read_period(self, words: str, *, keep_words: bool) -> None:
        period = parse_period(words)
        if words and period.precision == "unreadable" and not keep_words:
            self.add_error(
                "period",
                _(
                    "We cannot read when that is. Write it with a year, for example "
                    "“quarter 4 2026 to summer 2027”, or keep the words without dates."
                ),
            )
        self.read_period = period if words else None

    @property
    def understood(self) -> str:
        """What the words were taken to mean; unchanged when the writer confirms it."""
        first = self.read_period.first if self.read_period else None
        last = self.read_period.last if self.read_period else None
        who = self.found_sponsor.pk if self.found_sponsor else ""
        where = self.found_unit.pk if self.found_unit else ""
        return f"{who} {where} {first} {last}"

    def values(self) -> dict[str, Any]:
        """For the actions."""
        period = self.read_period
        return {
            "title": self.cleaned_data["title"],
            "why": self.cleaned_data["why"],
            "sponsor": self.found_sponsor,
            "unit": self.found_unit,
            "period_text": period.text if period else "",
            "first": period.first if period else None,
            "last": period.last if period else None,
        }


class EarlierDecisionForm(GuardedForm, forms.Form):
    decided_what = TextField(
        label=gettext_lazy("What was decided?"),
        rows=4,
        max_length=4000,
        help_text=gettext_lazy("The decision in one or two sentences, as it stands in the minutes."),
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Who decided it?"),
        max_length=160,
        help_text=gettext_lazy("For example the town council"),
    )
    decided_when = forms.CharField(
        label=gettext_lazy("When?"),
        max_length=120,
        help_text=gettext_lazy("As you would say it, for example June 2019"),
    )
    file = forms.FileField(
        allow_empty_file=True,  # told in our own words
        label=gettext_lazy("The document itself"),
        required=False,
        help_text=gettext_lazy("Word, ODT, PDF, text or a sheet, up to 10 MB"),
    )

    kind = ""
    content = b""

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        try:
            check_size(upload.size)
            self.content = upload.read()
            self.kind = check_bytes(self.content, upload.name)
        except Unfit as unfit:
            raise ValidationError(sentence(unfit), code=unfit.code) from unfit
        return upload


class CloseForm(GuardedForm, forms.Form):
    note = TextField(
        label=gettext_lazy("What did it lead to?"),
        rows=4,
        max_length=4000,
        help_text=gettext_lazy("Everybody can read it. What was said survives the initiative."),
    )
