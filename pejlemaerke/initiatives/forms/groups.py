from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.core.words import fold
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.finding import MOST_CHOICES, LooksUp, describe_person, find_people
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.ui.forms import GuardedForm, RadioSentences, TextField

#: A group with more people than this is a department.
MOST_PEOPLE = 40


class PeopleForm(GuardedForm, LooksUp):
    """Several people, one name to a line. Those that several answer to come back to be chosen between."""

    looked_up: Any = {}

    people = TextField(
        label=gettext_lazy("Who is in it?"),
        rows=6,
        max_length=4000,
        help_text=gettext_lazy(
            "One name to a line: support persons, somebody from IT, a lawyer, a leader, whoever is needed."
        ),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.by_line: dict[str, dict[str, Person]] = {}
        self.members: list[Person] = []
        if not self.is_bound:
            return
        for line in _lines(str(self.data.get(self.add_prefix("people"), "")))[:MOST_PEOPLE]:
            self.by_line[line] = {str(one.pk): one for one in find_people(scope, line)}
        for line, rows in self.by_line.items():
            if 1 < len(rows) <= MOST_CHOICES:
                self._place_after_people(line, rows)

    def _place_after_people(self, line: str, rows: dict[str, Person]) -> None:
        pick = forms.ChoiceField(
            label=_("Which “%(name)s”?") % {"name": line},
            widget=RadioSentences(),
            choices=[(key, describe_person(row)) for key, row in rows.items()],
            required=False,
        )
        placed: dict[str, forms.Field] = {}
        for key, field in self.fields.items():
            placed[key] = field
            if key == "people":
                placed[_pick(line)] = pick
        self.fields = placed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if len(_lines(cleaned.get("people", ""))) > MOST_PEOPLE:
            self.add_error("people", _("That is more people than a group can be. Write at most 40."))
        chosen: dict[Person, None] = {}
        unknown, many = [], []
        for line, rows in self.by_line.items():
            picked = rows.get(cleaned.get(_pick(line)) or "")
            if len(rows) == 1:
                picked = next(iter(rows.values()))
            if picked is not None:
                chosen[picked] = None
            elif not rows:
                unknown.append(line)
            elif len(rows) > MOST_CHOICES:
                many.append(line)
            elif _pick(line) not in self.errors:
                self.add_error(_pick(line), _("Choose which one you mean."))
        for line in unknown:
            self.add_error(
                "people", ValidationError(_("Nothing here is called “%(words)s”."), params={"words": line})
            )
        for line in many:
            self.add_error(
                "people",
                ValidationError(
                    _("Many go by the name “%(words)s”. Write more of it."), params={"words": line}
                ),
            )
        self.members = list(chosen)
        return cleaned


class GroupForm(PeopleForm):
    looked_up = {"leads": (find_people, describe_person)}

    name = forms.CharField(
        label=gettext_lazy("What is the group called?"),
        max_length=160,
        help_text=gettext_lazy("For example “The group behind the visits”"),
    )
    place = forms.ChoiceField(label=gettext_lazy("Whose group is it?"), required=False)
    leads = forms.CharField(
        label=gettext_lazy("Who leads it?"), required=False, help_text=gettext_lazy("Write the name.")
    )
    field_order = ("name", "place", "leads", "people")

    def __init__(self, *args: Any, places: Sequence[Unit] = (), whole: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(unit.pk): unit for unit in places}
        if not self.places:
            del self.fields["place"]
            return
        choices = [("", _("The whole initiative"))] if whole else []
        self.fields["place"].choices = [*choices, *((key, unit.name) for key, unit in self.places.items())]  # type: ignore[attr-defined]
        self.fields["place"].required = not whole

    @property
    def unit(self) -> Unit | None:
        return self.places.get(self.cleaned_data.get("place", ""))

    @property
    def leader(self) -> Person | None:
        found = self.cleaned_data.get("leads")
        return found if isinstance(found, Person) else None


def _lines(text: str) -> list[str]:
    """Each name once, in order."""
    return list(dict.fromkeys(line.strip(" ,;\t") for line in text.splitlines() if line.strip(" ,;\t")))


def _pick(line: str) -> str:
    return "pick-" + re.sub(r"[^a-z0-9]+", "-", fold(line)).strip("-")
