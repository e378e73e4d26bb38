"""The only ways to give an object a life, move its state, and note what happened to it.

Call inside the action's transaction: state, event, turn and link stand or fall together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.life import Life

from .models import Event, Link, Receipt, Turn, type_of


def begin(
    obj: Any, *, by: Actor, now: datetime, verb: str = "began", cause: Any = None, note: str = ""
) -> None:
    """Save a new object in its first state, with its event, turn and cause."""
    begin_all([obj], by=by, now=now, cause=cause)
    write_event(obj, verb, by=by, now=now, to_state=obj.state, note=note)


def begin_all(objects: Sequence[Any], *, by: Actor, now: datetime, cause: Any = None) -> None:
    """Save many new objects of one kind with their turns; the caller writes one event for the whole act."""
    if not objects:
        return
    model = type(objects[0])
    life: Life = model.life
    for obj in objects:
        _own(obj, by)
        obj.state = life.first
    model._default_manager.bulk_create(objects, batch_size=500)
    Turn.objects.bulk_create([turn for obj in objects for turn in _turns(obj, now)], batch_size=500)
    if cause is not None:
        link_all(cause, objects, now=now)


def move(
    obj: Any,
    to: str,
    *,
    by: Actor,
    now: datetime,
    verb: str,
    note: str = "",
    detail: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Move `obj` to state `to` and set `changes`, if nobody moved it first.

    Raises Refused where the life has no such move, Conflict where the row is no longer in the state the
    caller saw. The loser of two clicks writes nothing.
    """
    life: Life = obj.life
    _own(obj, by)
    old = obj.state
    if not life.may_move(old, to):
        raise Refused(_("That cannot be done now: it is no longer at that point."))
    updated = type(obj)._default_manager.filter(pk=obj.pk, state=old).update(state=to, **changes)
    if not updated:
        raise Conflict(_("Somebody else was just before you. Look at how it stands now."))
    obj.state = to
    for name, value in changes.items():
        setattr(obj, name, value)
    write_event(obj, verb, by=by, now=now, from_state=old, to_state=to, note=note, detail=detail)
    set_turns(obj, now=now)


def move_all(
    objects: Sequence[Any],
    to: str,
    *,
    by: Actor,
    now: datetime,
    verb: str,
    note: str = "",
    detail: dict[str, Any] | None = None,
    **changes: Any,
) -> Sequence[Any]:
    """Move many objects of one kind that share a state; those somebody moved meanwhile are left. Gives those moved."""
    if not objects:
        return objects
    model, old = type(objects[0]), objects[0].state
    if any(obj.state != old for obj in objects) or not model.life.may_move(old, to):
        raise ValueError(f"not all of these can move from {old} to {to}")
    for obj in objects:
        _own(obj, by)
    keys = [obj.pk for obj in objects]
    moved = objects
    if model._default_manager.filter(pk__in=keys, state=old).update(state=to, **changes) < len(keys):
        there = set(model._default_manager.filter(pk__in=keys, state=to).values_list("pk", flat=True))
        moved = [obj for obj in objects if obj.pk in there]
    Turn.objects.filter(
        organisation=by.organisation, object_type=type_of(model), object_id__in=[obj.pk for obj in moved]
    ).delete()
    for obj in moved:
        obj.state = to
        for name, value in changes.items():
            setattr(obj, name, value)
    Turn.objects.bulk_create([turn for obj in moved for turn in _turns(obj, now)], batch_size=500)
    Event.objects.bulk_create(
        [
            _event(obj, verb, by=by, now=now, from_state=old, to_state=to, note=note, detail=detail)
            for obj in moved
        ],
        batch_size=500,
    )
    return moved


def set_turns(obj: Any, *, now: datetime) -> None:
    """Make the turns agree with the object's state (after a move, or when its due date changed).

    A turn that only gets another date keeps the moment since when it has been somebody's.
    """
    since = {(turn.owner, turn.what): turn.since for turn in Turn.objects.about(obj)}
    Turn.objects.about(obj).delete()
    turns = _turns(obj, now)
    for turn in turns:
        turn.since = since.get((turn.owner, turn.what), now)
    Turn.objects.bulk_create(turns)


def set_turns_all(
    objects: Sequence[Any], *, now: datetime, since: Mapping[UUID, datetime] | None = None
) -> None:
    """As `set_turns`, for many objects of one kind in three statements. `since` says of objects that had no turn for a
    while, by id, since when it is somebody's again."""
    if not objects:
        return
    stored = Turn.objects.filter(
        organisation=objects[0].organisation_id,
        object_type=type_of(objects[0]),
        object_id__in=[obj.pk for obj in objects],
    )
    kept = {(turn.object_id, turn.owner, turn.what): turn.since for turn in stored}
    given = since or {}
    stored.delete()
    turns = [turn for obj in objects for turn in _turns(obj, now)]
    for turn in turns:
        turn.since = kept.get((turn.object_id, turn.owner, turn.what)) or given.get(turn.object_id, now)
    Turn.objects.bulk_create(turns, batch_size=500)


