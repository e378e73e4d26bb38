"""The process evaluation and the sketch of the next phase: written together, presented, seen, carried on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.briefs import rules as brief_rules
from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.views.files import serve
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.verdict import Verdict, no
from pejlemaerke.documents.files import write_file
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.dates import say_time
from pejlemaerke.ui.notices import say

from .. import actions, papers, rules
from ..forms.papers import PaperForm, SeenForm
from ..models import PhasePaper, Plan
from ..pages import papers as pages
from ..pages.carrying import about
from .shared import WITH, find_plan, language, planner


def find_paper(request: SignedIn, key: UUID) -> PhasePaper:
    """The paper, if this person may read it now (else 404). Rule: `may_read_paper`."""
    found: PhasePaper = get_object_or_404(
        PhasePaper.objects.visible_to(request.scope).select_related(
            "presented_to", *(f"plan__{path}" for path in WITH)
        ),
        pk=key,
    )
    if not rules.may_read_paper(request.scope, found):
        raise Http404
    return found


def _writer(request: SignedIn, plan: Plan) -> Actor:
    """The leader (perhaps on behalf of one), or a member of MED as oneself."""
    return planner(request, plan) if rules.may_plan(request.scope, plan) else request.scope.actor()


def _next_phase(request: SignedIn, paper: PhasePaper) -> Verdict:
    """Whether this sketch can become the backbrief's next revision, here and now."""
    verdict = rules.may_finish_paper(request.scope, paper)
    if not verdict or paper.kind != "sketch" or paper.state not in ("presented", "seen"):
        return verdict if not verdict else no(_("The sketch is presented before it becomes the next phase."))
    backbrief = (
        Backbrief.objects.filter(initiative=paper.plan.initiative_id, unit=paper.plan.unit_id)
        .select_related("initiative")
        .first()
    )
    if backbrief is None:
        return no(_("There is no backbrief to carry on."))
    return brief_rules.may_open_revision(request.scope, backbrief)


@require_POST
def begin_paper(request: SignedIn, key: UUID, kind: str, stage: str) -> HttpResponse:
    """Rule: `may_write_paper`. The one there is, if somebody was first."""
    plan = find_plan(request, key)
    if kind not in PhasePaper.Kind.values or not plan.stages.filter(key=stage).exists():
        raise Http404
    rules.may_write_paper(request.scope, plan).or_raise()
    paper = actions.begin_paper(plan, kind=kind, stage=stage, by=_writer(request, plan), now=request.now)
    return redirect("plans:write_paper", key=paper.pk)


