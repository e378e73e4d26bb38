"""People and units found by words, however they are spelt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from pejlemaerke.core.words import fold, fold_variants
from pejlemaerke.ui.forms import RadioSentences

from .access import Scope
from .models import Person, Post, Unit

#: So many of the same name are offered to choose between; more than that asks for more words.
MOST_CHOICES = 12


def holding(found: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Those whose folded name holds every word, in any of the spellings a word may have."""
    for word in words.replace(",", " ").split():
        spelt = Q(pk__in=[])
        for variant in fold_variants(word):
            spelt |= Q(folded__contains=variant)
        found = found.filter(spelt)
    return found


def find_people(scope: Scope, words: str) -> list[Person]:
    """People who work here; at most `MOST_CHOICES` + 1, a full name before parts of names."""
    here = Person.objects.visible_to(scope).here().order_by("sort_key")
    here = here.prefetch_related(Prefetch("posts", Post.objects.select_related("unit")))
    exact = list(here.filter(folded=fold(words))[: MOST_CHOICES + 1])
    return exact or list(holding(here, words)[: MOST_CHOICES + 1])


def find_units(scope: Scope, words: str) -> list[Unit]:
    units = Unit.objects.visible_to(scope).live().select_related("parent").order_by("path")
    exact = list(units.filter(folded=fold(words))[: MOST_CHOICES + 1])
    return exact or list(holding(units, words)[: MOST_CHOICES + 1])


def describe_person(person: Person) -> str:
    """ "Sara Lindholm, leder, Hjemmeplejen Nord": enough to tell two of one name apart."""
    post = next(iter(person.posts.all()), None)
    parts = (person.name, post.title if post else "", post.unit.name if post else "")
    return ", ".join(part for part in parts if part)


def describe_unit(unit: Unit) -> str:
    return f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name


class LooksUp(forms.Form):
    """A mixin: fields written in words and looked up; where several answer, they are offered as a choice.

    `looked_up` names, per field, how it is found and described. After cleaning the field holds the row itself.
    """

    looked_up: dict[str, tuple[Callable[[Scope, str], Sequence[Any]], Callable[[Any], str]]]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, dict[str, Any]] = {}
        for name, (find, describe) in self.looked_up.items():
            words = str(self.data.get(self.add_prefix(name), "")).strip() if self.is_bound else ""
            if not words:
                continue
            rows = {str(row.pk): row for row in find(scope, words)}
            self.found[name] = rows
            if 1 < len(rows) <= MOST_CHOICES:
                self._offer(name, [(key, describe(row)) for key, row in rows.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        pick = forms.ChoiceField(
            label=_("Which of these?"), widget=RadioSentences(), choices=choices, required=False
        )
        placed = {}
        for key, field in self.fields.items():
            placed[key] = field
            if key == name:
                placed[f"{name}_pick"] = pick
        self.fields = placed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, rows in self.found.items():
            words = cleaned.get(name)
            if not words:
                continue
            picked = rows.get(cleaned.get(f"{name}_pick") or "")
            if len(rows) == 1:
                picked = next(iter(rows.values()))
            if picked is not None:
                cleaned[name] = picked
            elif not rows:
                self.add_error(
                    name, ValidationError(_("Nothing here is called “%(words)s”."), params={"words": words})
                )
            elif len(rows) > MOST_CHOICES:
                self.add_error(name, _("Many go by that name. Write more of it."))
            else:
                self.add_error(f"{name}_pick", _("Choose which one you mean."))
        return cleaned
