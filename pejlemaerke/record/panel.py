"""The shared panel of every object's page: whose turn, next steps, where it came from and led to, its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse

from .models import Event, Link, Turn, model_of, type_of
from .steps import OfferedStep, offered

#: How many links a thread is followed up; a line of six levels is shorter.
REACH = 16


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
    """What stands on the page itself; the trail comes after it, by itself or by a link."""

    turns: tuple[Turn, ...]
    steps: tuple[OfferedStep, ...]
    trail_url: str


@dataclass(frozen=True)
class Trail:
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


def keep_notes_from(object_type: str, may_read: Callable[[Any, Any], bool]) -> None:
    """A room says who reads the words in the history of its objects; `may_read(scope, obj)`. Others see only that
    something happened."""
    _note_rules[object_type] = may_read


_note_rules: dict[str, Callable[[Any, Any], bool]] = {}


def read_panel(obj: Any, scope: Any) -> Panel:
    """Whose turn it is and what can be done from here: one query."""
    return Panel(
        turns=tuple(Turn.objects.about(obj)),
        steps=tuple(offered(obj, scope)),
        trail_url=reverse("record:trail", args=[type_of(obj), obj.pk]),
    )


def read_trail(obj: Any, scope: Any, *, events: int = 200, effects: int = 12) -> Trail:
    """The thread and the history of one object, in three queries and one for each kind of thing the thread
    passes through. A model names in `trail_leaves_out` the kinds that stand on its own page already, whether it came
    from them or led to them."""
    happened = Event.objects.about(obj).order_by("-at", "-id")[:events]
    above, below = _causes(obj), _effects(obj)
    seen = _visible(above + below, scope)
    left_out = getattr(obj, "trail_leaves_out", ())
    causes = [seen[key] for key in above if key in seen and key[0] not in left_out]
    led_to = [seen[key] for key in below if key in seen]
    rule = _note_rules.get(type_of(obj))
    notes = rule is None or rule(scope, obj)
    return Trail(
        history=tuple(
            Happening(
                event.at,
                event.person_name,
                event.on_behalf_of_name,
                words_for(event.object_type, event.verb),
                event.note if notes else "",
            )
            for event in happened
        ),
        causes=tuple(reversed(causes)),
        effects=tuple(led_to[:effects]),
        more_effects=max(0, len(led_to) - effects),
    )


_Key = tuple[str, UUID]

#: One query for the whole way up, on both databases. Depth is bounded, so a ring of links ends too.
_UP = """
WITH RECURSIVE up(kind, id, depth) AS (
    SELECT cause_type, cause_id, 1 FROM record_link
    WHERE organisation_id = %(organisation)s AND effect_type = %(kind)s AND effect_id = %(id)s
    UNION
    SELECT link.cause_type, link.cause_id, up.depth + 1 FROM record_link AS link
    JOIN up ON link.effect_type = up.kind AND link.effect_id = up.id
    WHERE link.organisation_id = %(organisation)s AND up.depth < %(reach)s
)
SELECT kind, id, MIN(depth) AS nearest FROM up GROUP BY kind, id ORDER BY nearest, kind, id
"""


def _causes(obj: Any) -> list[_Key]:
    """What the object came from, nearest first."""
    field = Link._meta.get_field("cause_id")
    with connection.cursor() as cursor:
        cursor.execute(
            _UP,
            {
                "organisation": field.get_db_prep_value(obj.organisation_id, connection),
                "kind": type_of(obj),
                "id": field.get_db_prep_value(obj.pk, connection),
                "reach": REACH,
            },
        )
        found = [
            (kind, key if isinstance(key, UUID) else UUID(key)) for kind, key, _depth in cursor.fetchall()
        ]
    return [key for key in found if key != (type_of(obj), obj.pk)]


def _effects(obj: Any) -> list[_Key]:
    """What it gave rise to directly, in the order it was written."""
    links = Link.objects.filter(organisation=obj.organisation_id, cause_type=type_of(obj), cause_id=obj.pk)
    if left_out := getattr(obj, "trail_leaves_out", ()):
        links = links.exclude(effect_type__in=left_out)
    return list(links.order_by("at", "id").values_list("effect_type", "effect_id"))


def _visible(keys: Iterable[_Key], scope: Any) -> dict[_Key, ThreadStep]:
    """Those the reader may see; the others are passed over, not named."""
    shown: dict[_Key, ThreadStep] = {}
    for kind, ids in _by_kind(keys).items():
        model = model_of(kind)
        visible: Callable[[Any], Any] | None = getattr(model._default_manager, "visible_to", None)
        if visible is None:
            continue
        found = visible(scope).filter(pk__in=ids)
        if related := getattr(model, "thread_related", ()):
            found = found.select_related(*related)
        for obj in found:
            title = getattr(obj, "thread_title", None) or str(obj)
            shown[kind, obj.pk] = ThreadStep(title, str(model._meta.verbose_name), obj.get_absolute_url())
    return shown


def _by_kind(keys: Iterable[_Key]) -> dict[str, list[UUID]]:
    grouped: dict[str, list[UUID]] = defaultdict(list)
    for kind, key in keys:
        grouped[kind].append(key)
    return grouped
