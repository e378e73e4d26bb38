"""What somebody says of an activity."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejlemaerke.core.words import fold
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.finding import MOST_CHOICES, describe_person, find_people
from pejlemaerke.organisation.models import Committee, Person
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, SuggestedField, TextField

from ..fields import ActivityFields, HoursSaid
from ..models import Activity, Hours, PlanStage
from ..models.activities import Kind
from .periods import ClockField, PeriodField

#: So many lines of hours are offered beyond those that are filled in.
EMPTY_LINES = 2
MOST_LINES = 12


class ActivityForm(GuardedForm, forms.Form):
    """`fields_said()` is what the actions take. The one responsible is a name: a person here where it is one, else the
    words as they stand; where several go by it they are offered as a choice."""

    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of activity is it?"), choices=())
    period = PeriodField(label=gettext_lazy("When?"), required=False)
    starts = ClockField(label=gettext_lazy("From what time?"), help_text=gettext_lazy("For example 9.30"))
    ends = ClockField(label=gettext_lazy("Until?"))
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=200, required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Which stage does it belong to?"), required=False)
    who = SuggestedField(
        label=gettext_lazy("Who is responsible?"),
        help_text=gettext_lazy("A name, or a role in your own words. Left empty it is the leader."),
        max_length=200,
        required=False,
    )
    participants = TextField(label=gettext_lazy("Who takes part?"), rows=2, required=False, max_length=2000)
    text = TextField(
        label=gettext_lazy("What is going to happen?"), rows=3, required=False, max_length=10_000
    )
    body = forms.ChoiceField(
        label=gettext_lazy("A group that owns it"),
        help_text=gettext_lazy("The chair has the turn, and the members can see the plan."),
        required=False,
    )
    co_host = forms.ChoiceField(label=gettext_lazy("Held or sent together with"), required=False)
    audience = forms.CharField(label=gettext_lazy("Who is told?"), max_length=300, required=False)
    channel = forms.CharField(label=gettext_lazy("How are they told?"), max_length=160, required=False)
    sender = forms.CharField(label=gettext_lazy("Who sends it?"), max_length=200, required=False)

    MAIN = ("title", "kind", "period", "starts", "ends", "place", "stage", "who", "participants", "text")
    TOGETHER = ("body", "co_host")
    MESSAGE = ("audience", "channel", "sender")

    def __init__(
        self,
        data: Any = None,
        *,
        scope: Scope,
        stages: Sequence[PlanStage],
        committees: Sequence[Committee],
        names: Sequence[str] = (),
        lines: int = 0,
        audiences: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.scope, self.audiences = scope, audiences
        self.stages = {stage.key: stage for stage in stages}
        self.committees = {str(one.pk): one for one in committees}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(label)) for value, label in Kind.choices
        ]
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            ("", _("No stage")),
            *((stage.key, stage.title) for stage in stages),
        ]
        groups = [("", _("No group")), *((key, one.name) for key, one in self.committees.items())]
        for name in self.TOGETHER:
            self.fields[name].choices = groups  # type: ignore[attr-defined]
        self.fields["who"].suggestions = names  # type: ignore[attr-defined]
        self.lines = min(lines + EMPTY_LINES, MOST_LINES)
        for at in range(self.lines):
            self._add_line(at)
        self.people: list[Person] = []
        words = str(self.data.get(self.add_prefix("who"), "")).strip() if self.is_bound else ""
        if words:
            self._look_up(words)

    def _add_line(self, at: int) -> None:
        self.fields[f"hours-{at}-whom"] = forms.CharField(
            label=_("For whom?"), max_length=160, required=False
        )
        self.fields[f"hours-{at}-hours"] = forms.DecimalField(
            label=_("How many hours?"), min_value=Decimal("0.5"), max_value=Decimal("9999"), decimal_places=1,
            required=False, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
        )  # fmt: skip
        self.fields[f"hours-{at}-per"] = forms.ChoiceField(
            label=_("How often?"), choices=Hours.Per.choices, required=False
        )
        self.fields[f"hours-{at}-why"] = forms.CharField(label=_("What for?"), max_length=300, required=False)

    def _look_up(self, words: str) -> None:
        """People of that very name; parts of a name stay words."""
        self.people = [one for one in find_people(self.scope, words) if one.folded == fold(words)]
        if 1 < len(self.people) <= MOST_CHOICES:
            pick = forms.ChoiceField(
                label=_("Which of these?"), widget=RadioSentences(), required=False,
                choices=[(str(one.pk), describe_person(one)) for one in self.people],
            )  # fmt: skip
            placed = {}
            for key, field in self.fields.items():
                placed[key] = field
                if key == "who":
                    placed["who_pick"] = pick
            self.fields = placed

    # -- for the template --------------------------------------------------------------------------------------

    def main(self) -> list[Any]:
        wanted = [name for name in self.fields if name in self.MAIN or name == "who_pick"]
        return [self[name] for name in wanted]

    def together(self) -> list[Any]:
        return [self[name] for name in self.TOGETHER]

    def message(self) -> list[Any]:
        return [self[name] for name in self.MESSAGE]

    def hours(self) -> list[list[Any]]:
        return [
            [self[f"hours-{at}-{part}"] for part in ("whom", "hours", "per", "why")]
            for at in range(self.lines)
        ]

    def has_message(self) -> bool:
        return self["kind"].value() == "message" or any(self[name].value() for name in self.MESSAGE)

    def has_together(self) -> bool:
        return any(self[name].value() for name in self.TOGETHER) or self._has_errors(self.TOGETHER)

    def has_hours(self) -> bool:
        return any(
            line[0].value() or line[1].value() or any(one.errors for one in line) for line in self.hours()
        )

    def _has_errors(self, names: Sequence[str]) -> bool:
        return any(self[name].errors for name in names)

    # -- what was said -----------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        self._clean_clock(clean)
        if len(self.people) > MOST_CHOICES:
            self.add_error("who", _("Many go by that name. Write more of it."))
        elif len(self.people) > 1 and not clean.get("who_pick"):
            self.add_error("who_pick", _("Choose which one you mean."))
        for at in range(self.lines):
            whom, hours = clean.get(f"hours-{at}-whom"), clean.get(f"hours-{at}-hours")
            if hours and not whom:
                self.add_error(f"hours-{at}-whom", _("Say who the hours are for."))
            if whom and not hours and f"hours-{at}-hours" not in self.errors:
                self.add_error(f"hours-{at}-hours", _("Say how many hours."))
        return clean

    def _clean_clock(self, clean: dict[str, Any]) -> None:
        starts, ends, period = clean.get("starts"), clean.get("ends"), clean.get("period")
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", _("Say when it begins as well."))
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It ends before it begins."))
        if starts and "period" not in self.errors and (period is None or period.first != period.last):
            self.add_error("period", ValidationError(_("A time of day needs one single day."), code="no_day"))

    def fields_said(self) -> ActivityFields:
        clean = self.cleaned_data
        person = None
        if len(self.people) == 1:
            person = self.people[0]
        elif self.people:
            person = next(one for one in self.people if str(one.pk) == clean["who_pick"])
        return ActivityFields(
            kind=clean["kind"],
            title=clean["title"],
            text=clean["text"],
            period=clean["period"],
            starts=clean["starts"],
            ends=clean["ends"],
            place=clean["place"],
            stage=self.stages.get(clean["stage"]),
            responsible=person,
            body=self.committees.get(clean["body"]),
            co_host=self.committees.get(clean["co_host"]),
            responsible_words="" if person else clean["who"],
            participants=clean["participants"],
            audiences=self.audiences,
            audience=clean["audience"],
            channel=clean["channel"],
            sender=clean["sender"],
            hours=tuple(self._hours_said()),
        )

    def _hours_said(self) -> list[HoursSaid]:
        clean = self.cleaned_data
        return [
            HoursSaid(
                clean[f"hours-{at}-whom"],
                clean[f"hours-{at}-hours"],
                clean[f"hours-{at}-per"] or "once",
                clean[f"hours-{at}-why"],
            )
            for at in range(self.lines)
            if clean.get(f"hours-{at}-hours")
        ]


def initial_for(activity: Activity) -> dict[str, Any]:
    """An activity as the form shows it. One query."""
    found: dict[str, Any] = {
        name: getattr(activity, name)
        for name in (
            "title", "kind", "period", "starts", "ends", "place", "participants", "text", "audience", "channel",
            "sender",
        )
    }  # fmt: skip
    found["stage"] = activity.stage.key if activity.stage else ""
    found["who"] = activity.responsible.name if activity.responsible else activity.responsible_words
    found["body"] = str(activity.body_id or "")
    found["co_host"] = str(activity.co_host_id or "")
    for at, line in enumerate(activity.hours.order_by("id")):
        for part in ("whom", "hours", "per", "why"):
            found[f"hours-{at}-{part}"] = getattr(line, part)
    return found


class DropForm(GuardedForm, forms.Form):
    note = TextField(label=gettext_lazy("Why?"), rows=2, required=False, max_length=2000)


class NotHeldForm(GuardedForm, forms.Form):
    why = TextField(
        label=pgettext_lazy("an activity", "Why was it not held?"),
        help_text=gettext_lazy("A few words help when it is planned again."),
        rows=2,
        max_length=2000,
    )