#: Everything `obj` gave rise to, however far down, but not through another of its own kind: a successor goes on. Nor
#: through what belongs to a room that goes on without it.
_END_TURNS = """
DELETE FROM record_turn WHERE organisation_id = %(organisation)s AND (object_type, object_id) IN (
    WITH RECURSIVE down(kind, id) AS (
        SELECT effect_type, effect_id FROM record_link
        WHERE organisation_id = %(organisation)s AND cause_type = %(kind)s AND cause_id = %(id)s
          AND effect_type <> %(kind)s AND effect_type NOT LIKE %(beside)s
        UNION
        SELECT link.effect_type, link.effect_id FROM record_link AS link
        JOIN down ON link.cause_type = down.kind AND link.cause_id = down.id
        WHERE link.organisation_id = %(organisation)s AND link.effect_type <> %(kind)s
          AND link.effect_type NOT LIKE %(beside)s
    )
    SELECT kind, id FROM down
)
"""


def end_turns_under(obj: models.Model, *, beside: str = "") -> None:
    """`obj` is over: nobody is asked for anything it gave rise to any more. States are kept, and rooms below need
    not be known: the thread is followed down. What belongs to the room `beside` lives its own life."""
    field = Link._meta.get_field("cause_id")
    organisation: Any = getattr(obj, "organisation_id")  # noqa: B009 -- every Row has one
    with connection.cursor() as cursor:
        cursor.execute(
            _END_TURNS,
            {
                "organisation": field.get_db_prep_value(organisation, connection),
                "kind": type_of(obj),
                "id": field.get_db_prep_value(obj.pk, connection),
                "beside": f"{beside}.%",
            },
        )


def write_event(
    obj: Any,
    verb: str,
    *,
    by: Actor,
    now: datetime,
    from_state: str = "",
    to_state: str = "",
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Event:
    """Note that something happened to `obj`, in the name of who did it."""
    _own(obj, by)
    event = _event(
        obj, verb, by=by, now=now, from_state=from_state, to_state=to_state, note=note, detail=detail
    )
    event.save(force_insert=True)
    return event


def _event(
    obj: Any,
    verb: str,
    *,
    by: Actor,
    now: datetime,
    from_state: str = "",
    to_state: str = "",
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Event:
    return Event(
        organisation_id=by.organisation,
        object_type=type_of(obj),
        object_id=obj.pk,
        verb=verb,
        from_state=from_state,
        to_state=to_state,
        at=now,
        person=by.person,
        person_name=by.name,
        on_behalf_of=by.on_behalf_of,
        on_behalf_of_name=by.on_behalf_of_name,
        note=note,
        detail=detail or {},
    )


def link_all(cause: models.Model, effects: Iterable[Any], *, now: datetime) -> None:
    """`cause` gave rise to each of `effects`. Saying so twice is the same as once."""
    link_pairs([(cause, effect) for effect in effects], now=now)


def link_pairs(pairs: Iterable[tuple[Any, Any]], *, now: datetime) -> None:
    """Each first gave rise to its second. Saying so twice is the same as once."""
    Link.objects.bulk_create(
        [
            Link(
                organisation_id=effect.organisation_id,
                cause_type=type_of(cause),
                cause_id=cause.pk,
                effect_type=type_of(effect),
                effect_id=effect.pk,
                at=now,
            )
            for cause, effect in pairs
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


def once(key: str, do: Callable[[], Any], *, by: Actor, now: datetime) -> Any:
    """Run `do` in a transaction the first time `key` is seen, keep what it returns (JSON), later give that.

    An empty key means the client gave none, and `do` simply runs.
    """
    kept = _kept(key, by)
    with transaction.atomic():
        if not key:
            return do()
        try:
            with transaction.atomic():
                receipt = Receipt.objects.create(
                    organisation_id=by.organisation, key=kept, outcome=None, at=now
                )
        except IntegrityError:
            return Receipt.objects.get(organisation_id=by.organisation, key=kept).outcome
        receipt.outcome = do()
        receipt.save(update_fields=["outcome"])
        return receipt.outcome


def has_receipt(key: str, *, by: Actor) -> bool:
    """True if what this person sends with `key` was received before: `once` would give that outcome again."""
    return bool(key) and Receipt.objects.filter(organisation_id=by.organisation, key=_kept(key, by)).exists()


def _kept(key: str, by: Actor) -> str:
    """Keys are each person's own; a long one is shortened to what tells it apart."""
    return f"{by.person}:{key if len(key) <= 40 else sha256(key.encode()).hexdigest()[:40]}"


def _turns(obj: Any, now: datetime) -> list[Turn]:
    state = obj.life.states[obj.state]
    return [
        Turn(
            organisation_id=obj.organisation_id,
            object_type=type_of(obj),
            object_id=obj.pk,
            owner=ask.owner,
            what=ask.what,
            since=now,
            due=ask.due,
            waiting=ask.waiting,
        )
        for ask in (state.turn(obj) if state.turn else ())
    ]


def _own(obj: Any, by: Actor) -> None:
    """Nothing is ever written across organisations, whatever the caller got wrong."""
    if obj.organisation_id != by.organisation:
        raise Refused(_("That belongs to another organisation."))
