"""The secretary's page while the meeting lasts: one item at a time, everything on it saved by any of its buttons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit, check_size
from pejlemaerke.documents.reading import read_document
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.dates import write_date
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..actions.agendas import OPEN_FOR_ITEMS
from ..composing import item_content
from ..forms.candidates import CandidatesForm
from ..forms.meetings import MoveForm, OutcomeForm, PointForm, PresentForm
from ..forms.memos import FileForm
from ..letters import members
from ..memo_papers import read_paper
from ..memo_reading import decided_candidates
from ..models import AgendaItem, DecidedPoint, Meeting
from ..pages.comparison import compare
from ..pages.med import read_matter
from ..words import ITEM_STATES
from .shared import ask, find_item, find_meeting, secretary


@require_http_methods(["GET", "POST"])
def record(request: SignedIn, key: UUID) -> HttpResponse:
    """Who is here, and how far each item is. Rule: `may_record`."""
    found = find_meeting(request, key)
    rules.may_record(request.scope, found).or_raise()
    here = found.present or "\n".join(one.name for one in members(found.committee, now=request.now))
    form = PresentForm(request.POST or None, initial={"present": here})
    if form.is_bound and form.is_valid():
        actions.record_present(
            found, form.cleaned_data["present"], by=secretary(request, found), now=request.now
        )
        first = found.items.filter(outcome="").first() or found.items.first()
        if first is not None and request.POST.get("do") == "next":
            return redirect("meetings:record_item", key=key, item=first.pk)
        return redirect("meetings:record", key=key)
    context = {"meeting": found, "form": form, "tasks": _tasks(found), "untreated": _untreated(found)}
    return render(request, "meetings/record.html", context, status=422 if form.is_bound else 200)


def _tasks(found: Meeting, current: UUID | None = None) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("meetings:record_item", args=[found.pk, item.pk]),
            "title": f"{number}. {item.title}",
            "state": ITEM_STATES[item.outcome],
            "hint": _("Closed item") if item.is_closed else "",
            "current": item.pk == current,
        }
        for number, item in enumerate(found.items.all(), start=1)
    ]


def _untreated(found: Meeting) -> int:
    return found.items.filter(outcome="").count()


def _headings(item: AgendaItem) -> list[str]:
    used = DecidedPoint.objects.filter(item__meeting=item.meeting).exclude(heading="")
    return list(dict.fromkeys(used.values_list("heading", flat=True)))


def _asked(item: AgendaItem) -> list[tuple[str, str]]:
    """What the memo asks for, as choices; numbered, since they are long."""
    if item.revision is None:
        return []
    return [
        (one.key, f"{number}. {one.text[:110]}")
        for number, one in enumerate(item.revision.content.asked, start=1)
    ]


@require_http_methods(["GET", "POST"])
def record_item(request: SignedIn, key: UUID, item: UUID) -> HttpResponse:
    """One item: what was talked about, how each asked point was answered, what else was decided. Rule: `may_record`.

    Every button saves all that is typed, then does its own: `do` is "", "treated", "reopen", "point",
    "answer:<asked key>:<answer>", "change:<asked key>", "edit:<point>", "remove:<point>", "up:<point>", "down:<point>".
    """
    found = find_item(request, key, item)
    rules.may_record(request.scope, found.meeting).or_raise()
    if request.method == "GET":
        return _item_page(request, found)
    if found.outcome == "moved":
        return _moved(request, found)
    outcome = OutcomeForm(request.POST)
    point = PointForm(request.POST, prefix="new", asked=_asked(found), headings=_headings(found))
    fine = [outcome.is_valid(), point.is_valid()]
    if not all(fine):
        return _item_page(request, found, outcome, point, status=422)
    by = secretary(request, found.meeting)
    do = request.POST.get("do", "")
    state = {"treated": "treated", "reopen": ""}.get(do, found.outcome)
    actions.record_outcome(
        found, discussed=outcome.cleaned_data["discussed"], outcome=state, by=by, now=request.now
    )
    if point.is_filled():
        actions.record_point(found, **point.values(), by=by, now=request.now)
    return _do(request, found, do, by)


def _do(request: SignedIn, found: AgendaItem, do: str, by: Any) -> HttpResponse:
    here = reverse("meetings:record_item", args=[found.meeting_id, found.pk])
    verb, _colon, told = do.partition(":")
    if verb == "treated":
        following = found.meeting.items.filter(outcome="").first()
        if following is None:
            return redirect("meetings:close", key=found.meeting_id)
        return redirect("meetings:record_item", key=found.meeting_id, item=following.pk)
    if verb == "answer":
        asked, _colon, answer = told.rpartition(":")
        words = {one.key: one.text for one in found.revision.content.asked} if found.revision else {}
        if asked not in words or answer not in ("approved", "declined", "postponed"):
            raise Http404
        actions.record_point(found, text=words[asked], asked=asked, answer=answer, by=by, now=request.now)
        return redirect(f"{here}#asked")
    if verb == "change":
        return redirect(f"{here}?asked={told}#new")
    if verb in ("edit", "remove", "up", "down"):
        point = _point(found, told)
        if verb == "edit":
            return redirect("meetings:edit_point", key=found.meeting_id, item=found.pk, point=point.pk)
        if verb == "remove":
            actions.remove_point(point, by=by, now=request.now)
        else:
            keys = list(found.points.values_list("pk", flat=True))
            at = keys.index(point.pk)
            to = at - 1 if verb == "up" else at + 1
            if 0 <= to < len(keys):
                keys[at], keys[to] = keys[to], keys[at]
                actions.order_points(found, keys, by=by, now=request.now)
        return redirect(f"{here}#decided")
    return redirect(f"{here}#new" if verb == "point" else here)


def _point(found: AgendaItem, told: str | UUID) -> DecidedPoint:
    try:
        key = UUID(str(told))
    except ValueError:
        raise Http404 from None
    point = get_object_or_404(DecidedPoint, item=found, pk=key)
    point.item = found
    return point


def _moved(request: SignedIn, found: AgendaItem) -> HttpResponse:
    """The only thing to do with an item that was moved is to bring it back."""
    if request.POST.get("do") == "bring_back":
        actions.bring_back_item(found, by=secretary(request, found.meeting), now=request.now)
        say(request, _("The item is back on today's agenda."))
    return redirect("meetings:record_item", key=found.meeting_id, item=found.pk)


def _item_page(
    request: SignedIn,
    found: AgendaItem,
    outcome: OutcomeForm | None = None,
    point: PointForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    choices = _asked(found)
    if point is None:
        wanted = request.GET.get("asked", "")
        words = {one.key: one.text for one in found.revision.content.asked} if found.revision else {}
        initial = {"asked": wanted, "answer": "changed", "text": words[wanted]} if wanted in words else {}
        point = PointForm(prefix="new", asked=choices, headings=_headings(found), initial=initial)
    position = found.meeting.items.filter(position__lt=found.position).count() + 1
    context = {
        "meeting": found.meeting,
        "item": found,
        "number": position,
        "outcome": outcome or OutcomeForm(initial={"discussed": found.discussed}),
        "point": point,
        "compared": compare(item_content(position, found)),
        "matter": read_matter(found.med_item, request.scope) if found.med_item else None,
        "tasks": _tasks(found.meeting, found.pk),
        "moved_to": write_date(timezone.localdate(found.moved_to.meeting.starts_at))
        if found.moved_to
        else "",
    }
    return render(request, "meetings/record_item.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit_point(request: SignedIn, key: UUID, item: UUID, point: UUID) -> HttpResponse:
    """Write a recorded decision anew. Rule: `may_record`."""
    found = find_item(request, key, item)
    rules.may_record(request.scope, found.meeting).or_raise()
    its = _point(found, point)
    names = ("heading", "text", "asked", "answer", "period_text", "audience", "who")
    form = PointForm(
        request.POST or None, asked=_asked(found), headings=_headings(found),
        initial={name: getattr(its, name) for name in names},
    )  # fmt: skip
    back = reverse("meetings:record_item", args=[key, item])
    if form.is_bound and form.is_valid():
        if form.cleaned_data["text"]:
            actions.edit_point(its, **form.values(), by=secretary(request, found.meeting), now=request.now)
            return redirect(f"{back}#decided")
        form.add_error("text", _("Write what was decided."))
    return ask(
        request,
        form,
        title=_("Change what was decided"),
        button=_("Save"),
        back=back,
        steps=[(found.title, back)],
    )


@require_http_methods(["GET", "POST"])
def move_item(request: SignedIn, key: UUID, item: UUID) -> HttpResponse:
    """Carry an item on to a later meeting, or let it wait. Rule: `may_record`."""
    found = find_item(request, key, item)
    rules.may_record(request.scope, found.meeting).or_raise()
    coming = Meeting.objects.filter(
        committee=found.meeting.committee_id, state__in=OPEN_FOR_ITEMS, starts_at__gt=found.meeting.starts_at
    ).order_by("starts_at")[:12]
    days = {str(one.pk): one for one in coming}
    choices = [(pk, write_date(timezone.localdate(one.starts_at))) for pk, one in days.items()]
    hints = {}
    if found.memo_id or found.med_item_id:
        choices.append(("wait", _("It waits until there is a meeting")))
        hints["wait"] = _("It goes back to waiting to be put on an agenda.")
    form = MoveForm(request.POST or None, choices=choices, hints=hints)
    back = reverse("meetings:record_item", args=[key, item])
    if form.is_bound and form.is_valid():
        actions.move_item(
            found, days.get(form.cleaned_data["to"]), by=secretary(request, found.meeting), now=request.now
        )
        say(request, _("The item has been moved."))
        return redirect("meetings:record", key=key)
    lead = (
        ""
        if choices
        else _("There is no later meeting yet. Prepare one first, so that the item is not forgotten.")
    )
    return ask(
        request, form, title=_("Move the item"), button=_("Move it") if choices else "", back=back, lead=lead,
        steps=[(found.title, back)],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def read_minutes(request: SignedIn, key: UUID, item: UUID) -> HttpResponse:
    """Read minutes somebody wrote elsewhere: each statement is offered, a person ticks what was decided. Rule:
    `may_record`."""
    found = find_item(request, key, item)
    rules.may_record(request.scope, found.meeting).or_raise()
    back = reverse("meetings:record_item", args=[key, item])
    if found.outcome == "moved":
        return redirect(back)
    if "count" in request.POST:
        candidates = CandidatesForm(request.POST, asked=_asked(found))
        if candidates.is_valid():
            chosen = candidates.chosen()
            for one in chosen:
                actions.record_point(found, **one, by=secretary(request, found.meeting), now=request.now)
            say(
                request,
                ngettext("%(n)d decision is recorded.", "%(n)d decisions are recorded.", len(chosen))
                % {"n": len(chosen)},
            )
            return redirect(f"{back}#decided")
        return _candidates_page(request, found, candidates, status=422)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            check_size(upload.size)
            read = read_paper(read_document(upload.read(), upload.name))
        except Unfit as unfit:
            form.add_error("file", sentence(unfit))
        else:
            offered = decided_candidates(read.minutes)
            if offered:
                initial = CandidatesForm.initial_for(offered)
                return _candidates_page(request, found, CandidatesForm(initial=initial, asked=_asked(found)))
            form.add_error(
                "file", _("We found no minutes in the file: nothing stands under “Minutes” or “Referat”.")
            )
    return ask(
        request, form, title=_("Read minutes from a document"), button=_("Read the file"), back=back, is_upload=True,
        lead=_("You see every statement we found, and tick those that are decisions. Nothing is recorded before that."),
        steps=[(found.title, back)],
    )  # fmt: skip


def _candidates_page(
    request: SignedIn, found: AgendaItem, form: CandidatesForm, *, status: int = 200
) -> HttpResponse:
    context = {"item": found, "meeting": found.meeting, "form": form}
    return render(request, "meetings/candidates.html", context, status=status)
