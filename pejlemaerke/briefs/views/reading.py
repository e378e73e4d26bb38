"""Reading: the backbrief's own page, a revision, two side by side; and what a leader does from there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.organisation import paths
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.dates import say_due
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms import NextRevisionForm, StillHoldsForm, ViewForm
from ..line import shown_state_of
from ..models import Backbrief, Brief, Revision, SubtaskLife
from ..pages import reading
from .shared import find_backbrief, language, writer


@require_GET
def backbrief(request: SignedIn, key: UUID) -> HttpResponse:
    """The page of a workplace's backbrief: how it stands, what this reader can do, and the accepted text."""
    found, writers = find_backbrief(request, key)
    scope = request.scope
    revisions = reading.read_revisions(found, Revision.objects.visible_to(scope))
    by_id: dict[UUID | None, Revision] = {revision.pk: revision for revision in revisions}
    accepted, submitted = by_id.get(found.accepted_id), by_id.get(found.submitted_id)
    lives = {life.key: life for life in SubtaskLife.objects.filter(backbrief=found)}
    below = (
        Brief.objects.filter(initiative=found.initiative, unit=found.unit).select_related("made_from").first()
    )
    context = {
        "backbrief": found,
        "state": shown_state_of(found, request.today),
        "due": say_due(found.due, request.today) if found.due else "",
        "rows": reading.revision_rows(found, revisions, request.today),
        "shown": reading.show_revision(
            accepted,
            today=request.today,
            language=language(),
            states={key: life.state for key, life in lives.items()},
            said_too=False,
        )
        if accepted
        else None,
        "newer_is_sent": found.accepted_id is not None and found.submitted_id is not None,
        "panel": read_panel(found, scope),
        "may_write": rules.may_write(scope, found, writers),
        "may_read_draft": rules.may_read_draft(scope, found, writers)
        if found.state in rules.OPEN_FOR_WRITING
        else False,
        "may_review": rules.may_review(scope, found, found.submitted, writers),
        "may_withdraw": rules.may_withdraw(scope, found),
        "may_open": rules.may_open_revision(scope, found),
        "may_confirm": rules.may_confirm(scope, found),
        "may_brief_on": rules.may_brief_on(scope, found)
        if below is None and has_units_below(found)
        else False,
        "may_tick": rules.may_tick_subtask(scope, found, writers),
        "may_view": rules.may_give_view(scope, found) if found.state in rules.OPEN_FOR_REVIEW else False,
        "view_form": ViewForm(prefix="view"),
        "below": below,
        "below_is_older": below is not None and below.made_from_id != found.accepted_id,
        "changes_brief": found.state == "brief_changed"
        and found.initiative.state == "running"
        and found.reviewer_unit_id in scope.leads_directly,
        "answers": reading.show_reviews(submitted.reviews.all(), request.today)
        if submitted and found.state in ("returned", "brief_changed", "lifted")
        else (),
    }
    return render(request, "briefs/backbrief.html", context)


def has_units_below(found: Backbrief) -> bool:
    """True if units below take part in the same initiative: only then is there somebody to brief on to."""
    path = found.unit.path
    below = found.initiative.participations.filter(unit__path__gt=path, unit__path__lt=paths.end(path))
    return below.exists()


@require_GET
def revision(request: SignedIn, key: UUID, number: int) -> HttpResponse:
    """One revision as a plain page. Rule: `Revision.visible_to`."""
    found, writers = find_backbrief(request, key)
    readable = Revision.objects.visible_to(request.scope)
    shown = get_object_or_404(readable, backbrief=found, number=number)
    shown.backbrief = found
    others = (
        readable.filter(backbrief=found)
        .exclude(pk=shown.pk)
        .order_by("-number")
        .values_list("number", flat=True)
    )
    context = {
        "backbrief": found,
        "shown": reading.show_revision(shown, today=request.today, language=language()),
        "others": list(others),
        "is_current": shown.pk == found.accepted_id,
        "may_comment": found.submitted_id == shown.pk
        and rules.may_comment(request.scope, found, shown, writers),
    }
    return render(request, "briefs/revision.html", context)


