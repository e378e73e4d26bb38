"""Writing a backbrief: the task list, a section at a time, check and send."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.ids import uuid7
from pejlemaerke.core.period_json import period_from_json
from pejlemaerke.organisation.access import leaders_of
from pejlemaerke.organisation.finding import find_people
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Person
from pejlemaerke.ui.dates import say_period, say_time
from pejlemaerke.ui.notices import say

from .. import actions, rules, sections
from ..forms import CommentForm, CoWriterForm, ViewForm, form_for
from ..forms.subtasks import changed
from ..models import Backbrief
from ..pages import editor, reading, shared
from ..words import SECTIONS
from .shared import find_backbrief, language, writer


@require_GET
def write(request: SignedIn, key: UUID) -> HttpResponse:
    """The task list of sections. Rule: `may_read_draft`."""
    backbrief, writers = find_backbrief(request, key)
    rules.may_read_draft(request.scope, backbrief, writers).or_raise()
    draft = editor.read_draft(backbrief, today=request.today, language=language())
    return render(
        request,
        "briefs/write.html",
        {
            "draft": draft,
            "backbrief": backbrief,
            "may_write": rules.may_write(request.scope, backbrief, writers),
            "may_lead": rules.may_lead_backbrief(request.scope, backbrief),
            "may_view": rules.may_give_view(request.scope, backbrief),
            "views": reading.latest_views(backbrief.committee_views.filter(revision=None), request.today),
            "view_form": ViewForm(prefix="view"),
            "co_writers": backbrief.co_writers.select_related("person"),
            "co_writer_form": CoWriterForm(prefix="co"),
            "help": _help(backbrief),
            "answers": _answers(request, backbrief),
        },
    )


def _answers(request: SignedIn, backbrief: Backbrief) -> tuple[reading.ShownReview, ...]:
    """What the superior said when sending it back."""
    if backbrief.state != "returned" or backbrief.submitted is None:
        return ()
    return reading.show_reviews(backbrief.submitted.reviews.all(), request.today)


def _help(backbrief: Backbrief) -> dict[str, str]:
    playbook = backbrief.initiative.playbook
    return {name: playbook.help_text(name, language()) for name in playbook.help}


@require_http_methods(["GET", "POST"])
def section(request: SignedIn, key: UUID, name: str) -> HttpResponse:
    """One section. Rules: `may_read_draft` to see, `may_write` to save. Saves as one types, or by its button."""
    if name not in sections.FIELDS:
        raise Http404
    backbrief, writers = find_backbrief(request, key)
    rules.may_read_draft(request.scope, backbrief, writers).or_raise()
    form_class = form_for(name)
    if request.method == "POST":
        rules.may_write(request.scope, backbrief, writers).or_raise()
        form = form_class(request.POST)
        form.ask(backbrief.initiative.playbook, name, language())
        if form.is_valid():
            return _save(request, backbrief, name, form)
        if request.headers.get("HX-Request"):
            return render(request, "ui/not_saved.html", {"form": form}, status=422)
        return _section_page(request, backbrief, writers, name, form=form, status=422)
    return _section_page(request, backbrief, writers, name)


def _save(request: SignedIn, backbrief: Backbrief, name: str, form: Any) -> HttpResponse:
    value = form.value()
    do = request.POST.get("do", "")
    if do and name == "subtasks":
        value = changed(value, do)
    try:
        saved = actions.save_section(
            backbrief, name, value, version=_version(request), by=writer(request, backbrief), now=request.now
        )
    except actions.SectionConflict as conflict:
        return _conflict(request, backbrief, name, form, conflict)
    if request.headers.get("HX-Request"):
        draft = editor.read_draft(backbrief, today=request.today, language=language(), current=name)
        context = {
            "saved_text": say_time(request.now),
            "version": saved.version,
            "draft": draft,
            "name": name,
            "question": first_question(draft, name),
            "readings": readings(name, saved.value),
        }
        return render(request, "briefs/section_saved.html", context)
    if do == "next":
        after = editor.neighbours(
            editor.read_draft(backbrief, today=request.today, language=language(), current=name)
        ).after
        return redirect(after.url if after else reverse("briefs:write", args=[backbrief.pk]))
    if do and name == "subtasks":
        at = do.partition(":")[2]
        anchor = f"#subtask-{len(value['subtasks']) if do == 'add' else at}"
        return redirect(reverse("briefs:section", args=[backbrief.pk, name]) + anchor)
    return redirect("briefs:write", key=backbrief.pk)


def _version(request: SignedIn) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0


def _conflict(request: SignedIn, backbrief: Backbrief, name: str, form: Any, conflict: Any) -> HttpResponse:
    """Both versions, side by side; saving with their version lets one's own stand."""
    theirs = sections.join({name: conflict.theirs.value})
    mine = sections.join({name: form.value()})
    context = {
        "other_name": _("You, in another window,")
        if conflict.theirs.saved_by == request.scope.person
        else conflict.theirs.saved_by_name or _("Somebody"),
        "mine": plain_section(mine, name),
        "theirs": plain_section(theirs, name),
        "version": conflict.theirs.version,
    }
    if request.headers.get("HX-Request"):
        return render(request, "ui/conflict.html", context, status=409)
    return render(
        request, "briefs/text_conflict.html",
        {**context, "backbrief": backbrief, "name": name, "fields": list(request.POST.lists())}, status=409,
    )  # fmt: skip


