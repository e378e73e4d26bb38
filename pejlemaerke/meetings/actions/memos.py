"""A memo is written, by several perhaps, sent, and perhaps taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.organisation.models import Committee, Person

from ..memo_content import SECTIONS, MemoContent
from ..memo_json import assemble, content_to_json, filled, missing, section_values
from ..models import Attachment, Memo, MemoRevision, MemoSection
from ..words import SECTION_TITLES


class SectionConflict(Conflict):
    """Two people wrote in the same section. Carries the version that was saved first."""

    def __init__(self, theirs: MemoSection) -> None:
        super().__init__(
            _("%(name)s saved this section while you were writing.")
            % {"name": theirs.saved_by_name or _("Somebody")}
        )
        self.theirs = theirs


@transaction.atomic
def create_memo(
    *,
    committee: Committee,
    title: str,
    by: Actor,
    now: datetime,
    responsible: Person | None = None,
    source: StoredFile | None = None,
    content: MemoContent | None = None,
) -> Memo:
    """A memo in draft; with `content` it begins with what somebody confirmed from the document `source`."""
    writer = by.on_behalf_of or by.person
    if writer is None:
        raise ValueError("a memo is somebody's")
    _refuse_foreign(committee, by)
    content = content or MemoContent()
    memo = Memo(
        organisation_id=by.organisation, title=title, committee=committee, made_by_id=writer,
        responsible=responsible, source=source, date_text=content.date_text, is_closed=bool(content.is_closed),
        created_at=now,
    )  # fmt: skip
    record.begin(memo, by=by, now=now, cause=source)
    taken = [name for name in SECTIONS if filled(content, name)]
    MemoSection.objects.bulk_create(
        MemoSection(
            organisation_id=by.organisation, memo=memo, name=name, value=section_values(content, name), version=1,
            saved_at=now, saved_by=by.person, saved_by_name=by.name,
        )
        for name in taken
    )  # fmt: skip
    if source is not None:
        record.write_event(
            memo, "brought", by=by, now=now,
            detail={"file": str(source.pk), "name": source.name, "sha256": source.sha256, "sections": taken},
        )  # fmt: skip
    return memo


def draft_content(memo: Memo) -> MemoContent:
    """What the draft says now. One query."""
    rows = MemoSection.objects.filter(memo=memo)
    return assemble({row.name: row.value for row in rows}, title=memo.title, date_text=memo.date_text)


@transaction.atomic
def save_memo_section(
    memo: Memo, name: str, value: dict[str, Any], *, version: int, by: Actor, now: datetime
) -> MemoSection:
    """Autosave of one section; records no event. `version` is what the writer had seen (0: nothing yet).

    Raises SectionConflict, with what the other one wrote, if the section has been saved since, and Conflict if
    the memo has been sent since; nothing is changed.
    """
    if name not in SECTIONS:
        raise Refused(_("There is no such section."))
    assemble({name: value})  # the right shape, or ValueError
    _claim_draft(memo)
    section = _save(memo, name, value, version=version, by=by, now=now)
    if name == "people" and value.get("is_closed") is not None:
        _set_closed(memo, value["is_closed"])
    return section


def _save(
    memo: Memo, name: str, value: dict[str, Any], *, version: int, by: Actor, now: datetime
) -> MemoSection:
    saved = {"value": value, "saved_at": now, "saved_by": by.person, "saved_by_name": by.name}
    if version == 0:
        try:
            with transaction.atomic():
                return MemoSection.objects.create(
                    organisation_id=by.organisation, memo=memo, name=name, version=1, **saved
                )
        except IntegrityError:
            raise SectionConflict(MemoSection.objects.get(memo=memo, name=name)) from None
    updated = MemoSection.objects.filter(memo=memo, name=name, version=version).update(
        version=version + 1, **saved
    )
    found = MemoSection.objects.filter(memo=memo, name=name).first()
    if found is None:
        raise Refused(_("There is no such section."))
    if not updated:
        raise SectionConflict(found)
    return found


def _set_closed(memo: Memo, is_closed: bool) -> None:
    """Who may read it later follows what the writer last said."""
    if memo.is_closed != is_closed:
        memo.is_closed = is_closed
        memo.save(update_fields=["is_closed"])


def _claim_draft(memo: Memo) -> None:
    """From here to the end of the transaction nobody else writes in this memo or sends it."""
    if not Memo.objects.filter(pk=memo.pk, state="draft").update(state=F("state")):
        raise Conflict(_("The memo was sent while you were writing. What you wrote now is not in it."))


@transaction.atomic
def edit_memo_head(
    memo: Memo,
    *,
    by: Actor,
    now: datetime,
    title: str | None = None,
    committee: Committee | None = None,
    responsible: Person | None = None,
    is_closed: bool | None = None,
) -> None:
    """Change title, body, who is responsible, or whether it is closed; what is None stays."""
    _claim_draft(memo)
    if title is not None:
        memo.title = title
    if committee is not None:
        _refuse_foreign(committee, by)
        memo.committee = committee
    if responsible is not None:
        _refuse_foreign(responsible, by)
        memo.responsible = responsible
    memo.save(update_fields=["title", "committee", "responsible"])
    if is_closed is not None:
        row = MemoSection.objects.filter(memo=memo, name="people").first()
        value = {**(row.value if row else {}), "is_closed": is_closed}
        _save(memo, "people", value, version=row.version if row else 0, by=by, now=now)
        _set_closed(memo, is_closed)
    record.write_event(memo, "edited", by=by, now=now)


@transaction.atomic
def attach(memo: Memo, file: StoredFile, title: str, *, by: Actor, now: datetime) -> Attachment:
    """A document goes with the memo."""
    _claim_draft(memo)
    _refuse_foreign(file, by)
    made = Attachment.objects.create(
        organisation_id=by.organisation, memo=memo, file=file, title=(title or file.name)[:200], added_at=now,
        added_by_name=by.name,
    )  # fmt: skip
    record.write_event(memo, "attached", by=by, now=now, note=made.title)
    return made


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor, now: datetime) -> None:
    memo = attachment.memo
    _claim_draft(memo)
    title = attachment.title
    attachment.delete()
    record.write_event(memo, "detached", by=by, now=now, note=title)


@transaction.atomic
def send_memo(memo: Memo, *, by: Actor, now: datetime) -> MemoRevision:
    """Freeze the draft as the next revision, and ask the chair to put it on an agenda.

    Refused, with their names, while required sections are empty. Words that are the same as last time make no new
    revision.
    """
    if memo.state != "draft":
        raise Refused(_("This memo has already been sent."))
    _claim_draft(memo)
    content = draft_content(memo)
    if lacking := missing(content):
        names = ", ".join(f"“{SECTION_TITLES[name]}”" for name in lacking)
        raise Refused(_("The memo still lacks %(sections)s.") % {"sections": names})
    if memo.current is not None and memo.current.content == content:
        revision = memo.current
    else:
        revision = MemoRevision.objects.create(
            organisation_id=by.organisation, memo=memo,
            number=MemoRevision.objects.filter(memo=memo).count() + 1, content_json=content_to_json(content),
            sent_at=now, sent_by=by.person, sent_by_name=by.name, on_behalf_of_name=by.on_behalf_of_name,
        )  # fmt: skip
    record.move(
        memo, "sent", by=by, now=now, verb="sent", detail={"number": revision.number}, current=revision
    )
    return revision


@transaction.atomic
def take_back_memo(memo: Memo, *, by: Actor, now: datetime) -> None:
    """To write on in it, as long as it is on no agenda. What was sent is kept as its own revision."""
    if memo.state != "sent":
        raise Refused(_("Only a memo that waits to be put on an agenda can be taken back."))
    record.move(memo, "draft", by=by, now=now, verb="taken_back")


@transaction.atomic
def drop_memo(memo: Memo, *, by: Actor, now: datetime, reason: str = "") -> None:
    """It is not to be decided after all."""
    record.move(memo, "dropped", by=by, now=now, verb="dropped", note=reason)


def _refuse_foreign(obj: Any, by: Actor) -> None:
    if obj.organisation_id != by.organisation:
        raise Refused(_("That belongs to another organisation."))
