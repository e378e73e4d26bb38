"""Minutes: read, sent round, corrected, approved, taken out on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.documents.files import write_file
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.meetings import CorrectionForm, SendMinutesForm
from ..memo_papers import AskedPaper, ItemPaper, MinutesPaper, PointPaper, minutes_paper
from ..models import Meeting, Minutes
from ..pages.meetings import MeetingPage, minutes_of, read_meeting
from .shared import chairing, find_meeting, language, secretary, serve


def _find(request: SignedIn, key: UUID) -> tuple[Meeting, Minutes]:
    meeting = find_meeting(request, key)
    minutes = minutes_of(meeting)
    if minutes is None:
        raise Http404
    return meeting, minutes


def _page(
    request: SignedIn, meeting: Meeting, minutes: Minutes, status: int = 200, **forms: Any
) -> HttpResponse:
    scope = request.scope
    due = request.today + rules.READ_WITHIN
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "page": read_meeting(meeting, scope),
        "may_send": rules.may_send_minutes(scope, minutes),
        "may_correct": rules.may_correct(scope, minutes),
        "may_approve": rules.may_approve(scope, minutes),
        "send_form": SendMinutesForm(initial={"read_by": due}),
        "correction_form": CorrectionForm(),
        "panel": read_panel(minutes, scope),
        **forms,
    }
    return render(request, "meetings/minutes.html", context, status=status)


@require_GET
def minutes(request: SignedIn, key: UUID) -> HttpResponse:
    """What was talked about and decided. Rule: `Meeting.visible_to`; closed items are the body's."""
    return _page(request, *_find(request, key))


@require_POST
def send_minutes(request: SignedIn, key: UUID) -> HttpResponse:
    """Round for read-through. Rule: `may_send_minutes`."""
    meeting, found = _find(request, key)
    rules.may_send_minutes(request.scope, found).or_raise()
    form = SendMinutesForm(request.POST)
    if form.is_valid() and form.cleaned_data["read_by"] < request.today:
        form.add_error("read_by", _("Choose a day that has not passed."))
    if not form.is_valid():
        return _page(request, meeting, found, 422, send_form=form)
    actions.send_minutes(
        found, read_by=form.cleaned_data["read_by"], by=secretary(request, meeting), now=request.now
    )
    say(request, _("The minutes have been sent to the members."))
    return redirect("meetings:minutes", key=key)


@require_POST
def correct_minutes(request: SignedIn, key: UUID) -> HttpResponse:
    """Add a correction. Rule: `may_correct`."""
    meeting, found = _find(request, key)
    rules.may_correct(request.scope, found).or_raise()
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, found, 422, correction_form=form)
    actions.add_correction(found, form.cleaned_data["text"], by=request.scope.actor(), now=request.now)
    say(request, _("Your correction stands under the minutes."))
    return redirect("meetings:minutes", key=key)


@require_http_methods(["POST"])
def approve_minutes(request: SignedIn, key: UUID) -> HttpResponse:
    """For the body: from then nothing in them can be changed. Rule: `may_approve`."""
    meeting, found = _find(request, key)
    rules.may_approve(request.scope, found).or_raise()
    actions.approve_minutes(found, by=chairing(request, meeting.committee_id), now=request.now)
    say(request, _("The minutes are approved."))
    return redirect("meetings:minutes", key=key)


@require_GET
def minutes_file(request: SignedIn, key: UUID, kind: str) -> HttpResponse:
    """The minutes on paper, as this reader may see them. Rule: `Meeting.visible_to`."""
    meeting, _found = _find(request, key)
    page = read_meeting(meeting, request.scope)
    paper = minutes_paper(_paper(page, meeting), organisation=meeting.organisation.name, language=language())
    return serve(
        write_file(paper, kind, request.today), f"{_('minutes')} {meeting.committee.name} {page.day}", kind
    )


def _paper(page: MeetingPage, meeting: Meeting) -> MinutesPaper:
    return MinutesPaper(
        body=meeting.committee.name,
        title=_("Minutes"),
        when=f"{page.day}, {page.hours}",
        place=meeting.place,
        present=tuple(line for line in page.present.splitlines() if line.strip()),
        items=tuple(
            ItemPaper(
                number=item.number,
                title=item.title,
                is_closed=item.is_closed,
                asked=tuple(
                    AskedPaper(one.text, one.is_open and item.outcome != "moved")
                    for one in item.compared.asked
                ),
                discussed=item.discussed
                or (_("Moved to the meeting %(day)s.") % {"day": item.moved_to} if item.moved_to else ""),
                points=tuple(
                    PointPaper(
                        heading.title,
                        point.text,
                        str(point.answer.word) if point.answer else "",
                        point.period,
                    )
                    for heading in item.compared.headings
                    for point in heading.points
                ),
            )
            for item in page.items
        ),
        corrections=tuple((one.who, one.when, one.text) for one in page.corrections),
        approved=page.approved,
    )
