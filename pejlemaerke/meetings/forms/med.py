from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.finding import LooksUp, describe_unit, find_units
from pejlemaerke.organisation.models import Committee
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, SaidDateField, TextField

from .. import rules
from ..models import MedItem

_UNIT = (find_units, describe_unit)


class MedItemForm(GuardedForm, LooksUp):
    looked_up = {"decides_at": _UNIT}

    title = forms.CharField(max_length=300, label=_("What is it about?"))
    kind = forms.ChoiceField(
        label=_("What is the committee to do?"),
        choices=MedItem.Kind.choices,
        widget=RadioSentences(
            hints={
                "information": _("Be told in time, before it is decided."),
                "discussion": _("Talk it through, so that the staff side's view can still change it."),
                "guideline": _("Agree on how something is done here."),
            }
        ),
    )
    committee = forms.ModelChoiceField(
        queryset=Committee.objects.none(), label=_("Which committee?"), empty_label=_("Choose")
    )
    decides_at = forms.CharField(
        label=_("At which unit is it decided?"),
        help_text=_("The committee should be the one that speaks for that unit."),
    )
    text = TextField(
        rows=6, required=False, max_length=20000,
        label=_("What is it, and what may it mean for work, staff and work environment?"),
    )  # fmt: skip
    decision_on = SaidDateField(required=False, label=_("When is it to be decided?"))
    discuss_on = SaidDateField(required=False, label=_("When is it to be talked through?"))
    papers_on = SaidDateField(required=False, label=_("When are the papers sent?"))

    def __init__(self, *args: Any, scope: Scope, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.fields["committee"].queryset = bodies  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What `raise_med_item` and `edit_med_item` take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "decides_at_pick"}


class ConcludeForm(GuardedForm, forms.Form):
    """What was said. Nothing is required while it is only kept; concluding asks for what is missing."""

    mark_optional = False

    staff_view = TextField(rows=5, required=False, max_length=20000, label=_("What does the staff side say?"))
    management_answer = TextField(
        rows=5, required=False, max_length=20000, label=_("What does management answer?")
    )
    conclusion = TextField(rows=4, required=False, max_length=20000, label=_("What is the conclusion?"))
    discussed_on = SaidDateField(required=False, label=_("Which day was it treated?"))

    def __init__(self, *args: Any, item: MedItem, today: date, concludes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.today, self.concludes = item, today, concludes

    def clean(self) -> dict[str, Any]:
        """Everything that is missing is said at once, where it is to be written."""
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.concludes:
            return clean
        for name in rules.required_for_conclusion(self.item):
            if not clean.get(name) and name not in self.errors:
                self.add_error(name, _t("This is needed before the matter is concluded."))
        treated = clean.get("discussed_on")
        if treated and treated > self.today:
            self.add_error("discussed_on", _t("It cannot have been treated on a day that has not come yet."))
        return clean