def plain_section(content: Any, name: str) -> str:
    """A section as plain lines, to be read beside another's."""
    if name == "subtasks":
        lines = []
        for subtask in content.subtasks:
            lines.append(subtask.title)
            lines += [f"– {step.text}" for step in subtask.steps]
            about = (subtask.who, subtask.period.text if subtask.period else "", subtask.product)
            lines.append(" · ".join(part for part in about if part))
        return "\n".join(lines)
    if name == "reporting":
        return "\n".join(filter(None, (content.reporting.text, content.reporting.to, content.reporting.when)))
    values = (getattr(content, field) for field in sections.FIELDS[name] if field != "timetable")
    return "\n\n".join("\n".join(value) if isinstance(value, tuple) else value for value in values if value)


def first_question(draft: editor.Draft, name: str) -> editor.Question | None:
    """At most one question at a section, once something stands there."""
    return next((question for question in draft.questions if question.section == name), None)


def readings(name: str, value: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """How each period of a section was understood: (element id, words, could it be read)."""
    if name == "subtasks":
        found = [(f"reading-{at}", subtask["period"]) for at, subtask in enumerate(value.get("subtasks", []))]
    elif name == "time_plan":
        found = [("", line["period"]) for line in value.get("timetable", [])]
    else:
        return []
    said = []
    for target, data in found:
        if data is None:
            said.append((target, "", True))
            continue
        period = period_from_json(data)
        if period.precision == "unreadable":
            said.append(
                (target, _("We could not read “%(words)s” as a period.") % {"words": period.text}, False)
            )
        elif period.precision == "open":
            said.append(
                (target, _("“%(words)s” stands as to be planned later.") % {"words": period.text}, True)
            )
        else:
            said.append((target, _("We read: %(days)s") % {"days": say_period(period)}, True))
    return said


def _section_page(
    request: SignedIn,
    backbrief: Backbrief,
    writers: frozenset[UUID],
    name: str,
    *,
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    draft = editor.read_draft(backbrief, today=request.today, language=language(), current=name)
    row = draft.rows.get(name)
    if form is None:
        form_class = form_for(name)
        value = row.value if row else {}
        if name == "subtasks" and not value.get("subtasks"):
            value = changed({"subtasks": []}, "add")
        form = form_class(initial=form_class.initial_for(value))
        form.ask(backbrief.initiative.playbook, name, language())
    prompt = backbrief.initiative.playbook.backbrief.section(name)
    context = {
        "draft": draft,
        "backbrief": backbrief,
        "name": name,
        "form": form,
        "prompt": prompt,
        "title": prompt.title.in_language(language()),
        "help_text": prompt.help.in_language(language()),
        "question_text": prompt.question.in_language(language()),
        "example": prompt.example.in_language(language()),
        "content_language": prompt.example.spoken_in(language()),
        "version": row.version if row else 0,
        "saved_at": say_time(row.saved_at) if row and status == 200 else "",
        "question": first_question(draft, name),
        "readings": readings(name, row.value) if row else [],
        "comments": draft.comments.get(name, []),
        "comment_form": CommentForm(prefix="comment"),
        "may_comment": rules.may_comment(request.scope, backbrief, None, writers),
        "may_write": rules.may_write(request.scope, backbrief, writers),
        "neighbours": editor.neighbours(draft),
        "text": plain_section(draft.content, name),
    }
    return render(request, "briefs/section.html", context, status=status)


@require_POST
def comment(request: SignedIn, key: UUID, name: str) -> HttpResponse:
    """A remark at a section of the draft or of the revision under review. Rule: `may_comment`."""
    backbrief, writers = find_backbrief(request, key)
    revision = backbrief.submitted if backbrief.state in rules.OPEN_FOR_REVIEW else None
    rules.may_comment(request.scope, backbrief, revision, writers).or_raise()
    form = CommentForm(request.POST, prefix="comment")
    if not form.is_valid():
        return render(
            request, "briefs/comment.html", {"form": form, "backbrief": backbrief, "name": name}, status=422
        )
    if rules.writes(request.scope, backbrief, writers):
        voice = "writer"
    elif rules.med_seat(request.scope, backbrief):
        voice = "committee"
    else:
        voice = "reviewer"
    by = (
        writer(request, backbrief)
        if voice == "writer"
        else request.scope.actor(f"leader:{backbrief.reviewer_unit_id}")
    )
    actions.comment(
        backbrief,
        section=name,
        text=form.cleaned_data["text"],
        voice=voice,
        revision=revision,
        by=by,
        now=request.now,
    )
    if revision is not None and not rules.may_read_draft(request.scope, backbrief, writers):
        return redirect(reverse("briefs:review", args=[key]) + f"#{name}")
    if revision is not None:
        return redirect(reverse("briefs:revision", args=[key, revision.number]) + f"#{name}")
    return redirect(reverse("briefs:section", args=[key, name]) + "#comments")


@require_POST
def give_view(request: SignedIn, key: UUID) -> HttpResponse:
    """The MED committee's view. Rule: `may_give_view`."""
    backbrief, _writers = find_backbrief(request, key)
    rules.may_give_view(request.scope, backbrief).or_raise()
    form = ViewForm(request.POST, prefix="view")
    if not form.is_valid():
        return render(request, "briefs/view.html", {"form": form, "backbrief": backbrief}, status=422)
    seat = rules.med_seat(request.scope, backbrief)
    if seat is None:
        raise Http404
    actions.give_view(backbrief, seat, form.cleaned_data["text"], by=request.scope.actor(), now=request.now)
    say(request, _("The committee's view now stands beside the backbrief."))
    return redirect("briefs:backbrief", key=key)


@require_http_methods(["GET", "POST"])
def send(request: SignedIn, key: UUID) -> HttpResponse:
    """Read it through, see what a colleague would ask, and send it. Rule: `may_submit`, but whoever has sent it is
    answered the same when the very same form comes again."""
    backbrief, _writers = find_backbrief(request, key)
    by, sent_with = writer(request, backbrief), request.POST.get("key", "")
    if not record.has_receipt(sent_with, by=by):
        rules.may_submit(request.scope, backbrief).or_raise()
    if request.method == "POST":
        revision = actions.submit_backbrief(backbrief, by=by, now=request.now, key=sent_with)
        say(request, _("Sent to %(name)s.") % {"name": _reviewer_name(request, backbrief)})
        return redirect("briefs:backbrief", key=revision.backbrief_id)
    draft = editor.read_draft(backbrief, today=request.today, language=language())
    context = {
        "draft": draft,
        "backbrief": backbrief,
        "missing": [row for row in draft.required if row.state is SECTIONS["empty"]],
        "first_questions": draft.questions[:3],
        "more_questions": draft.questions[3:],
        "content": draft.content,
        "subtasks": shared.show_subtasks(draft.content),
        "titles": reading.section_titles(backbrief, language()),
        "views": reading.latest_views(backbrief.committee_views.filter(revision=None), request.today),
        "key": uuid7(),
        "has_med": draft.has_med,
        "answers": _answers(request, backbrief),
        "unchanged": backbrief.submitted is not None and backbrief.submitted.content == draft.content,
    }
    return render(request, "briefs/send.html", context)


def _reviewer_name(request: SignedIn, backbrief: Backbrief) -> str:
    leader = leaders_of([backbrief.reviewer_unit_id], on=request.today).get(backbrief.reviewer_unit_id)
    return leader.name if leader else backbrief.reviewer_unit.name


@require_POST
def withdraw(request: SignedIn, key: UUID) -> HttpResponse:
    """Take it back before it is answered. Rule: `may_withdraw`."""
    backbrief, _writers = find_backbrief(request, key)
    rules.may_withdraw(request.scope, backbrief).or_raise()
    actions.withdraw_backbrief(backbrief, by=writer(request, backbrief), now=request.now)
    say(request, _("You have taken the backbrief back and can write in it again."))
    return redirect("briefs:write", key=key)


@require_POST
def add_co_writer(request: SignedIn, key: UUID) -> HttpResponse:
    """Ask somebody to write along. Rule: `may_lead_backbrief`."""
    backbrief, _writers = find_backbrief(request, key)
    rules.may_lead_backbrief(request.scope, backbrief).or_raise()
    form = CoWriterForm(request.POST, prefix="co")
    found: list[Person] = []
    if form.is_valid():
        people = find_people(request.scope, form.cleaned_data["person"])
        chosen = request.POST.get("chosen") or None
        found = [
            person
            for person in people
            if person.pk != request.scope.person and chosen in (None, str(person.pk))
        ]
    if len(found) == 1:
        actions.name_co_writer(backbrief, found[0], by=writer(request, backbrief), now=request.now)
        say(request, _("%(name)s can now write along.") % {"name": found[0].name})
        return redirect("briefs:write", key=key)
    units = shared.units_of(found, on=request.today)
    return render(
        request, "briefs/co_writer.html",
        {"form": form, "backbrief": backbrief, "found": [(person, units.get(person.pk, "")) for person in found]},
        status=200 if found else 422,
    )  # fmt: skip


@require_POST
def remove_co_writer(request: SignedIn, key: UUID, person: UUID) -> HttpResponse:
    """Rule: `may_lead_backbrief`."""
    backbrief, _writers = find_backbrief(request, key)
    rules.may_lead_backbrief(request.scope, backbrief).or_raise()
    row = backbrief.co_writers.filter(person=person).select_related("person").first()
    if row is None:
        raise Http404
    actions.remove_co_writer(backbrief, row.person, by=writer(request, backbrief), now=request.now)
    return redirect("briefs:write", key=key)
