"""What people say to a plan: proposals and their answers, approval, services, and what is brought before MED."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pejlemaerke.meetings.forms.med import MedItemForm
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.finding import MOST_CHOICES, describe_person, find_people
from pejlemaerke.organisation.models import Committee, Person
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, SaidDateField, TextField

from ..models import Proposal


class ProposalForm(GuardedForm, forms.Form):
    """Two taps: write, send."""

    mark_optional = False

    text = TextField(rows=6, max_length=4000, label=_("What do you propose?"))
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("idea", _("An idea")), ("activity", _("Something we could do"))],
        initial=Proposal.Kind.IDEA,
        widget=forms.RadioSelect,
    )


class ProposalAnswerForm(GuardedForm, forms.Form):
    answer = TextField(
        rows=3,
        max_length=4000,
        label=_("Your answer"),
        help_text=_("Everybody who can see the plan can read it."),
    )


class ServiceForm(GuardedForm, forms.Form):
    name = forms.CharField(
        max_length=160,
        label=_("What is the service called?"),
        help_text=_("For example: Morning visits, Rehabilitation at home"),
    )


class ApprovalForm(forms.Form):
    """Whom the plan is laid before. Names that fit several come back as boxes to tick."""

    mark_optional = False

    people = forms.MultipleChoiceField(
        required=False, label=_("Who belongs to the leadership group?"), widget=forms.CheckboxSelectMultiple
    )
    others = TextField(
        rows=2,
        required=False,
        max_length=2000,
        label=_("Others in the group"),
        help_text=_("One name per line."),
    )
    due = SaidDateField(
        required=False, label=_("Answer by"), help_text=_("For example 3 December 2026. It may stay empty.")
    )

    def __init__(self, *args: Any, scope: Scope, suggested: Sequence[Person], **kwargs: Any) -> None:
        kwargs["initial"] = {"people": [str(one.pk) for one in suggested]}
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.known = {str(one.pk): one for one in suggested}
        # Those offered in the round before this one stay to be ticked.
        told = self.data.getlist("offered") if self.is_bound and hasattr(self.data, "getlist") else []
        self._offer(Person.objects.visible_to(scope).here().filter(pk__in=_ids(told)) if told else ())
        if not self.known:
            del self.fields["people"]

    def _offer(self, people: Any) -> None:
        for one in people:
            self.known.setdefault(str(one.pk), one)
        field: Any = self.fields["people"]
        field.choices = [(key, describe_person(one)) for key, one in self.known.items()]

    @property
    def offered(self) -> list[str]:
        return list(self.known)

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        chosen = [self.known[key] for key in clean.get("people") or []]
        for line in (clean.get("others") or "").splitlines():
            name = " ".join(line.split())
            if not name:
                continue
            found = [one for one in find_people(self.scope, name) if one not in chosen]
            if len(found) == 1:
                chosen.append(found[0])
            elif not found:
                self.add_error("others", _t("Nobody here is called “%(name)s”.") % {"name": name})
            elif len(found) > MOST_CHOICES:
                self.add_error("others", _t("Many are called “%(name)s”. Write more of it.") % {"name": name})
            elif "people" in self.fields:
                self._offer(found)
                self.add_error(
                    "others",
                    _t("Several are called “%(name)s”. Tick the one you mean, and take the name out here.")
                    % {"name": name},
                )
            else:
                self.add_error(
                    "others", _t("Several are called “%(name)s”. Write more of it.") % {"name": name}
                )
        if not self.errors and not chosen:
            raise forms.ValidationError(_t("Choose who belongs to the leadership group."))
        clean["chosen"] = chosen
        return clean


def _ids(told: Sequence[str]) -> list[str]:
    return [key for key in told if len(key) == 36 and key.count("-") == 4][:100]


class VoiceForm(GuardedForm, forms.Form):
    mark_optional = False

    answer = forms.ChoiceField(
        label=_("What do you say to the plan?"),
        choices=[("approved", _("I approve the plan")), ("change", _("I ask for a change"))],
        widget=RadioSentences(
            hints={
                "approved": _("It is approved when all have."),
                "change": _("The round stops, and the leader lays the plan before you again."),
            }
        ),
    )
    text = TextField(
        rows=3,
        required=False,
        max_length=4000,
        label=_("Your words"),
        help_text=_("Needed if you ask for a change."),
    )

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        silent = not (clean.get("text") or "").strip() and "text" not in self.errors
        if clean.get("answer") == "change" and silent:
            self.add_error("text", _("Say what you would like changed."))
        return clean


class BeforeMedForm(GuardedForm, forms.Form):
    """A matter for a MED committee. Its day is that of the activity."""

    committee = forms.ChoiceField(label=_("Which committee?"))
    kind = forms.ChoiceField(
        label=_("What is the committee to do?"),
        choices=MedItem.Kind.choices,
        widget=RadioSentences(hints=MedItemForm.base_fields["kind"].widget.hints),
    )
    text = TextField(
        rows=5,
        required=False,
        max_length=8000,
        label=_("What is it about, and what does it mean for work and staff?"),
    )
    decision_on = SaidDateField(required=False, label=_("When is it decided?"))
    papers_on = SaidDateField(required=False, label=_("When are the papers sent?"))

    def __init__(self, *args: Any, committees: Sequence[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committees = {str(one.pk): one for one in committees}
        choice: Any = self.fields["committee"]
        choice.choices = [(key, one.name) for key, one in self.committees.items()]

    def chosen(self) -> Committee:
        return self.committees[self.cleaned_data["committee"]]
