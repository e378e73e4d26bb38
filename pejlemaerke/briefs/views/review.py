"""The superior answers, beside the brief."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..above import intents_for_backbrief
from ..forms import AnswerForm, CommentForm
from ..pages import reading
from .shared import find_backbrief, language


@require_http_methods(["GET", "POST"])
def review(request: SignedIn, key: UUID) -> HttpResponse:
    """Read the backbrief beside the brief and give one of the five answers. Rule: `may_review`."""
    found, writers = find_backbrief(request, key)
    rules.may_review(request.scope, found, found.submitted, writers).or_raise()
    revision = found.submitted
    if revision is None:
        raise Http404
    revision.backbrief = found
    playbook = found.initiative.playbook
    form = AnswerForm(request.POST or None, playbook=playbook, language=language())
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        if request.POST.get("revision") != str(revision.number):
            form.add_error(None, _("A newer version has been sent. Read it before you answer."))
        else:
            actions.answer(
                found, revision, clean["outcome"], text=clean["text"], due=clean["due"],
                by=request.scope.actor(f"leader:{found.reviewer_unit_id}"), now=request.now,
            )  # fmt: skip
            say(request, _("Your answer has been sent to %(unit)s.") % {"unit": found.unit.name})
            if clean["outcome"] == "brief_changed":
                return redirect("briefs:edit_brief", key=found.brief_id)
            return redirect("briefs:backbrief", key=key)
    before = found.accepted
    earlier = list(found.revisions.filter(number__lt=revision.number).order_by("-number")[:1])
    base = before or (earlier[0] if earlier else None)
    titles = reading.section_titles(found, language())
    changes = reading.show_changes(base.content, revision.content, titles) if base else ()
    context = {
        "backbrief": found,
        "brief": reading.show_brief(revision.answers, intents_for_backbrief(found.brief)[1:], request.today),
        "brief_labels": {
            name: prompt.title.in_language(language()) for name, prompt in playbook.brief.prompts()
        },
        "brief_is_newer": revision.answers_id != found.brief.current_id,
        "shown": reading.show_revision(revision, today=request.today, language=language()),
        "base": base,
        "changes": changes,
        "changed_sections": {change.section for change in changes},
        "is_light": bool(before) and revision.kind == "phase",
        "earlier_answers": reading.show_reviews(
            [answer for old in earlier for answer in old.reviews.all()], request.today
        ),
        "look_for": [
            (item.question.in_language(language()), item.help.in_language(language()) if item.help else "")
            for item in playbook.review.look_for
        ],
        "form": form,
        "comment_form": CommentForm(prefix="comment"),
    }
    return render(request, "briefs/review.html", context, status=422 if form.is_bound else 200)
