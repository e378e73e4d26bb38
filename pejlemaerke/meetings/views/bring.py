"""Bring the memo one already has: read the file, lay it beside the original, confirm section by section."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.ids import uuid7
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit, check_size
from pejlemaerke.documents.markup import without_markup
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.reading import read_document
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.memos import FileForm, HeadForm, form_for
from ..memo_content import SECTIONS, AskedPoint, MemoContent
from ..memo_json import assemble, filled, section_values
from ..memo_papers import read_paper
from ..memo_questions import worth_asking
from ..memo_reading import Flag
from ..pages import bodies
from ..words import SECTION_TITLES
from .shared import ask


@require_http_methods(["GET", "POST"])
def bring_memo(request: SignedIn) -> HttpResponse:
    """Choose a file; it is read and shown, and no memo is made of it yet. Rule: `may_write_memos`."""
    rules.may_write_memos(request.scope).or_raise()
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            check_size(upload.size)
            data = upload.read()
            document = read_document(data, upload.name)
        except Unfit as unfit:
            form.add_error("file", sentence(unfit))
        else:
            # The file is kept so that the memo can be traced to it; nothing else is written.
            stored = StoredFile.keep(
                data,
                name=upload.name,
                kind=document.kind,
                organisation=request.scope.organisation,
                now=request.now,
            )
            return _confirm_page(request, stored)
    return ask(
        request, form, title=_("Bring the memo you already have"), button=_("Read the file"),
        back=reverse("meetings:list"), is_upload=True,
        lead=_("You see what we understood beside the original before a memo is made of it."),
    )  # fmt: skip


def _token(request: SignedIn, stored: StoredFile) -> str:
    """Ties the file to who brought it: another's file cannot be named."""
    return signing.dumps([str(request.scope.person), str(stored.pk)], salt="bring-memo")


def _stored(request: SignedIn, token: str) -> StoredFile | None:
    try:
        owner, key = signing.loads(token, salt="bring-memo", max_age=24 * 3600)
    except (signing.BadSignature, ValueError):
        return None
    if owner != str(request.scope.person):
        return None
    return StoredFile.objects.filter(organisation=request.scope.organisation, pk=UUID(key)).first()


@dataclass(frozen=True)
class Part:
    """A section on the confirm page: its form, what must be looked at, and whether the document spoke of it."""

    name: str
    title: str
    form: Any
    flags: tuple[Flag, ...]
    shown: bool
    has_rows: bool


_SECTION_OF = {field: name for name, fields in SECTIONS.items() for field in fields}


def _confirm_page(
    request: SignedIn, stored: StoredFile, head: HeadForm | None = None, forms: dict[str, Any] | None = None
) -> HttpResponse:
    document = read_document(stored.read(), stored.name)
    read = read_paper(document)
    content = _with_lasting_keys(read.content)
    if head is None:
        head = HeadForm(
            scope=request.scope, bodies=bodies.for_memos(request.scope), initial={"title": content.title}
        )
    flags, yearless = worth_asking(read.flags)
    parts = []
    for name in SECTIONS:
        form_class = form_for(name)
        if forms is None:
            form = form_class(initial=form_class.initial_for(section_values(content, name)), prefix=name)
        else:
            form = forms[name]
        here = tuple(flag for flag in flags if _SECTION_OF.get(flag.field.partition(".")[0]) == name)
        shown = filled(content, name) or bool(here) or bool(forms and forms[name].errors)
        parts.append(Part(name, str(SECTION_TITLES[name]), form, here, shown, hasattr(form, "groups")))
    placed = {id(flag) for part in parts for flag in part.flags}
    context = {
        "head": head,
        # Tags that came along in a text would hide what it says.
        "blocks": without_markup(document.blocks),
        "parts": parts,
        "loose": [flag for flag in flags if id(flag) not in placed],
        "yearless": yearless.text.strip(" .,;") if yearless else "",
        "date_text": content.date_text,
        "minutes": read.minutes,
        "any_found": any(part.shown for part in parts),
        "token": _token(request, stored),
        "file_name": stored.name,
        "key": uuid7(),
    }
    return render(request, "meetings/confirm_memo.html", context, status=200 if forms is None else 422)


def _with_lasting_keys(content: MemoContent) -> MemoContent:
    """The reader's names for the points ("1") become lasting keys; our own paper's keys are lasting already."""
    return replace(
        content,
        asked=tuple(
            point if len(point.key) > 8 else AskedPoint(str(uuid7()), point.text) for point in content.asked
        ),
    )


@require_POST
def confirm_memo(request: SignedIn) -> HttpResponse:
    """Make the memo of what was confirmed. Rule: `may_write_memos`."""
    rules.may_write_memos(request.scope).or_raise()
    stored = _stored(request, request.POST.get("token", ""))
    if stored is None:
        say(request, _("Choose the file once more: too much time has passed since it was read."))
        return redirect("meetings:bring_memo")
    head = HeadForm(request.POST, scope=request.scope, bodies=bodies.for_memos(request.scope))
    forms = {name: form_for(name)(request.POST, prefix=name) for name in SECTIONS}
    fine = [form.is_valid() for form in (head, *forms.values())]
    if not all(fine):
        return _confirm_page(request, stored, head, forms)
    clean = head.cleaned_data
    content = assemble(
        {name: form.value() for name, form in forms.items()},
        title=clean["title"], date_text=request.POST.get("date_text", "")[:80],
    )  # fmt: skip

    def do() -> str:
        made = actions.create_memo(
            committee=clean["committee"], title=clean["title"], responsible=clean["responsible"] or None,
            source=stored, content=content, by=request.scope.actor(), now=request.now,
        )  # fmt: skip
        return str(made.pk)

    key = record.once(request.POST.get("key", ""), do, by=request.scope.actor(), now=request.now)
    say(request, _("The text from the file now stands in a memo of its own."))
    return redirect("meetings:write_memo", key=key)
