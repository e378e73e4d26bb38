"""Up the line: a backbrief is written, by several perhaps, and sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.organisation.access import Hold, leaders_from
from pejlemaerke.organisation.models import Committee, Person, Side, Unit

from .. import letters, rules, sections
from ..content import Content
from ..content_json import content_to_json
from ..models import Backbrief, Comment, CommitteeView, CoWriter, Revision, Section


class SectionConflict(Conflict):
    """Two people wrote in the same section. Carries the version that was saved first."""

    def __init__(self, theirs: Section) -> None:
        super().__init__(
            _("%(name)s saved this section while you were writing.")
            % {"name": theirs.saved_by_name or _("Somebody")}
        )
        self.theirs = theirs


@transaction.atomic
def save_section(
    backbrief: Backbrief, name: str, value: dict[str, Any], *, version: int, by: Actor, now: datetime
) -> Section:
    """Autosave of one section; records no event. `version` is what the writer had seen (0: nothing yet).

    Raises SectionConflict, with what the other one wrote, if the section has been saved since, and Conflict if
    the backbrief has been sent since; nothing is changed.
    """
    if name not in sections.FIELDS:
        raise Refused(_("There is no such section."))
    saved = {"value": value, "saved_at": now, "saved_by": by.person, "saved_by_name": by.name}
    _claim_writing(backbrief, by=by, now=now)
    if version == 0:
        try:
            with transaction.atomic():
                section = Section.objects.create(
                    organisation_id=by.organisation, backbrief=backbrief, name=name, version=1, **saved
                )
        except IntegrityError:
            raise SectionConflict(Section.objects.get(backbrief=backbrief, name=name)) from None
    else:
        updated = Section.objects.filter(backbrief=backbrief, name=name, version=version).update(
            version=version + 1, **saved
        )
        found = Section.objects.filter(backbrief=backbrief, name=name).first()
        if found is None:
            raise Refused(_("There is no such section."))
        section = found
        if not updated:
            raise SectionConflict(section)
    return section


def _claim_writing(backbrief: Backbrief, *, by: Actor, now: datetime) -> None:
    """From here to the end of the transaction nobody else writes in this backbrief or sends it.

    The first writing begins the draft; of two who begin at once both write on in the one draft. Conflict if it is
    no longer open for writing.
    """
    if backbrief.state == "not_begun":
        try:
            with transaction.atomic():
                record.move(backbrief, "draft", by=by, now=now, verb="began_writing")
        except Conflict:
            backbrief.refresh_from_db(fields=["state"])
    open_now = Backbrief.objects.filter(pk=backbrief.pk, state__in=rules.OPEN_FOR_WRITING)
    if not open_now.update(touched_at=now):
        raise Conflict(_("The backbrief was sent while you were writing. What you wrote now is not in it."))
    backbrief.touched_at = now


def draft_content(backbrief: Backbrief) -> Content:
    """What the draft says now. One query."""
    rows = Section.objects.filter(backbrief=backbrief)
    return sections.join({row.name: row.value for row in rows})


@transaction.atomic
def confirm_reading(
    backbrief: Backbrief, content: Content, file: StoredFile, *, by: Actor, now: datetime
) -> None:
    """Take what a person confirmed from a document into the draft. Only sections the document says something in
    are replaced, and each counts as a new version, so nobody's open editor overwrites it unseen."""
    _claim_writing(backbrief, by=by, now=now)
    present = {row.name: row for row in Section.objects.filter(backbrief=backbrief)}
    taken = []
    for name, value in sections.split(content).items():
        if not sections.is_filled(content, name) and not (name == "main_task" and content.starting_point):
            continue
        save_section(
            backbrief, name, value, version=present[name].version if name in present else 0, by=by, now=now
        )
        taken.append(name)
    record.write_event(
        backbrief, "imported", by=by, now=now,
        detail={"file": str(file.pk), "name": file.name, "sha256": file.sha256, "sections": taken},
    )  # fmt: skip
    record.link_all(file, [backbrief], now=now)


