"""A checklist: read by all who see the plan, answered by the one who plans."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.checklists import ChecklistForm
from ..pages import checklists as pages
from ..pages.carrying import about
from ..pages.stages import say_progress
from .shared import find_plan, language, planner


@require_http_methods(["GET", "POST"])
def checklist(request: SignedIn, key: UUID, checklist: str) -> HttpResponse:
    """Rules: `Plan.visible_to` to read, `may_answer_checklist` to answer. One save for all that changed."""
    plan = find_plan(request, key)
    found = pages.checklist_of(plan, checklist)
    if found is None:
        raise Http404
    verdict = rules.may_answer_checklist(request.scope, plan)
    if request.method == "POST":
        verdict.or_raise()
    kept = pages.read_answers(plan, found)
    form = ChecklistForm(
        request.POST if request.method == "POST" else None,
        checklist=found,
        kept=kept,
        activities=pages.offered_activities(plan, found, kept.values()) if verdict else (),
        language=language(),
    )
    if request.method == "POST" and form.is_valid():
        changed = form.changed()
        if changed:
            actions.answer_questions(plan, found.key, changed, by=planner(request, plan), now=request.now)
        told = ngettext("%(n)d answer has been saved.", "%(n)d answers have been saved.", len(changed))
        say(request, told % {"n": len(changed)} if changed else _("Nothing had changed."))
        return redirect("plans:checklist", key=plan.pk, checklist=found.key)
    stage = plan.initiative.playbook.stage(found.stage)
    context = {
        **about(plan),
        "checklist": found,
        "title": found.title.in_language(language()),
        "purpose": found.purpose.in_language(language()) if found.purpose else "",
        "spoken": found.title.spoken_in(language()),
        "stage_title": stage.title.in_language(language()),
        "form": form,
        "blocks": [(block, pages.say_answered(block.kept, request.today)) for block in form.blocks()],
        "state": say_progress(sum(one.is_met for one in kept.values()), len(found.questions)),
        "may_answer": verdict,
    }
    return render(request, "plans/checklist.html", context, status=422 if form.is_bound else 200)
