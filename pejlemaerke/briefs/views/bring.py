"""Bring the backbrief one already has: read the file, lay it beside the original, confirm field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejlemaerke.core.ids import uuid7
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit, check_size
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.reading import read_document
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules, sections
from ..content import Flag
from ..forms import FileForm, form_for
from ..models import Backbrief
from ..pages.reading import section_titles
from ..papers import read_paper
from .shared import find_backbrief, language, writer


@require_http_methods(["GET", "POST"])
def bring(request: SignedIn, key: UUID) -> HttpResponse:
    """Choose a file; it is read and shown, nothing of it enters the draft. Rule: `may_write`."""
    backbrief, writers = find_backbrief(request, key)
    rules.may_write(request.scope, backbrief, writers).or_raise()
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
            # The file is kept so that the confirmed text can be traced to it; the draft is not touched.
            stored = StoredFile.keep(
                data,
                name=upload.name,
                kind=document.kind,
                organisation=request.scope.organisation,
                now=request.now,
            )
            return _confirm_page(request, backbrief, stored)
    status = 422 if request.method == "POST" else 200
    help_text = backbrief.initiative.playbook.help_text("import", language())
    return render(
        request,
        "briefs/bring.html",
        {"backbrief": backbrief, "form": form, "help_text": help_text},
        status=status,
    )


def _token(backbrief: Backbrief, stored: StoredFile) -> str:
    """Ties the file to this backbrief: another's file cannot be named."""
    return signing.dumps([str(backbrief.pk), str(stored.pk)], salt="bring")


def _stored(backbrief: Backbrief, token: str) -> StoredFile | None:
    try:
        owner, key = signing.loads(token, salt="bring", max_age=24 * 3600)
    except (signing.BadSignature, ValueError):
        return None
    if owner != str(backbrief.pk):
        return None
    return StoredFile.objects.filter(organisation=backbrief.organisation_id, pk=key).first()


@dataclass(frozen=True)
class Part:
    """A section on the confirm page: its form, what must be looked at, and whether it is taken along."""

    name: str
    title: str
    form: Any
    flags: tuple[Flag, ...]
    #: False for what the document says nothing about and a backbrief can do without: shown folded.
    shown: bool
    takes: bool
    #: Only what was found can be left out; what a person writes here herself always comes along.
    found: bool


#: Fields of Content → the section they stand in.
_SECTION_OF = {field: name for name, fields in sections.FIELDS.items() for field in fields}


def _confirm_page(
    request: SignedIn, backbrief: Backbrief, stored: StoredFile, forms: dict[str, Any] | None = None
) -> HttpResponse:
    document = read_document(stored.read(), stored.name)
    read = read_paper(document)
    values = sections.split(read.content)
    titles = section_titles(backbrief, language())
    known = {subtask.key for subtask in actions.draft_content(backbrief).subtasks}
    parts = []
    any_found = False
    for name in sections.FIELDS:
        found = sections.is_filled(read.content, name) or (
            name == "main_task" and bool(read.content.starting_point)
        )
        flags = tuple(flag for flag in read.flags if _SECTION_OF.get(flag.field.partition(".")[0]) == name)
        if forms is None:
            form_class = form_for(name)
            value = values[name]
            if name == "subtasks":
                value = _with_lasting_keys(value, known)
            form = form_class(initial=form_class.initial_for(value), prefix=name)
            form.ask(backbrief.initiative.playbook, name, language())
            takes = found
        else:
            form = forms[name]
            takes = f"take-{name}" in request.POST
        parts.append(
            Part(name, titles[name], form, flags, found or takes or name in rules.REQUIRED, takes, found)
        )
        any_found = any_found or found
    context = {
        "backbrief": backbrief,
        "document": document,
        "reading": read,
        "parts": parts,
        "any_found": any_found,
        "flag_count": len(read.flags),
        "token": _token(backbrief, stored),
        "file_name": stored.name,
    }
    return render(request, "briefs/confirm_reading.html", context, status=200 if forms is None else 422)


def _with_lasting_keys(value: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """A subtask the draft already has keeps its key, so that our own paper comes back as it went out; the reader's
    names for the others ("s1") become lasting keys, and "after" follows."""
    names = {
        subtask["key"]: subtask["key"] if subtask["key"] in known else str(uuid7())
        for subtask in value["subtasks"]
    }
    return {
        "subtasks": [
            {**subtask, "key": names[subtask["key"]], "after": names.get(subtask["after"], "")}
            for subtask in value["subtasks"]
        ]
    }


@require_POST
def confirm(request: SignedIn, key: UUID) -> HttpResponse:
    """Take the confirmed sections into the draft. Rule: `may_write`."""
    backbrief, writers = find_backbrief(request, key)
    rules.may_write(request.scope, backbrief, writers).or_raise()
    stored = _stored(backbrief, request.POST.get("token", ""))
    if stored is None:
        say(request, _("Choose the file once more: too much time has passed since it was read."))
        return redirect("briefs:bring", key=key)
    forms: dict[str, Any] = {}
    for name in sections.FIELDS:
        forms[name] = form_for(name)(request.POST, prefix=name)
        forms[name].ask(backbrief.initiative.playbook, name, language())
    taken = [name for name in sections.FIELDS if f"take-{name}" in request.POST]
    if not all(forms[name].is_valid() for name in taken):
        return _confirm_page(request, backbrief, stored, forms)
    content = sections.join({name: forms[name].value() for name in taken})
    actions.confirm_reading(backbrief, content, stored, by=writer(request, backbrief), now=request.now)
    say(request, _("The text from the file now stands in your draft."))
    return redirect("briefs:write", key=key)
