"""The superior answers; the leader answers a changed intent; subtasks are ticked off."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused

from .. import letters, rules
from ..content import Content, Subtask
from ..models import Backbrief, Review, Revision, SubtaskLife
from .drafting import authors_of, refuse_unless, reviewer_unit


@transaction.atomic
def answer(
    backbrief: Backbrief,
    revision: Revision,
    outcome: str,
    *,
    text: str = "",
    due: date | None = None,
    by: Actor,
    now: datetime,
) -> Review:
    """One of the five answers to the revision now under review.

    accepted:          the promise holds from now.
    accepted_with_adjustment: the same, with the reviewer's words as a note on it; no new round.
    returned:          back to the writer, with why and perhaps a new date.
    brief_changed:     the superior changes the order; the backbrief waits for the new brief.
    lifted:            the leader one level further up answers.

    Refused where words are needed and missing, nothing waits for an answer, or nobody but the authors is above;
    Conflict if a newer revision has come.
    """
    text = text.strip()
    if outcome not in rules.OUTCOMES:
        raise Refused(_("Choose one of the five answers."))
    if outcome in rules.NEEDS_WORDS and not text:
        raise Refused(_("Say why in a sentence or two, so the workplace knows what to do."))
    if backbrief.state not in rules.OPEN_FOR_REVIEW:
        raise Refused(_("There is nothing to answer just now."))
    if backbrief.submitted_id != revision.pk:
        raise Conflict(_("A newer version has been sent. Read it before you answer."))
    review = Review.objects.create(
        organisation_id=by.organisation, revision=revision, outcome=outcome, text=text, at=now, person=by.person,
        person_name=by.name, on_behalf_of_name=by.on_behalf_of_name,
    )  # fmt: skip
    today = timezone.localdate(now)
    if outcome in rules.ACCEPTING:
        _accept(backbrief, revision, outcome, text, by=by, now=now)
    elif outcome == "returned":
        record.move(
            backbrief, "returned", by=by, now=now, verb=outcome, note=text, due=due or backbrief.due,
            reviewer_unit_id=backbrief.brief.unit_id, answer_due=None,
        )  # fmt: skip
    elif outcome == "brief_changed":
        # The order is changed by the one who gave it, also when the question was lifted.
        record.move(
            backbrief, "brief_changed", by=by, now=now, verb=outcome, note=text, due=due or backbrief.due,
            reviewer_unit_id=backbrief.brief.unit_id, answer_due=today + rules.ANSWERED_WITHIN,
        )  # fmt: skip
    else:
        authors = authors_of(backbrief) | {
            each for each in (revision.submitted_by, revision.on_behalf_of) if each
        }
        parent = backbrief.reviewer_unit.parent
        above = reviewer_unit(parent, authors, on=today) if parent else None
        if above is None:
            raise Refused(_("There is no leader above you to lift it to."))
        record.move(
            backbrief, "lifted", by=by, now=now, verb=outcome, note=text, reviewer_unit_id=above,
            answer_due=today + rules.ANSWERED_WITHIN,
        )  # fmt: skip
        letters.tell_reviewer(backbrief, by=by, now=now)
    letters.tell_writer(backbrief, by=by, now=now)
    return review


def _accept(
    backbrief: Backbrief, revision: Revision, outcome: str, text: str, *, by: Actor, now: datetime
) -> None:
    """The promise holds. If an intent above changed after it was sent, its leader is asked at once."""
    changed = backbrief.intent_changed_at
    unseen = changed is not None and revision.submitted_at < changed
    record.move(
        backbrief, "accepted", by=by, now=now, verb=outcome, note=text, accepted=revision, submitted=None,
        drafting="", phase="", due=None, answer_due=None, opening={}, reviewer_unit_id=backbrief.brief.unit_id,
        intent_changed_at=changed if unseen else None,
    )  # fmt: skip
    _keep_subtasks(backbrief, revision, by=by, now=now)
    if unseen:
        record.move(backbrief, "check_again", by=by, now=now, verb="intent_changed")


@transaction.atomic
def confirm_still_holds(backbrief: Backbrief, *, note: str, by: Actor, now: datetime) -> None:
    """The leader has read the changed intent and stands by the accepted backbrief."""
    refuse_unless(backbrief, "check_again")
    record.move(
        backbrief, "accepted", by=by, now=now, verb="still_holds", note=note,
        answers_id=backbrief.brief.current_id, touched_at=now, intent_changed_at=None,
    )  # fmt: skip


def _keep_subtasks(backbrief: Backbrief, revision: Revision, *, by: Actor, now: datetime) -> None:
    """Give each promised subtask its life; those a later revision left out are dropped, none is forgotten."""
    lives = {life.key: life for life in backbrief.subtask_lives.all()}
    content = revision.content
    done = {key for key, life in lives.items() if life.state == "done"}
    for subtask in content.subtasks:
        wanted = _wanted_state(content, subtask, done)
        life = lives.pop(subtask.key, None)
        if life is None:
            life = SubtaskLife(organisation_id=by.organisation, backbrief=backbrief, key=subtask.key)
            life.revision, life.title, life.after = revision, subtask.title, subtask.after
            record.begin(life, by=by, now=now, cause=backbrief, verb="promised")
        else:
            SubtaskLife.objects.filter(pk=life.pk).update(
                title=subtask.title, after=subtask.after, revision=revision
            )
            life.title, life.after = subtask.title, subtask.after
        if life.state not in (wanted, "done") and life.life.may_move(life.state, wanted):
            record.move(life, wanted, by=by, now=now, verb="promised")
    for life in lives.values():
        if life.state in ("open", "waiting", "ready"):
            record.move(life, "dropped", by=by, now=now, verb="left_out")


def _wanted_state(content: Content, subtask: Subtask, done: set[str]) -> str:
    """A subtask "to be planned after …" waits for that one, and is ready to plan once it is done or left out."""
    planned = subtask.period is not None and subtask.period.precision != "open"
    if planned or not subtask.after:
        return "open"
    promised = {each.key for each in content.subtasks}
    return "waiting" if subtask.after in promised - done else "ready"


@transaction.atomic
def tick_subtask(life: SubtaskLife, *, done: bool, by: Actor, now: datetime) -> list[SubtaskLife]:
    """Mark a subtask done (or open again). Gives those that waited for it and are now the leader's turn; opened
    again, they go back to waiting."""
    record.move(life, "done" if done else "open", by=by, now=now, verb="done" if done else "reopened")
    Backbrief.objects.filter(pk=life.backbrief_id).update(touched_at=now)
    old, new = ("waiting", "ready") if done else ("ready", "waiting")
    following = SubtaskLife.objects.filter(backbrief=life.backbrief_id, after=life.key, state=old)
    after_it = list(following.select_related("backbrief__initiative"))
    for each in after_it:
        record.move(each, new, by=by, now=now, verb=new)
    return after_it if done else []
