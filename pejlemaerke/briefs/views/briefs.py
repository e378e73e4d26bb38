"""Briefs: writing one, sending it, reading it, and the workplaces side by side under it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from pejlemaerke.core.errors import Conflict
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.dates import say_time, write_date
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..above import WITH_ABOVE, intents_above
from ..forms import BriefForm, ReissueForm
from ..models import Backbrief, Brief, Revision
from ..pages import reading
from .shared import language


def _find(request: SignedIn, key: UUID) -> Brief:
    return get_object_or_404(
        Brief.objects.visible_to(request.scope).select_related("organisation", *WITH_ABOVE), pk=key
    )


@require_GET
def first_brief(request: SignedIn, key: UUID) -> HttpResponse:
    """From an initiative to its first brief, begun if it is not there and this person may begin it."""
    initiative = get_object_or_404(
        Initiative.objects.visible_to(request.scope).select_related("unit"), pk=key
    )
    brief = Brief.objects.filter(initiative=initiative, unit=initiative.unit).first()
    if brief is None:
        rules.may_open_first(request.scope, initiative).or_raise()
        return render(request, "briefs/begin.html", {"initiative": initiative})
    return redirect(brief)


@require_http_methods(["POST"])
def begin(request: SignedIn, key: UUID) -> HttpResponse:
    """Begin the first brief of an initiative. Rule: `may_open_first`."""
    initiative = get_object_or_404(
        Initiative.objects.visible_to(request.scope).select_related("unit"), pk=key
    )
    rules.may_open_first(request.scope, initiative).or_raise()
    brief = Brief.objects.filter(initiative=initiative, unit=initiative.unit).first()
    if brief is None:
        by = request.scope.actor(f"leader:{initiative.unit_id}")
        brief = actions.open_brief(initiative, initiative.unit, by=by, now=request.now)
    return redirect("briefs:edit_brief", key=brief.pk)


@require_GET
def brief(request: SignedIn, key: UUID) -> HttpResponse:
    """The brief as it went out, and where the workplaces under it stand. Rule: `Brief.visible_to`."""
    found = _find(request, key)
    may_write = rules.may_write_brief(request.scope, found)
    if found.current is None:
        return redirect("briefs:edit_brief", key=key)
    under = (
        Backbrief.objects.visible_to(request.scope)
        .filter(brief=found)
        .select_related("unit", "initiative")
        .order_by("unit__path")
    )
    readable = {
        revision.pk: revision
        for revision in Revision.objects.visible_to(request.scope).filter(
            pk__in=Backbrief.objects.filter(brief=found).values("accepted")
        )
    }
    prompts = found.initiative.playbook.brief.prompts()
    context = {
        "brief": found,
        "shown": reading.show_brief(found.current, intents_above(found), request.today),
        "revisions": [
            (revision, reading.show_brief(revision, (), request.today).issued)
            for revision in found.revisions.order_by("-number")
        ],
        "labels": {name: prompt.title.in_language(language()) for name, prompt in prompts},
        "rows": reading.brief_rows(under, readable, request.today),
        "may_write": may_write,
        "has_draft": found.draft_content != found.current.content,
        "panel": read_panel(found, request.scope),
    }
    return render(request, "briefs/brief.html", context)


@require_http_methods(["GET", "POST"])
def edit_brief(request: SignedIn, key: UUID) -> HttpResponse:
    """Write the brief, saved as one types. Rule: `may_write_brief`."""
    found = _find(request, key)
    rules.may_write_brief(request.scope, found).or_raise()
    playbook = found.initiative.playbook
    form = BriefForm(request.POST or None, initial=BriefForm.initial_for(found.draft_content))
    form.ask(playbook, language())
    if request.method == "POST":
        if form.is_valid():
            return _save(request, found, form)
        if request.headers.get("HX-Request"):
            return render(request, "ui/not_saved.html", {"form": form}, status=422)
    context = {
        "brief": found,
        "form": form,
        "above": intents_above(found),
        "examples": {
            name: prompt.example.in_language(language()) for name, prompt in playbook.brief.prompts()
        },
        "saved_at": say_time(found.draft_saved_at) if found.draft_saved_at else "",
        "may_issue": rules.may_issue_brief(request.scope, found),
        "help_text": playbook.help_text("brief", language()),
    }
    return render(request, "briefs/edit_brief.html", context, status=422 if form.is_bound else 200)


def _save(request: SignedIn, found: Brief, form: BriefForm) -> HttpResponse:
    told = request.POST.get("version", "")
    version = int(told) if told.isdecimal() and len(told) < 9 else -1
    try:
        version = actions.save_brief(
            found,
            form.content(),
            version=version,
            by=request.scope.actor(f"leader:{found.unit_id}"),
            now=request.now,
        )
    except Conflict:
        return _conflict(request, found, form)
    if request.headers.get("HX-Request"):
        return render(request, "ui/saved.html", {"saved_text": say_time(request.now), "version": version})
    return redirect(
        "briefs:issue_brief" if request.POST.get("do") == "next" else "briefs:edit_brief", key=found.pk
    )


def _conflict(request: SignedIn, found: Brief, form: BriefForm) -> HttpResponse:
    theirs = Brief.objects.get(pk=found.pk)
    context: dict[str, Any] = {
        "other_name": theirs.draft_saved_by or _("Somebody"),
        "mine": form.content().text,
        "theirs": theirs.draft_content.text,
        "version": theirs.draft_version,
    }
    if request.headers.get("HX-Request"):
        return render(request, "ui/conflict.html", context, status=409)
    return render(
        request, "briefs/text_conflict.html",
        {**context, "brief": found, "fields": list(request.POST.lists())}, status=409,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def issue_brief(request: SignedIn, key: UUID) -> HttpResponse:
    """See who gets it and what it sets going, then send. Rule: `may_issue_brief`."""
    found = _find(request, key)
    rules.may_issue_brief(request.scope, found).or_raise()
    form = ReissueForm(request.POST or None)
    content = found.draft_content
    if request.method == "POST" and form.is_valid():
        by = request.scope.actor(f"leader:{found.unit_id}")
        revision = actions.issue_brief(found, by=by, now=request.now, reason=form.cleaned_data["reason"])
        count = found.backbriefs.count()
        told = ngettext(
            "The brief has been sent to %(n)d workplace.",
            "The brief has been sent to %(n)d workplaces.",
            count,
        )
        say(request, told % {"n": count})
        return redirect(revision.brief)
    last = found.current.content if found.current else None
    prompts = dict(found.initiative.playbook.brief.prompts())
    states = dict(found.backbriefs.values_list("state").annotate(n=Count("pk")))
    context = {
        "brief": found,
        "form": form,
        "content": content,
        "shown_due": write_date(content.due) if content.due else "",
        "labels": {name: prompt.title.in_language(language()) for name, prompt in prompts.items()},
        "missing": [
            str(prompts[name].title.in_language(language())) if name in prompts else str(_("By when?"))
            for name in content.missing()
        ],
        "recipients": actions.recipients(found),
        "last": last,
        "intent_changes": last is not None and not last.same_intent(content),
        "nothing_changed": last == content,
        "flagged": states.get("accepted", 0),
        "waiting": states.get("brief_changed", 0),
    }
    return render(request, "briefs/issue_brief.html", context, status=422 if form.is_bound else 200)


@require_GET
def neighbours(request: SignedIn, key: UUID) -> HttpResponse:
    """The accepted backbriefs under one brief, side by side. Rules: `Brief.visible_to`, `Revision.visible_to`."""
    found = _find(request, key)
    revisions = (
        Revision.objects.visible_to(request.scope)
        .filter(pk__in=Backbrief.objects.filter(brief=found).values("accepted"))
        .select_related("backbrief__unit")
        .order_by("backbrief__unit__path")
    )
    chosen = request.GET.getlist("unit")
    rows = [(revision.backbrief.unit, revision.content, revision) for revision in revisions]
    picked = [row for row in rows if str(row[0].pk) in chosen][:4] or rows[:2]
    sections = found.initiative.playbook.backbrief.sections
    context = {
        "brief": found,
        "rows": rows,
        "picked": picked,
        "picked_ids": {str(row[0].pk) for row in picked},
        "titles": {section.key: section.title.in_language(language()) for section in sections},
    }
    return render(request, "briefs/neighbours.html", context)