@transaction.atomic
def submit_backbrief(backbrief: Backbrief, *, by: Actor, now: datetime, key: str = "") -> Revision:
    """Freeze the draft as the next revision and give the superior the turn.

    Refused while a required section is empty, and where nobody but the authors could answer it. A second submit
    with the same `key` gives the first revision.
    """

    def do() -> str:
        if backbrief.state not in rules.OPEN_FOR_WRITING:
            raise Refused(_("This backbrief has already been sent."))
        _claim_writing(backbrief, by=by, now=now)
        content = draft_content(backbrief)
        if missing := sections.missing_required(content, rules.REQUIRED):
            raise Refused(
                _("Four sections must be written before you send: %(n)d still stand empty.")
                % {"n": len(missing)}
            )
        authors = authors_of(backbrief) | {each for each in (by.person, by.on_behalf_of) if each}
        above, on = backbrief.brief.unit, timezone.localdate(now)
        reviewer = reviewer_unit(above, authors, on=on)
        if reviewer is None:
            if leaders_from(above.path, organisation=by.organisation, on=on):
                raise Refused(
                    _("Nobody but those who wrote it could answer it. Ask an administrator who should.")
                )
            reviewer = above.pk  # the posts are vacant: the turn waits for whoever comes
        if backbrief.brief.current_id is None:
            raise ValueError("a brief that was never sent has no backbriefs")
        revision = Revision.objects.create(
            organisation_id=by.organisation,
            backbrief=backbrief,
            number=Revision.objects.filter(backbrief=backbrief).count() + 1,
            kind=backbrief.drafting,
            phase=backbrief.phase,
            content_json=content_to_json(content),
            answers_id=backbrief.brief.current_id,
            submitted_at=now,
            submitted_by=by.person,
            submitted_by_name=by.name,
            on_behalf_of=by.on_behalf_of,
            on_behalf_of_name=by.on_behalf_of_name,
        )
        record.move(
            backbrief, "submitted", by=by, now=now, verb="submitted", detail={"number": revision.number},
            submitted=revision, answers_id=backbrief.brief.current_id, reviewer_unit_id=reviewer, touched_at=now,
            answer_due=on + rules.ANSWERED_WITHIN,
        )  # fmt: skip
        Comment.objects.filter(backbrief=backbrief, revision=None).update(revision=revision)
        CommitteeView.objects.filter(backbrief=backbrief, revision=None).update(revision=revision)
        letters.tell_reviewer(backbrief, by=by, now=now)
        return str(revision.pk)

    try:
        with transaction.atomic():
            return Revision.objects.get(pk=record.once(key, do, by=by, now=now))
    except IntegrityError as error:  # two sent at the same moment, without a key
        raise Conflict(_("The backbrief has just been sent.")) from error


def authors_of(backbrief: Backbrief) -> frozenset[UUID]:
    """Those who write along. With whoever sent a revision they are its authors, and none of them answers it."""
    return frozenset(CoWriter.objects.filter(backbrief=backbrief).values_list("person", flat=True))


def reviewer_unit(unit: Unit, authors: frozenset[UUID], *, on: date) -> UUID | None:
    """`unit` or the first one further up that somebody else than the authors leads; None if there is none."""
    leaders = leaders_from(unit.path, organisation=unit.organisation_id, on=on)
    return next((found for found, people in leaders if people - authors), None)


@transaction.atomic
def withdraw_backbrief(backbrief: Backbrief, *, by: Actor, now: datetime) -> None:
    """Take it back before it is answered. The revision stays in the history."""
    refuse_unless(backbrief, "submitted")
    record.move(
        backbrief, "draft", by=by, now=now, verb="withdrawn", touched_at=now, submitted=None,
        reviewer_unit_id=backbrief.brief.unit_id, answer_due=None,
    )  # fmt: skip


@transaction.atomic
def open_revision(
    backbrief: Backbrief,
    *,
    kind: str,
    phase: str,
    by: Actor,
    now: datetime,
    opening: dict[str, Any] | None = None,
) -> None:
    """Open the accepted text for a next revision: "phase" (a sketch of the next phase) or "change".

    `opening` is what it builds on, shown beside the editor: {"title": …, "said": [[question, answer], …]}.
    """
    if kind not in ("phase", "change"):
        raise Refused(_("Choose whether it is the next phase or another change."))
    refuse_unless(backbrief, "accepted", "check_again")
    if backbrief.accepted is None:
        raise Refused(_("A new revision can be opened when the present one has been accepted."))
    record.move(
        backbrief, "draft", by=by, now=now, verb="opened_revision", note=phase, detail={"kind": kind},
        drafting=kind, phase=phase, touched_at=now, due=None, opening=opening or {},
    )  # fmt: skip
    _write_sections(backbrief, backbrief.accepted.content, by=by, now=now)


