"""The superior answers; the leader answers a changed intent; subtasks are ticked off."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.access import superior_of

from .. import rules
from ..content import Content
from ..models import Backbrief, Review, Revision, SubtaskLife


@transaction.atomic
def answer(
    backbrief: Backbrief, revision: Revision, outcome: str, *, text: str = "", due: date | None = None, by: Actor,
    now: datetime,
) -> Review:
    """One of the five answers to the revision now under review.

    accepted:          the promise holds from now.
    accepted_adjusted: the same, with the reviewer's words as a note on it; no new round.
    returned:          back to the writer, with why and perhaps a new date.
    brief_changed:     the superior changes the order; the backbrief waits for the new brief.
    lifted:            the leader one level further up answers.

    Refused where words are needed and missing, or nobody is above; Conflict if a newer revision has come.
    """
    text = text.strip()
    if outcome not in rules.OUTCOMES:
        raise Refused(_("Choose one of the five answers."))
    if outcome in rules.NEEDS_WORDS and not text:
        raise Refused(_("Say why in a sentence or two, so the workplace knows what to do."))
    if backbrief.submitted_id != revision.pk:
        raise Conflict(_("A newer version has been sent. Read it before you answer."))
    review = Review.objects.create(
        organisation_id=by.organisation, revision=revision, outcome=outcome, text=text, at=now, person=by.person,
        person_name=by.name, on_behalf_of_name=by.on_behalf_of_name,
    )  # fmt: skip
    if outcome in rules.ACCEPTING:
        record.move(
            backbrief, "accepted", by=by, now=now, verb=outcome, note=text, accepted=revision, submitted=None,
            drafting="", phase="", due=None, reviewer_unit_id=backbrief.brief.unit_id,
        )  # fmt: skip
        _keep_subtasks(backbrief, revision, by=by, now=now)
    elif outcome == "returned":
        record.move(
            backbrief, "returned", by=by, now=now, verb=outcome, note=text, due=due or backbrief.due,
            reviewer_unit_id=backbrief.brief.unit_id,
        )  # fmt: skip
    elif outcome == "brief_changed":
        # The order is changed by the one who gave it, also when the question was lifted.
        record.move(
            backbrief, "brief_changed", by=by, now=now, verb=outcome, note=text, due=due or backbrief.due,
            reviewer_unit_id=backbrief.brief.unit_id,
        )  # fmt: skip
    else:
        above = superior_of(backbrief.reviewer_unit.path, organisation=by.organisation, on=timezone.localdate(now))
        if above is None:
            raise Refused(_("There is no leader above you to lift it to."))
        record.move(backbrief, "lifted", by=by, now=now, verb=outcome, note=text, reviewer_unit_id=above)
    return review


@transaction.atomic
def confirm_still_holds(backbrief: Backbrief, *, note: str, by: Actor, now: datetime) -> None:
    """The leader has read the changed intent and stands by the accepted backbrief."""
    record.move(
        backbrief, "accepted", by=by, now=now, verb="still_holds", note=note,
        answers_id=backbrief.brief.current_id, touched_at=now,
    )  # fmt: skip


def _keep_subtasks(backbrief: Backbrief, revision: Revision, *, by: Actor, now: datetime) -> None:
    """Give each promised subtask its life; those a later revision left out are dropped, none is forgotten."""
    lives = {life.key: life for life in SubtaskLife.objects.filter(backbrief=backbrief)}
    content = revision.content
    done = {key for key, life in lives.items() if life.state == "done"}
    for subtask in content.subtasks:
        waiting = _is_waiting(content, subtask.key, done)
        life = lives.pop(subtask.key, None)
        if life is None:
            life = SubtaskLife(organisation_id=by.organisation, backbrief=backbrief, key=subtask.key)
            life.revision, life.title, life.after = revision, subtask.title, subtask.after
            record.begin(life, by=by, now=now, cause=revision, verb="promised")
        else:
            SubtaskLife.objects.filter(pk=life.pk).update(
                title=subtask.title, after=subtask.after, revision=revision
            )
            life.title, life.after = subtask.title, subtask.after
        wanted = "waiting" if waiting else "open"
        if life.state not in (wanted, "done") and life.life.may_move(life.state, wanted):
            record.move(life, wanted, by=by, now=now, verb="promised")
    for life in lives.values():
        if life.state in ("open", "waiting", "ready"):
            record.move(life, "dropped", by=by, now=now, verb="left_out")


def _is_waiting(content: Content, key: str, done: set[str]) -> bool:
    """True for a subtask "to be planned later" whose predecessor is not done."""
    subtask = next(each for each in content.subtasks if each.key == key)
    planned = subtask.period is not None and subtask.period.precision != "open"
    return bool(subtask.after) and subtask.after not in done and not planned


@transaction.atomic
def tick_subtask(life: SubtaskLife, *, done: bool, by: Actor, now: datetime) -> list[SubtaskLife]:
    """Mark a subtask done (or open again). Gives those that waited for it and are now the leader's turn."""
    record.move(life, "done" if done else "open", by=by, now=now, verb="done" if done else "reopened")
    Backbrief.objects.filter(pk=life.backbrief_id).update(touched_at=now)
    if not done:
        return []
    ready = list(
        SubtaskLife.objects.filter(backbrief=life.backbrief_id, after=life.key, state="waiting").select_related(
            "backbrief"
        )
    )
    for waiting in ready:
        record.move(waiting, "ready", by=by, now=now, verb="ready")
    return ready