@require_GET
def paper(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_read_paper`."""
    found = find_paper(request, key)
    return _page(request, found)


def _page(request: SignedIn, found: PhasePaper, *, see_form: Any = None, problem: str = "") -> HttpResponse:
    may_finish = rules.may_finish_paper(request.scope, found)
    superior = None
    if may_finish and found.state == "written":
        superior = pages.superior_to_present_to(found.plan, today=request.today)
    context = {
        **about(found.plan),
        "paper": found,
        "shown": pages.show_paper(found, today=request.today, language=language()),
        "stage": found.plan.initiative.playbook.stage(found.stage).title.in_language(language()),
        "may_write": rules.may_write_paper(request.scope, found.plan, found),
        "may_finish": may_finish,
        "may_see": rules.may_see_paper(request.scope, found),
        "may_go_on": bool(found.kind == "sketch" and _next_phase(request, found)),
        "superior": superior,
        "see_form": see_form or SeenForm(),
        "problem": problem,
        "panel": read_panel(found, request.scope),
    }
    return render(request, "plans/paper.html", context, status=422 if problem or see_form else 200)


@require_http_methods(["GET", "POST"])
def write_paper(request: SignedIn, key: UUID) -> HttpResponse:
    """Saved as one types. Rule: `may_write_paper`."""
    found = find_paper(request, key)
    rules.may_write_paper(request.scope, found.plan, found).or_raise()
    stage = found.plan.initiative.playbook.stage(found.stage)
    form = PaperForm(
        request.POST if request.method == "POST" else None, paper=found, stage=stage, language=language()
    )
    if request.method == "POST":
        if form.is_valid():
            return _save(request, found, form)
        if request.headers.get("HX-Request"):
            return render(request, "ui/not_saved.html", {"form": form}, status=422)
    context = {
        **about(found.plan),
        "paper": found,
        "form": form,
        "stage_title": stage.title.in_language(language()),
        "saved_at": say_time(found.saved_at) if found.saved_at and not form.is_bound else "",
        "said": pages.said_in_stage(found.plan, found.stage),
        "may_finish": rules.may_finish_paper(request.scope, found),
        "help_text": found.plan.initiative.playbook.help_text(
            "process-evaluation" if found.kind == "evaluation" else "sketch", language()
        ),
    }
    return render(request, "plans/write_paper.html", context, status=422 if form.is_bound else 200)


def _save(request: SignedIn, found: PhasePaper, form: PaperForm) -> HttpResponse:
    told = request.POST.get("version", "")
    version = int(told) if told.isdecimal() and len(told) < 9 else -1
    try:
        saved = actions.save_paper(
            found,
            form.answers(),
            conclusion=form.cleaned_data["conclusion"],
            version=version,
            by=_writer(request, found.plan),
            now=request.now,
        )
    except actions.PaperConflict as conflict:
        return _conflict(request, form, conflict.theirs)
    if request.headers.get("HX-Request"):
        return render(
            request, "ui/saved.html", {"saved_text": say_time(request.now), "version": saved.version}
        )
    return redirect(saved)


def _conflict(request: SignedIn, form: PaperForm, theirs: PhasePaper) -> HttpResponse:
    """Both versions, side by side; saving with their version lets one's own stand."""
    mine = pages.plain(form.answers(), form.cleaned_data["conclusion"], form.lines, language())
    context = {
        "other_name": _("You, in another window,")
        if theirs.saved_by_name == request.scope.name
        else theirs.saved_by_name or _("Somebody"),
        "mine": mine,
        "theirs": pages.plain(theirs.answers, theirs.conclusion, form.lines, language()),
        "version": theirs.version,
    }
    if request.headers.get("HX-Request"):
        return render(request, "ui/conflict.html", context, status=409)
    # The page of two texts is the same wherever two people write; briefs has it.
    fields = list(request.POST.lists())
    return render(request, "briefs/text_conflict.html", {**context, "fields": fields}, status=409)


@require_POST
def finish_paper(request: SignedIn, key: UUID) -> HttpResponse:
    """Call it written. Rule: `may_finish_paper`; refused, on the page itself, while something is missing."""
    found = find_paper(request, key)
    rules.may_finish_paper(request.scope, found).or_raise()
    if found.state != "writing":
        raise Refused(_("It has already been called written."))
    try:
        actions.finish_paper(found, by=planner(request, found.plan), now=request.now)
    except Refused as refused:
        found.refresh_from_db(fields=["state"])
        return _page(request, found, problem=str(refused))
    say(request, _("It is written, and the workplace can read it."))
    return redirect(found)


@require_POST
def reopen_paper(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_finish_paper`."""
    found = find_paper(request, key)
    rules.may_finish_paper(request.scope, found).or_raise()
    actions.reopen_paper(found, by=planner(request, found.plan), now=request.now)
    return redirect("plans:write_paper", key=found.pk)


@require_POST
def present_paper(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_finish_paper`."""
    found = find_paper(request, key)
    rules.may_finish_paper(request.scope, found).or_raise()
    superior = pages.superior_to_present_to(found.plan, today=request.today)
    actions.present_paper(found, by=planner(request, found.plan), now=request.now)
    say(request, _("Presented to %(name)s.") % {"name": superior.name if superior else ""})
    return redirect(found)


@require_POST
def see_paper(request: SignedIn, key: UUID) -> HttpResponse:
    """The superior has read it, perhaps with a word back. Rule: `may_see_paper`."""
    found = find_paper(request, key)
    rules.may_see_paper(request.scope, found).or_raise()
    form = SeenForm(request.POST)
    if not form.is_valid():
        return _page(request, found, see_form=form)
    by = request.scope.actor(f"leader:{found.presented_to_id}")
    actions.see_paper(found, by=by, now=request.now, note=form.cleaned_data["note"])
    say(request, _("%(unit)s can see that you have read it.") % {"unit": found.plan.unit.name})
    return redirect(found)


@require_POST
def open_next_phase(request: SignedIn, key: UUID) -> HttpResponse:
    """The presented sketch opens the backbrief's next revision. Rules: `may_finish_paper`, and that of briefs."""
    found = find_paper(request, key)
    _next_phase(request, found).or_raise()
    backbrief = actions.open_next_phase(found, by=planner(request, found.plan), now=request.now)
    say(request, _("The backbrief is open for the next phase. The sketch stands beside it."))
    return redirect("briefs:write", key=backbrief.pk)


@require_GET
def paper_file(request: SignedIn, key: UUID, kind: str) -> HttpResponse:
    """To hand out. Rule: `may_read_paper`."""
    found = find_paper(request, key)
    shown = pages.show_paper(found, today=request.today, language=language())
    made = papers.phase_paper(found, shown, language=language())
    return serve(write_file(made, kind, request.today), f"{found.title} {found.plan.unit.name}", kind)
