"""A matter before MED, and what somebody should look at about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.organisation import paths
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Committee
from pejlemaerke.ui.dates import say_date, write_date

from .. import med_timing, rules
from ..actions.agendas import OPEN_FOR_ITEMS
from ..models import AgendaItem, MedItem, Meeting
from ..words import MED_FIELDS, MED_STATES, MED_WARNINGS, Mark


@dataclass(frozen=True)
class MedPage:
    item: MedItem
    state: Mark
    kind: str
    dates: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    agendas: tuple[tuple[str, str, str], ...]
    concluded: str
    is_late: bool


def med_items(scope: Scope) -> QuerySet[MedItem]:
    return MedItem.objects.visible_to(scope).select_related(
        "committee__unit", "committee__kind", "decides_at", "organisation"
    )


def nearest_committee(item: MedItem) -> Committee | None:
    """The committee of the same kind of purpose that speaks for the unit where it is decided. One query."""
    found: Committee | None = (
        Committee.objects.filter(
            organisation=item.organisation_id,
            kind__purpose=item.committee.kind.purpose,
            unit__path__in=paths.ancestors(item.decides_at.path),
        )
        .select_related("unit")
        .order_by(Length("unit__path").desc(), "name")
        .first()
    )
    return found


def warn(item: MedItem) -> tuple[str, ...]:
    """What to do about it, in sentences, the most serious first. Nothing about what is over. One query."""
    if item.state in ("concluded", "withdrawn"):
        return ()
    nearest = nearest_committee(item)
    facts = med_timing.MedFacts(
        committee=item.committee.unit.path,
        decides_at=item.decides_at.path,
        nearest=nearest.unit.path if nearest else None,
        decision_on=item.decision_on,
        discuss_on=item.discuss_on,
        papers_on=item.papers_on,
        noted_on=timezone.localdate(item.created_at),
        item_days=item.committee.kind.item_days,
        papers_days=item.committee.kind.papers_days,
    )
    words = {
        "nearest": nearest.name if nearest else "",
        "item_days": facts.item_days,
        "papers_days": facts.papers_days,
    }
    # On an agenda it has been taken up: that it came late is no longer anything to ask the chair about.
    settled = ("item_late",) if item.state == "on_agenda" else ()
    return tuple(
        str(MED_WARNINGS[code]) % words for code in med_timing.warnings(facts) if code not in settled
    )


@dataclass(frozen=True)
class ComingMeeting:
    """The meeting that must have begun before a matter on its agenda can be concluded."""

    body: str
    when: str
    url: str


def waits_for(item: MedItem, today: date) -> ComingMeeting | None:
    """One query."""
    coming = AgendaItem.objects.filter(med_item=item, meeting__state__in=OPEN_FOR_ITEMS)
    found = coming.select_related("meeting__committee").order_by("meeting__starts_at").first()
    if found is None:
        return None
    meeting = found.meeting
    when = say_date(timezone.localdate(meeting.starts_at), today)
    return ComingMeeting(meeting.committee.name, when, meeting.get_absolute_url())


def _way(on: AgendaItem, scope: Scope) -> str:
    """To where it is recorded, for the one who does that just now; else to its place on the agenda."""
    if rules.may_record(scope, on.meeting):
        return reverse("meetings:record_item", args=[on.meeting_id, on.pk])
    return on.get_absolute_url() if on.meeting.committee_id in rules.committees(scope) else ""


def recorded_at(item: MedItem, scope: Scope) -> str:
    """The address where this person is recording its meeting just now; "" where they are not. One query."""
    lasting = AgendaItem.objects.filter(med_item=item, meeting__state="in_progress")
    found = lasting.select_related("meeting__committee__unit").first()
    return _way(found, scope) if found and rules.may_record(scope, found.meeting) else ""


def put_on_agenda(item: MedItem, scope: Scope) -> tuple[str, str]:
    """Words and address of what its chair does while it waits for an agenda; ("", "") for others. One query."""
    if item.state != "planned" or not rules.prepares(scope, item.committee):
        return "", ""
    coming = Meeting.objects.filter(committee=item.committee, state__in=OPEN_FOR_ITEMS)
    meeting = coming.order_by("starts_at").first()
    if meeting is None:
        address = f"{reverse('meetings:create_meeting')}?committee={item.committee_id}"
        return _("Prepare a meeting to take it up"), address
    day = write_date(timezone.localdate(meeting.starts_at))
    return _("Put it on the agenda of %(day)s") % {"day": day}, reverse("meetings:agenda", args=[meeting.pk])


@dataclass(frozen=True)
class Matter:
    """A matter for MED as it stands while its item is recorded."""

    item: MedItem
    state: Mark
    kind: str
    missing: str
    may_conclude: bool


def read_matter(item: MedItem, scope: Scope) -> Matter:
    open_still = item.state in ("planned", "on_agenda")
    missing = [
        str(MED_FIELDS[name]) for name in rules.missing_before_conclusion(item) if name != "discussed_on"
    ]
    return Matter(
        item=item,
        state=MED_STATES[item.state],
        kind=str(item.get_kind_display()),
        missing=", ".join(missing) if open_still else "",
        may_conclude=bool(rules.may_conclude_med_item(scope, item)),
    )


def read_med_item(item: MedItem, scope: Scope, today: date) -> MedPage:
    """Two queries beside the item's own."""
    told = (
        (_("Papers are sent"), item.papers_on),
        (_("Talked through"), item.discussed_on or item.discuss_on),
        (_("To be decided"), item.decision_on),
    )
    on_agendas = AgendaItem.objects.filter(med_item=item).select_related("meeting__committee__unit")
    return MedPage(
        item=item,
        state=MED_STATES[item.state],
        kind=str(item.get_kind_display()),
        dates=tuple((label, write_date(day)) for label, day in told if day),
        warnings=warn(item),
        agendas=tuple(
            (
                one.meeting.committee.name, say_date(timezone.localdate(one.meeting.starts_at), today),
                _way(one, scope),
            )
            for one in on_agendas
        ),
        concluded=write_date(timezone.localdate(item.concluded_at)) if item.concluded_at else "",
        is_late=rules.is_late(item, today),
    )  # fmt: skip
