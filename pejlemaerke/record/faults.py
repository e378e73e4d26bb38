"""Proof that the data hold together: nothing crosses organisations, and every turn is the turn of its state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F

from pejlemaerke.core.models import Organisation, Row

from .models import Event, Link, Turn, model_of, type_of

_BATCH = 2000


def find_faults() -> Iterator[str]:
    """A line for each fault: what kind of thing, its id, what is wrong. Names and texts are never in it."""
    rows = [model for model in apps.get_models() if issubclass(model, Row)]
    for model in rows:
        yield from _crossing_keys(model)
    yield from _crossing_links()
    yield from _foreign_objects(Event)
    yield from _foreign_objects(Turn)
    for model in rows:
        if hasattr(model, "life"):
            yield from wrong_turns(model)
    yield from _turns_of_nothing()


def _crossing_keys(model: type[models.Model]) -> Iterator[str]:
    """Rows that point at a row of another organisation."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or target is Organisation or not issubclass(target, Row):
            continue
        crossing = model._default_manager.exclude(**{field.name: None}).exclude(
            **{f"{field.name}__organisation": F("organisation")}
        )
        for key in crossing.values_list("pk", flat=True).iterator(_BATCH):
            yield f"{model._meta.label} {key}: {field.name} belongs to another organisation"


def _crossing_links() -> Iterator[str]:
    """Links whose ends are of another organisation than the link, or are not there."""
    for end in ("cause", "effect"):
        named: dict[str, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
        for kind, key, owner in Link.objects.values_list(f"{end}_type", f"{end}_id", "organisation"):
            named[kind][key].add(owner)
        for kind, keys in named.items():
            for key, there in _owners(kind, list(keys)).items():
                if there is None:
                    yield f"link: its {end}, {kind} {key}, is not there"
                elif keys[key] != {there}:
                    yield f"link: its {end}, {kind} {key}, belongs to another organisation"


def _foreign_objects(model: Any) -> Iterator[str]:
    """Events and turns about an object of another organisation."""
    named: dict[str, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for kind, key, owner in model.objects.values_list("object_type", "object_id", "organisation").distinct():
        named[kind][key].add(owner)
    for kind, keys in named.items():
        for key, there in _owners(kind, list(keys)).items():
            if there is not None and keys[key] != {there}:
                yield f"{model._meta.label}: about {kind} {key} of another organisation"


def _owners(kind: str, keys: list[UUID]) -> dict[UUID, UUID | None]:
    """Which organisation each object belongs to; None for one that is not there."""
    found: dict[UUID, UUID | None] = dict.fromkeys(keys)
    for start in range(0, len(keys), _BATCH):
        part = model_of(kind)._default_manager.filter(pk__in=keys[start : start + _BATCH])
        found.update(part.values_list("pk", "organisation"))
    return found


def wrong_turns(model: Any) -> Iterator[str]:
    """Objects in a state their life does not know, or whose turns are not those of their state. A model says in
    `turn_related` what its turns are told from, beyond what it points at itself."""
    kept: dict[UUID, set[tuple[Any, ...]]] = defaultdict(set)
    turns = Turn.objects.filter(object_type=type_of(model))
    for key, *turn in turns.values_list("object_id", "owner", "what", "due").iterator(_BATCH):
        kept[key].add(tuple(turn))
    keys = [field.name for field in model._meta.concrete_fields if field.is_relation]
    further = getattr(model, "turn_related", ())
    for obj in model._default_manager.select_related(*keys, *further).iterator(_BATCH):
        state = model.life.states.get(obj.state)
        if state is None:
            yield f"{model._meta.label} {obj.pk}: no such state"
            continue
        asks = {(ask.owner, ask.what, ask.due) for ask in (state.turn(obj) if state.turn else ())}
        if asks != kept.pop(obj.pk, set()):
            yield f"{model._meta.label} {obj.pk}: in {obj.state}, and its turns are not those of that state"
    for key in kept:
        yield f"{model._meta.label} {key}: has a turn and is not there"


def _turns_of_nothing() -> Iterator[str]:
    living = {type_of(model) for model in apps.get_models() if hasattr(model, "life")}
    for key, kind in Turn.objects.exclude(object_type__in=living).values_list("pk", "object_type"):
        yield f"turn {key}: about {kind}, which has no states"
