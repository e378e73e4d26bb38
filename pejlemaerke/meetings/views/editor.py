"""Writing a memo: the task list, a section at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.dates import say_time

from .. import actions, rules
from ..forms.memos import form_for
from ..forms.rows import RowsForm
from ..memo_content import SECTIONS
from ..memo_json import assemble
from ..models import Memo
from ..pages import memos
from ..words import SECTION_TITLES
from .shared import find_memo


@require_GET
def write_memo(request: SignedIn, key: UUID) -> HttpResponse:
    """The task list of sections. Rule: `may_edit_memo` (once it is sent, the memo's own page)."""
    found = find_memo(request, key)
    if found.state != "draft":
        return redirect(found)
    rules.may_edit_memo(request.scope, found).or_raise()
    context = {
        "memo": found,
        "draft": memos.read_draft(found, today=request.today),
        "attachments": found.attachments.all(),
    }
    return render(request, "meetings/write_memo.html", context)


@require_http_methods(["GET", "POST"])
def memo_section(request: SignedIn, key: UUID, name: str) -> HttpResponse:
    """One section. Saves as one types, or by its button. Rule: `may_edit_memo`."""
    if name not in SECTIONS:
        raise Http404
    found = find_memo(request, key)
    rules.may_edit_memo(request.scope, found).or_raise()
    if request.method == "POST":
        form = form_for(name)(request.POST)
        if form.is_valid():
            return _save(request, found, name, form)
        if request.headers.get("HX-Request"):
            return render(request, "ui/not_saved.html", {"form": form}, status=422)
        return _page(request, found, name, form=form, status=422)
    return _page(request, found, name)


def _save(request: SignedIn, found: Memo, name: str, form: Any) -> HttpResponse:
    do = request.POST.get("do", "")
    told = request.POST.get("version", "")
    version = int(told) if told.isdecimal() and len(told) < 9 else 0
    value = form.value(do)
    try:
        saved = actions.save_memo_section(
            found, name, value, version=version, by=request.scope.actor(), now=request.now
        )
    except actions.SectionConflict as conflict:
        return _conflict(request, found, name, value, conflict)
    if request.headers.get("HX-Request"):
        context = {"saved_text": say_time(request.now), "version": saved.version}
        return render(request, "ui/saved.html", context)
    if do == "next":
        draft = memos.read_draft(found, today=request.today, current=name)
        following = memos.after(draft)
        return redirect(following.url if following else reverse("meetings:write_memo", args=[found.pk]))
    if do:
        verb, _colon, place = do.partition(":")
        rows = value.get(form.rows_name, []) if isinstance(form, RowsForm) else []
        at = len(rows) + 1 if verb == "add" else place
        return redirect(reverse("meetings:memo_section", args=[found.pk, name]) + f"#row-{at}")
    return redirect("meetings:write_memo", key=found.pk)


def _conflict(request: SignedIn, found: Memo, name: str, value: Any, conflict: Any) -> HttpResponse:
    """Both versions, side by side; saving with their version lets one's own stand."""
    context = {
        "other_name": _("You, in another window,")
        if conflict.theirs.saved_by == request.scope.person
        else conflict.theirs.saved_by_name or _("Somebody"),
        "mine": _plain(name, value),
        "theirs": _plain(name, conflict.theirs.value),
        "version": conflict.theirs.version,
    }
    if request.headers.get("HX-Request"):
        return render(request, "ui/conflict.html", context, status=409)
    return render(
        request, "meetings/text_conflict.html",
        {**context, "memo": found, "name": name, "fields": list(request.POST.lists())}, status=409,
    )  # fmt: skip


def _plain(name: str, value: dict[str, Any]) -> str:
    """A section as plain lines, to be read beside another's."""
    shown = memos.show_content(assemble({name: value}))
    lines: list[str] = []
    for section in shown:
        lines += [section.text, *(f"{heading}: {text}" for heading, text in section.parts), *section.points]
        lines += [" · ".join(part for part in row if part) for row in section.table]
    return "\n".join(line for line in lines if line)


def _page(request: SignedIn, found: Memo, name: str, *, form: Any = None, status: int = 200) -> HttpResponse:
    draft = memos.read_draft(found, today=request.today, current=name)
    row = draft.rows.get(name)
    if form is None:
        form_class = form_for(name)
        form = form_class(initial=form_class.initial_for(row.value if row else {}))
    context = {
        "memo": found,
        "draft": draft,
        "name": name,
        "title": SECTION_TITLES[name],
        "form": form,
        "has_rows": isinstance(form, RowsForm),
        "version": row.version if row else 0,
        "saved_at": say_time(row.saved_at) if row and status == 200 else "",
        "after": memos.after(draft),
    }
    return render(request, "meetings/memo_section.html", context, status=status)
