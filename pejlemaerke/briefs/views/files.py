"""Documents out: docx, tagged PDF and calendar; and the names they go by."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejlemaerke.core.words import fold
from pejlemaerke.documents.calendars import CalendarEvent, write_calendar
from pejlemaerke.documents.files import write_file
from pejlemaerke.documents.paper import Paper
from pejlemaerke.documents.serving import attachment
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.dates import write_date

from .. import papers, rules
from ..above import WITH_ABOVE, intents_above, intents_for_backbrief
from ..actions import draft_content
from ..models import Backbrief, Brief, Review, Revision
from ..pages import reading, shared
from .shared import find_backbrief, language


def serve(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep, under a name that every system can hold."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80] or "pejlemaerke"
    return attachment(data, f"{plain}.{kind}", kind)


@require_GET
def revision_file(request: SignedIn, key: UUID, number: int, kind: str) -> HttpResponse:
    """A submitted backbrief with its version, date and who accepted it. Rule: `Revision.visible_to`."""
    backbrief = get_object_or_404(shared.backbriefs(request.scope), pk=key)
    revision = get_object_or_404(
        Revision.objects.visible_to(request.scope), backbrief=backbrief, number=number
    )
    paper = revision_paper(backbrief, revision)
    return serve(write_file(paper, kind, request.today), f"backbrief {backbrief.unit.name} {number}", kind)


def revision_paper(backbrief: Backbrief, revision: Revision) -> Paper:
    answers = list(Review.objects.filter(revision=revision, outcome__in=rules.ACCEPTING))
    facts = [
        (_("Version"), str(revision.number)),
        (_("Sent"), f"{write_date(shared.local_day(revision.submitted_at))}, {revision.submitted_by_name}"),
    ]
    if answers:
        last = answers[-1]
        facts.append((_("Accepted"), f"{write_date(shared.local_day(last.at))}, {last.person_name}"))
    front = papers.Front(
        unit=backbrief.unit.name,
        organisation=backbrief.organisation.name,
        initiative=backbrief.initiative.title,
        language=language(),
        facts=tuple(facts),
        intents=intents_for_backbrief(backbrief.brief),
        adjustment=next((a.text for a in answers if a.outcome == "accepted_with_adjustment"), ""),
    )
    return papers.backbrief_paper(revision.content, front, reading.section_titles(backbrief, language()))


@require_GET
def draft_file(request: SignedIn, key: UUID, kind: str) -> HttpResponse:
    """The draft to work on in Word, and to bring back. Rule: `may_read_draft`."""
    backbrief, writers = find_backbrief(request, key)
    rules.may_read_draft(request.scope, backbrief, writers).or_raise()
    front = papers.Front(
        unit=backbrief.unit.name,
        organisation=backbrief.organisation.name,
        initiative=backbrief.initiative.title,
        language=language(),
        facts=((_("Version"), _("Draft")), (_("Date"), write_date(request.today))),
        intents=intents_for_backbrief(backbrief.brief),
    )
    paper = papers.backbrief_paper(
        draft_content(backbrief), front, reading.section_titles(backbrief, language())
    )
    return serve(write_file(paper, kind, request.today), f"backbrief {backbrief.unit.name} kladde", kind)


@require_GET
def brief_file(request: SignedIn, key: UUID, kind: str) -> HttpResponse:
    """The brief as it last went out. Rule: `Brief.visible_to`."""
    brief = get_object_or_404(
        Brief.objects.visible_to(request.scope).select_related("organisation", *WITH_ABOVE),
        pk=key,
    )
    if brief.current is None:
        raise Http404
    content = brief.current.content
    prompts = dict(brief.initiative.playbook.brief.prompts())
    paper = papers.brief_paper(
        content,
        unit=brief.unit.name,
        organisation=brief.organisation.name,
        initiative=brief.initiative.title,
        language=language(),
        due=write_date(content.due) if content.due else "",
        facts=(
            (_("Version"), str(brief.current.number)),
            (
                _("Sent"),
                f"{write_date(shared.local_day(brief.current.issued_at))}, {brief.current.issued_by_name}",
            ),
        ),
        above=intents_above(brief),
        labels={name: prompt.title.in_language(language()) for name, prompt in prompts.items()},
    )
    return serve(write_file(paper, kind, request.today), f"brief {brief.unit.name}", kind)


@require_GET
def due_calendar(request: SignedIn, key: UUID) -> HttpResponse:
    """The day the backbrief is expected, for one's own calendar."""
    backbrief = get_object_or_404(shared.backbriefs(request.scope), pk=key)
    if backbrief.due is None:
        raise Http404
    event = CalendarEvent(
        uid=f"backbrief-due-{backbrief.pk}",
        title=_("Backbrief from %(unit)s: %(initiative)s")
        % {"unit": backbrief.unit.name, "initiative": backbrief.initiative.title},
        first=backbrief.due,
        last=backbrief.due,
        url=request.build_absolute_uri(backbrief.get_absolute_url()),
    )
    data = write_calendar([event], name=backbrief.initiative.title, now=request.now)
    return serve(data, f"backbrief {backbrief.unit.name}", "ics")
