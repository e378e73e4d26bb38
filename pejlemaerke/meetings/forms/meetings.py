from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.finding import LooksUp, describe_person, find_people
from pejlemaerke.organisation.models import Committee
from pejlemaerke.ui.dates import say_time
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, SaidDateField, SuggestedField, TextField

from ..models import DecidedPoint, Meeting

_PERSON = (find_people, describe_person)


class SaidTimeField(forms.TimeField):
    """A time of day as people write it: "13.00", "13:00", "13"."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H"])
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "is-short", "inputmode": "decimal"}))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Write the time with hour and minutes, for example 13.00.")

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class MeetingForm(GuardedForm, LooksUp):
    """When, where and with whom as secretary; the body only when it is new."""

    looked_up = {"secretary": _PERSON}

    committee = forms.ModelChoiceField(
        queryset=Committee.objects.none(), label=gettext_lazy("Which body meets?"),
        empty_label=gettext_lazy("Choose"),
    )  # fmt: skip
    day = SaidDateField(label=gettext_lazy("Which day?"))
    starts = SaidTimeField(label=gettext_lazy("From"), help_text=gettext_lazy("For example 13.00"))
    ends = SaidTimeField(label=gettext_lazy("To"), required=False)
    place = forms.CharField(max_length=200, required=False, label=gettext_lazy("Where?"))
    secretary = forms.CharField(
        label=gettext_lazy("Who keeps the minutes?"),
        help_text=gettext_lazy("Write the name. They call the meeting and send the minutes round."),
    )

    def __init__(self, *args: Any, scope: Scope, bodies: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        if bodies is None:
            del self.fields["committee"]
        else:
            self.fields["committee"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The meeting must end after it begins."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `create_meeting` and `change_meeting` take."""
        clean, zone = self.cleaned_data, timezone.get_current_timezone()
        ends = datetime.combine(clean["day"], clean["ends"], zone) if clean["ends"] else None
        return {
            "starts_at": datetime.combine(clean["day"], clean["starts"], zone), "ends_at": ends,
            "place": clean["place"], "secretary": clean["secretary"],
        }  # fmt: skip

    @staticmethod
    def initial_for(meeting: Meeting) -> dict[str, Any]:
        return {
            "day": timezone.localdate(meeting.starts_at), "starts": say_time(meeting.starts_at, lang="da"),
            "ends": say_time(meeting.ends_at, lang="da") if meeting.ends_at else "", "place": meeting.place,
            "secretary": meeting.secretary.name,
        }  # fmt: skip


class ItemForm(GuardedForm, forms.Form):
    title = forms.CharField(max_length=300, label=gettext_lazy("What is it about?"))
    text = TextField(
        rows=4,
        required=False,
        max_length=10000,
        label=gettext_lazy("What should the members know beforehand?"),
    )
    is_closed = forms.BooleanField(
        required=False, label=gettext_lazy("Closed item"),
        help_text=gettext_lazy("Only the body and those who prepare its meetings can ever read it."),
    )  # fmt: skip


class OutcomeForm(GuardedForm, forms.Form):
    mark_optional = False

    discussed = TextField(
        rows=6, required=False, max_length=40000, label=gettext_lazy("What was talked about?"),
        help_text=gettext_lazy("A line in capitals, or one that ends with a colon, becomes a heading in the minutes."),
    )  # fmt: skip


class PresentForm(GuardedForm, forms.Form):
    mark_optional = False

    present = TextField(
        rows=3, required=False, max_length=5000, label=gettext_lazy("Who is here?"),
        help_text=gettext_lazy(
            "As it should stand in the minutes, one name to a line. Take out those who are away, and say who sent "
            "their regrets."
        ),
    )  # fmt: skip


class PointForm(GuardedForm, forms.Form):
    """A decision. All of it may be empty where it stands beside others; `is_filled` says whether one was written."""

    mark_optional = False

    heading = SuggestedField(
        max_length=200, required=False, label=gettext_lazy("Under which heading?"),
        help_text=gettext_lazy("The minutes' own, for example PROCESS."),
    )  # fmt: skip
    text = TextField(
        rows=3, required=False, max_length=5000, label=gettext_lazy("What was decided, in its own words?")
    )
    asked = forms.ChoiceField(required=False, label=gettext_lazy("Does it answer a point that was asked?"))
    answer = forms.ChoiceField(
        required=False, label=gettext_lazy("How?"),
        choices=[("", gettext_lazy("It answers none")), *[one for one in DecidedPoint.Answer.choices if one[0]]],
    )  # fmt: skip
    period_text = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("When?"),
        help_text=gettext_lazy("In the words that were used, for example “after the summer of 2027”."),
    )  # fmt: skip
    audience = forms.CharField(max_length=300, required=False, label=gettext_lazy("For whom?"))
    who = forms.CharField(max_length=300, required=False, label=gettext_lazy("Who does it?"))

    def __init__(self, *args: Any, asked: list[tuple[str, str]], headings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            self.fields["asked"].choices = [("", _("No, nobody asked")), *asked]  # type: ignore[attr-defined]
        else:
            del self.fields["asked"], self.fields["answer"]
        self.fields["heading"].suggestions = headings  # type: ignore[attr-defined]

    def is_filled(self) -> bool:
        """True if any of its text fields holds words."""
        return any(self.cleaned_data.get(name) for name in ("text", "period_text", "audience", "who"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("text") and any(cleaned.get(name) for name in ("period_text", "audience", "who")):
            self.add_error("text", _("Write what was decided."))
        if cleaned.get("text"):
            if cleaned.get("asked") and not cleaned.get("answer"):
                self.add_error("answer", _("Say how the point was answered."))
            if cleaned.get("answer") and not cleaned.get("asked"):
                self.add_error("asked", _("Say which point it answers."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `record_point` takes."""
        return {"asked": "", "answer": "", **self.cleaned_data}


class MoveForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Where does it go?"), widget=RadioSentences())

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], hints: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["to"].widget.hints = hints


class ReasonForm(GuardedForm, forms.Form):
    reason = TextField(rows=3, required=False, max_length=2000, label=gettext_lazy("Why?"))


class SendMinutesForm(forms.Form):
    read_by = SaidDateField(label=gettext_lazy("Until when can they be corrected?"))


class CorrectionForm(GuardedForm, forms.Form):
    text = TextField(rows=4, max_length=5000, label=gettext_lazy("What should be corrected?"))
