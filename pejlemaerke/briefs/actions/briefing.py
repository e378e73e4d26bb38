"""Down the line: a brief is written, goes out, and may change."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.models import Unit
from pejlemaerke.organisation.models.units import in_branches

from .. import letters
from ..brief_content import BriefContent, brief_to_json
from ..content import Content
from ..models import Backbrief, Brief, BriefRevision, Revision


def brief_from_backbrief(content: Content) -> BriefContent:
    """What an accepted backbrief offers as the first wording of the brief below it."""
    return BriefContent(
        intent=content.main_task,
        signs=content.signs,
        main_effort=content.main_effort,
        constraints=content.constraints,
        freedoms=content.freedoms,
    )


def open_brief(
    initiative: Initiative, unit: Unit, *, by: Actor, now: datetime, made_from: Revision | None = None
) -> Brief:
    """A brief in draft; made from an accepted backbrief it starts with its words and is linked to that revision."""
    first = brief_from_backbrief(made_from.content) if made_from else BriefContent()
    brief = Brief(
        organisation_id=by.organisation, initiative=initiative, unit=unit, made_from=made_from,
        draft=brief_to_json(first),
    )  # fmt: skip
    try:
        with transaction.atomic():
            # The thread goes through the backbrief; `made_from` keeps the exact revision.
            record.begin(brief, by=by, now=now, cause=made_from.backbrief if made_from else initiative)
    except IntegrityError as error:
        raise Conflict(_("This unit already has a brief in the initiative.")) from error
    return brief


@transaction.atomic
def save_brief(brief: Brief, content: BriefContent, *, version: int, by: Actor, now: datetime) -> int:
    """Autosave. Gives the new version; Conflict if somebody else has saved since `version`."""
    saved = Brief.objects.filter(pk=brief.pk, draft_version=version).update(
        draft=brief_to_json(content), draft_version=version + 1, draft_saved_at=now, draft_saved_by=by.name
    )
    if not saved:
        raise Conflict(_("Somebody else has changed the brief while you were writing."))
    brief.draft, brief.draft_version = brief_to_json(content), version + 1
    brief.draft_saved_at, brief.draft_saved_by = now, by.name
    return version + 1


def recipients(brief: Brief) -> list[Unit]:
    """The nearest participating units below the brief's unit: those who brief back to it."""
    below = (
        Unit.objects.live()
        .below(brief.unit.path)
        .filter(organisation=brief.organisation_id, participations__initiative=brief.initiative_id)
        .exclude(pk=brief.unit_id)
        .order_by("path")
    )
    nearest: list[Unit] = []
    for unit in below:
        if not (nearest and unit.path.startswith(nearest[-1].path)):
            nearest.append(unit)
    return nearest


@transaction.atomic
def issue_brief(brief: Brief, *, by: Actor, now: datetime, reason: str = "") -> BriefRevision:
    """Send the draft out. First time every recipient gets an unbegun backbrief; later, a changed intent asks
    everybody below "does yours still hold?", and backbriefs that waited for the change go back to their
    writers. An unchanged brief goes out again only to units that have come since; no new revision is made.

    Conflict if somebody else sent it meanwhile.
    """
    content = brief.draft_content
    if content.missing():
        raise Refused(_("The brief still lacks its intent, what is expected back, or by when."))
    last = brief.current.content if brief.current else None
    if brief.current and last == content:
        if not _begin_backbriefs(brief, brief.current, by=by, now=now):
            raise Refused(_("Nothing has changed since the brief was last sent."))
        return brief.current
    try:
        with transaction.atomic():
            revision = BriefRevision.objects.create(
                organisation_id=by.organisation,
                brief=brief,
                number=BriefRevision.objects.filter(brief=brief).count() + 1,
                content_json=brief_to_json(content),
                intent_changed=last is not None and not last.same_intent(content),
                reason=reason,
                issued_at=now,
                issued_by=by.person,
                issued_by_name=by.name,
                on_behalf_of_name=by.on_behalf_of_name,
            )
    except IntegrityError as error:  # two sent at the same moment
        raise Conflict(_("The brief has just been sent by somebody else.")) from error
    if brief.state == "draft":
        record.move(brief, "issued", by=by, now=now, verb="issued", current=revision)
    else:
        if not Brief.objects.filter(pk=brief.pk, current=brief.current).update(current=revision):
            raise Conflict(_("The brief has just been sent by somebody else."))
        brief.current = revision
        record.write_event(
            brief, "reissued", by=by, now=now, note=reason,
            detail={"number": revision.number, "intent_changed": revision.intent_changed},
        )  # fmt: skip
    _begin_backbriefs(brief, revision, by=by, now=now)
    if last is not None:
        _release_waiting(brief, by=by, now=now, reason=reason)
        _follow_due_date(brief, old=last, new=content, now=now)
        if revision.intent_changed:
            _ask_everybody_below(brief, by=by, now=now, note=reason)
    return revision


def _begin_backbriefs(brief: Brief, revision: BriefRevision, *, by: Actor, now: datetime) -> int:
    """Ask the recipients that brief back to nobody yet: a unit has one backbrief in an initiative."""
    have = set(Backbrief.objects.filter(initiative=brief.initiative_id).values_list("unit_id", flat=True))
    new = [
        Backbrief(
            organisation_id=by.organisation,
            initiative=brief.initiative,
            brief=brief,
            unit=unit,
            reviewer_unit=brief.unit,
            answers=revision,
            due=revision.content.due,
        )
        for unit in recipients(brief)
        if unit.pk not in have
    ]
    record.begin_all(new, by=by, now=now, cause=brief)
    if new:
        record.write_event(brief, "asked", by=by, now=now, detail={"units": len(new)})
        letters.tell_recipients(brief, new, by=by, now=now)
    return len(new)


def _release_waiting(brief: Brief, *, by: Actor, now: datetime, reason: str) -> None:
    """Those that waited for the superior to change the order can be written again."""
    for backbrief in Backbrief.objects.filter(brief=brief, state="brief_changed").select_related(
        "unit", "reviewer_unit", "brief", "initiative"
    ):
        due = max(filter(None, (backbrief.due, brief.draft_content.due)), default=None)
        record.move(
            backbrief, "returned", by=by, now=now, verb="brief_came", note=reason, due=due, answer_due=None
        )
        letters.tell_writer(backbrief, by=by, now=now)


def _follow_due_date(brief: Brief, *, old: BriefContent, new: BriefContent, now: datetime) -> None:
    if old.due == new.due:
        return
    # Also where the superior has the turn: it may come back. An accepted one has no date.
    for backbrief in Backbrief.objects.filter(brief=brief, due=old.due).select_related(
        "unit", "reviewer_unit", "initiative"
    ):
        backbrief.due = new.due
        backbrief.save(update_fields=["due"])
        record.set_turns(backbrief, now=now)


def _ask_everybody_below(brief: Brief, *, by: Actor, now: datetime, note: str) -> None:
    """Every backbrief under this brief, however far down, is flagged until its leader answers: the accepted ones
    now, those under way when they are accepted or given up without having seen the change."""
    below = (
        Backbrief.objects.filter(organisation=brief.organisation_id, initiative=brief.initiative_id)
        .filter(in_branches("unit__path", [brief.unit.path]))
        .exclude(unit=brief.unit_id)
        .exclude(state="not_begun")
    )
    below.update(intent_changed_at=now)
    accepted = list(below.filter(state="accepted").select_related("unit", "reviewer_unit", "initiative"))
    record.move_all(accepted, "check_again", by=by, now=now, verb="intent_changed", note=note)
    letters.ask_again(accepted, brief, by=by, now=now)
