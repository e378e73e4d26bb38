"""The shared panel of every object's page: whose turn, next steps, where it came from and led to, what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from .models import Event, Link, Turn, model_of, type_of
from .steps import OfferedStep, offered

#: How many links a thread is followed up and down; a decision's line is shorter.
REACH = 6


@dataclass(frozen=True)
class Happening:
    """One line of the history. `words` is the room's sentence for the verb."""

    at: datetime
    who: str
    on_behalf_of: str
    words: str
    note: str


@dataclass(frozen=True)
class ThreadStep:
    """An object the thread passes through that the reader may see."""

    title: str
    kind: str
    url: str


@dataclass(frozen=True)
class Panel:
    turns: tuple[Turn, ...]
    steps: tuple[OfferedStep, ...]
    history: tuple[Happening, ...]
    causes: tuple[ThreadStep, ...]
    effects: tuple[ThreadStep, ...]
    more_effects: int


_words: dict[str, Any] = {}


def word_events(room: str, words: dict[str, Any]) -> None:
    """A room says, in its `apps.py`, what its verbs are called: {"briefs.backbrief.submitted": _("sent it")}."""
    _words.update({f"{room}.{verb}": text for verb, text in words.items()})


def words_for(object_type: str, verb: str) -> str:
    """The sentence for a verb. KeyError for a verb no room has worded: a house test finds it first."""
    return str(_words[f"{object_type}.{verb}"])


def read_panel(obj: Any, scope: Any, *, events: int = 50, effects: int = 12) -> Panel:
    """The panel for one object in a number of queries that does not grow with its history."""
    happened = Event.objects.about(obj).order_by("-at", "-id")[:events]
    causes = _follow(obj, scope, up=True)
    led_to = _follow(obj, scope, up=False)
    return Panel(
        turns=tuple(Turn.objects.about(obj)),
        steps=tuple(offered(obj, scope)),
        history=tuple(
            Happening(
                event.at, event.person_name, event.on_behalf_of_name, words_for(event.object_type, event.verb), event.note
            )
            for event in happened
        ),
        causes=tuple(reversed(causes)),
        effects=tuple(led_to[:effects]),
        more_effects=max(0, len(led_to) - effects),
    )


def _follow(obj: Any, scope: Any, *, up: bool) -> list[ThreadStep]:
    """Objects the thread reaches, nearest first. What the reader may not see is passed over, not named."""
    here, there = ("effect", "cause") if up else ("cause", "effect")
    seen = {(type_of(obj), obj.pk)}
    frontier: list[tuple[str, UUID]] = [(type_of(obj), obj.pk)]
    found: list[ThreadStep] = []
    for _step in range(REACH if up else 1):
        if not frontier:
            break
        wanted = Q(pk__in=[])
        for kind, keys in _by_kind(frontier).items():
            wanted |= Q(**{f"{here}_type": kind, f"{here}_id__in": keys})
        links = Link.objects.filter(wanted, organisation=scope.organisation).order_by("at", "id")
        frontier = []
        for link in links:
            key = (getattr(link, f"{there}_type"), getattr(link, f"{there}_id"))
            if key not in seen:
                seen.add(key)
                frontier.append(key)
        found += _visible(frontier, scope)
    return found


def _visible(keys: Iterable[tuple[str, UUID]], scope: Any) -> list[ThreadStep]:
    keys = list(keys)
    shown: dict[tuple[str, UUID], ThreadStep] = {}
    for kind, ids in _by_kind(keys).items():
        model = model_of(kind)
        visible: Callable[[Any], Any] | None = getattr(model._default_manager, "visible_to", None)
        if visible is None:
            continue
        related = getattr(model, "thread_related", ())
        for obj in visible(scope).filter(pk__in=ids).select_related(*related):
            shown[kind, obj.pk] = ThreadStep(
                getattr(obj, "thread_title", None) or str(obj), str(model._meta.verbose_name), obj.get_absolute_url()
            )
    return [shown[key] for key in keys if key in shown]


def _by_kind(keys: Iterable[tuple[str, UUID]]) -> dict[str, list[UUID]]:
    grouped: dict[str, list[UUID]] = defaultdict(list)
    for kind, key in keys:
        grouped[kind].append(key)
    return grouped