@transaction.atomic
def drop_revision(backbrief: Backbrief, *, by: Actor, now: datetime) -> None:
    """Give up a next revision: the accepted one holds, and its question about the intent if there was one."""
    if backbrief.accepted is None:
        raise Refused(_("A first backbrief cannot be dropped."))
    refuse_unless(backbrief, "draft", "returned")
    asked = backbrief.intent_changed_at is not None
    record.move(
        backbrief, "check_again" if asked else "accepted", by=by, now=now, verb="dropped_revision",
        drafting="", phase="", due=None, submitted=None, opening={},
    )  # fmt: skip
    _write_sections(backbrief, backbrief.accepted.content, by=by, now=now)


def _write_sections(backbrief: Backbrief, content: Content, *, by: Actor, now: datetime) -> None:
    """Make the draft say `content`. Versions only grow, so an editor left open from before cannot overwrite."""
    versions = dict(Section.objects.filter(backbrief=backbrief).values_list("name", "version"))
    for name, value in sections.split(content).items():
        Section.objects.update_or_create(
            organisation_id=by.organisation,
            backbrief=backbrief,
            name=name,
            defaults={
                "value": value,
                "version": versions.get(name, 0) + 1,
                "saved_at": now,
                "saved_by": by.person,
                "saved_by_name": by.name,
            },
        )


@transaction.atomic
def comment(
    backbrief: Backbrief,
    *,
    section: str,
    text: str,
    voice: str,
    by: Actor,
    now: datetime,
    revision: Revision | None = None,
) -> Comment:
    if section not in sections.FIELDS:
        raise Refused(_("There is no such section."))
    said = Comment.objects.create(
        organisation_id=by.organisation, backbrief=backbrief, revision=revision, section=section, text=text,
        voice=voice, at=now, person=by.person, person_name=by.name, on_behalf_of_name=by.on_behalf_of_name,
    )  # fmt: skip
    record.write_event(backbrief, "commented", by=by, now=now, detail={"section": section})
    return said


@transaction.atomic
def give_view(backbrief: Backbrief, seat: Hold, text: str, *, by: Actor, now: datetime) -> CommitteeView:
    """The committee's view, given by one of its members; the latest stands beside the review."""
    if seat.committee is None:
        raise ValueError("only a seat gives a view")
    committee = Committee.objects.get(pk=seat.committee, organisation=by.organisation)
    side = (
        Side.objects.filter(organisation=by.organisation, key=seat.side)
        .values_list("name", flat=True)
        .first()
    )
    view = CommitteeView.objects.create(
        organisation_id=by.organisation, backbrief=backbrief, committee=committee, committee_name=committee.name,
        text=text, at=now, person=by.person, person_name=by.name, side=side or "",
        revision=backbrief.submitted if backbrief.state in rules.OPEN_FOR_REVIEW else None,
    )  # fmt: skip
    record.write_event(backbrief, "committee_view", by=by, now=now, detail={"committee": committee.name})
    return view


@transaction.atomic
def name_co_writer(backbrief: Backbrief, person: Person, *, by: Actor, now: datetime) -> None:
    """Ask somebody to write along. Not while it waits for an answer: who the authors are decides who may give it."""
    _refuse_while_answered(backbrief)
    if person.organisation_id != by.organisation or person.left_on is not None:
        raise Refused(_("That person does not work here any more."))
    _row, new = CoWriter.objects.get_or_create(
        organisation_id=by.organisation, backbrief=backbrief, person=person, defaults={"named_at": now}
    )
    if new:
        record.write_event(backbrief, "named_co_writer", by=by, now=now, note=person.name)


@transaction.atomic
def remove_co_writer(backbrief: Backbrief, person: Person, *, by: Actor, now: datetime) -> None:
    _refuse_while_answered(backbrief)
    removed, _kinds = CoWriter.objects.filter(backbrief=backbrief, person=person).delete()
    if removed:
        record.write_event(backbrief, "removed_co_writer", by=by, now=now, note=person.name)


def refuse_unless(backbrief: Backbrief, *states: str) -> None:
    """The life says which moves there are; several acts may make the same move, each from its own states."""
    if backbrief.state not in states:
        raise Refused(_("That cannot be done now: it is no longer at that point."))


def _refuse_while_answered(backbrief: Backbrief) -> None:
    if backbrief.state in rules.OPEN_FOR_REVIEW:
        raise Refused(_("Those who write along cannot be changed while the backbrief waits for its answer."))
