from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.ui.forms import GuardedForm, RadioSentences, SaidDateField

from .access import Scope
from .finding import LooksUp, describe_person, describe_unit, find_people, find_units
from .models import Committee, CommitteeKind, RoleKind, Seat, Side

_PERSON = (find_people, describe_person)
_UNIT = (find_units, describe_unit)


class BringForm(forms.Form):
    file = forms.FileField(
        allow_empty_file=True,  # told in our own words
        label=gettext_lazy("The organisation file"),
        help_text=gettext_lazy("csv or xlsx. Nothing is changed before you have seen what differs."),
    )


class GiveRoleForm(GuardedForm, LooksUp):
    looked_up = {"unit": _UNIT}

    kind = forms.ChoiceField(label=gettext_lazy("Role"), choices=RoleKind.choices)
    unit = forms.CharField(
        label=gettext_lazy("At which unit?"),
        help_text=gettext_lazy("The role holds there and in everything below."),
    )
    last = SaidDateField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until further notice.")
    )


class KindForm(GuardedForm, forms.Form):
    short = forms.CharField(label=gettext_lazy("Short name"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    purpose = forms.ChoiceField(label=gettext_lazy("What is it for?"), choices=CommitteeKind.Purpose.choices)
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Kind of committee above it"),
        queryset=CommitteeKind.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    item_days = forms.IntegerField(
        label=gettext_lazy("Days before a meeting by which a matter must be put to it"),
        help_text=gettext_lazy("As your local agreement says. Whoever is later is warned, and not stopped."),
        min_value=0,
        max_value=365,
        initial=14,
    )
    papers_days = forms.IntegerField(
        label=gettext_lazy("Days before a meeting by which its papers must be sent"),
        min_value=0,
        max_value=365,
        initial=7,
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = CommitteeKind.objects.filter(  # type: ignore[attr-defined]
            organisation=scope.organisation
        ).order_by("short")


class CommitteeForm(GuardedForm, LooksUp):
    looked_up = {"unit": _UNIT}

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind"), queryset=CommitteeKind.objects.none(), empty_label=gettext_lazy("Choose")
    )
    unit = forms.CharField(
        label=gettext_lazy("For which unit?"),
        help_text=gettext_lazy("It speaks for that unit and everything below."),
    )
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Committee above it"),
        queryset=Committee.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        mine = {"organisation": scope.organisation}
        self.fields["kind"].queryset = CommitteeKind.objects.filter(**mine).order_by("short")  # type: ignore[attr-defined]
        self.fields["parent"].queryset = Committee.objects.filter(**mine).order_by("name")  # type: ignore[attr-defined]


class SeatForm(GuardedForm, LooksUp):
    looked_up = {"person": _PERSON}

    person = forms.CharField(label=gettext_lazy("Who?"), help_text=gettext_lazy("Write the name."))
    side = forms.ModelChoiceField(
        label=gettext_lazy("Side"), queryset=Side.objects.none(), empty_label=gettext_lazy("Choose")
    )
    function = forms.ChoiceField(
        label=gettext_lazy("As"), widget=RadioSentences(), required=False, choices=Seat.Function.choices
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.fields["side"].queryset = Side.objects.filter(  # type: ignore[attr-defined]
            organisation=scope.organisation
        ).order_by("name")


class SubstituteForm(GuardedForm, LooksUp):
    """Who stands in for whom; `absent` is asked only of an administrator."""

    looked_up = {"absent": _PERSON, "substitute": _PERSON}

    absent = forms.CharField(
        label=gettext_lazy("For whom?"), required=False, help_text=gettext_lazy("Empty: for yourself.")
    )
    substitute = forms.CharField(
        label=gettext_lazy("Who is the substitute?"), help_text=gettext_lazy("Write the name.")
    )
    first = SaidDateField(label=gettext_lazy("First day"))
    last = SaidDateField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, scope: Scope, today: date, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.today = today
        if not for_others:
            del self.fields["absent"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif last and last < self.today:
            self.add_error("last", _("The last day is already over."))
        return cleaned