@require_GET
def compare(request: SignedIn, key: UUID) -> HttpResponse:
    """Two revisions side by side, changes marked. Rule: `Revision.visible_to` for both."""
    found, _writers = find_backbrief(request, key)
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(number.isdecimal() and len(number) < 6 for number in numbers):
        raise Http404
    readable = Revision.objects.visible_to(request.scope).filter(backbrief=found)
    old, new = (get_object_or_404(readable, number=int(number)) for number in numbers)
    old.backbrief = new.backbrief = found
    pair = reading.side_by_side(old, new, today=request.today, language=language())
    return render(request, "briefs/compare.html", {"backbrief": found, "pair": pair})


@require_http_methods(["GET", "POST"])
def next_revision(request: SignedIn, key: UUID) -> HttpResponse:
    """Open the accepted text for the next phase or a change. Rule: `may_open_revision`."""
    found, _writers = find_backbrief(request, key)
    rules.may_open_revision(request.scope, found).or_raise()
    form = NextRevisionForm(request.POST or None, initial={"kind": "phase"})
    if request.method == "POST" and form.is_valid():
        actions.open_revision(
            found, kind=form.cleaned_data["kind"], phase=form.cleaned_data["phase"], by=writer(request, found),
            now=request.now,
        )  # fmt: skip
        return redirect("briefs:write", key=key)
    status = 422 if request.method == "POST" else 200
    return render(request, "briefs/next_revision.html", {"backbrief": found, "form": form}, status=status)


@require_POST
def drop_revision(request: SignedIn, key: UUID) -> HttpResponse:
    """Give up a next revision. Rule: `may_submit` (whoever could send it)."""
    found, _writers = find_backbrief(request, key)
    rules.may_submit(request.scope, found).or_raise()
    actions.drop_revision(found, by=writer(request, found), now=request.now)
    say(request, _("The new revision is dropped. The accepted backbrief holds as it was."))
    return redirect("briefs:backbrief", key=key)


@require_http_methods(["GET", "POST"])
def check_again(request: SignedIn, key: UUID) -> HttpResponse:
    """The intent has changed: does the backbrief still hold? Rule: `may_confirm`."""
    found, _writers = find_backbrief(request, key)
    rules.may_confirm(request.scope, found).or_raise()
    form = StillHoldsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.confirm_still_holds(
            found, note=form.cleaned_data["note"], by=writer(request, found), now=request.now
        )
        say(request, _("Thank you. Your superior can see that the backbrief still holds."))
        return redirect("briefs:backbrief", key=key)
    accepted = found.accepted
    if accepted is None:
        raise Http404
    accepted.backbrief = found
    context = {
        "backbrief": found,
        "form": form,
        "before": found.answers.content,
        "now": found.brief.current.content if found.brief.current else None,
        "reason": found.brief.current.reason if found.brief.current else "",
        "shown": reading.show_revision(accepted, today=request.today, language=language()),
    }
    return render(
        request, "briefs/check_again.html", context, status=422 if request.method == "POST" else 200
    )


@require_POST
def tick(request: SignedIn, key: UUID, subtask: str) -> HttpResponse:
    """Tick a subtask off, or open it again. Rule: `may_tick_subtask`."""
    found, writers = find_backbrief(request, key)
    rules.may_tick_subtask(request.scope, found, writers).or_raise()
    life = get_object_or_404(SubtaskLife.objects.select_related("backbrief"), backbrief=found, key=subtask)
    ready = actions.tick_subtask(life, done=life.state != "done", by=writer(request, found), now=request.now)
    if ready:
        titles = ", ".join(f"“{waiting.title}”" for waiting in ready)
        say(request, _("Ticked off. Now you can say when you will do %(titles)s.") % {"titles": titles})
    return redirect(f"{found.get_absolute_url()}#subtasks")


@require_POST
def brief_on(request: SignedIn, key: UUID) -> HttpResponse:
    """Make the accepted backbrief the brief of the level below. Rule: `may_brief_on`."""
    found, _writers = find_backbrief(request, key)
    rules.may_brief_on(request.scope, found).or_raise()
    brief = actions.open_brief(
        found.initiative, found.unit, made_from=found.accepted, by=writer(request, found), now=request.now
    )
    return redirect("briefs:edit_brief", key=brief.pk)
