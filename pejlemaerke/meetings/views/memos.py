"""A memo: begun, read, sent, taken back, dropped; and what goes along with it."""

from __future__ import annotations

from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.ids import uuid7
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.files import write_file
from pejlemaerke.documents.limits import Unfit, check_size
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.serving import attachment as serve_attachment
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.dates import write_date
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.memos import AttachForm, HeadForm
from ..memo_json import names_attachments
from ..memo_papers import memo_paper
from ..models import Attachment, Memo
from ..pages import bodies, memos
from .shared import ask, find_memo, language, serve


@require_http_methods(["GET", "POST"])
def create_memo(request: SignedIn) -> HttpResponse:
    """Begin a memo. Rule: `may_write_memos`."""
    rules.may_write_memos(request.scope).or_raise()
    form = HeadForm(
        request.POST or None, scope=request.scope, bodies=bodies.for_memos(request.scope),
        initial={"committee": request.GET.get("committee", "")},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data

        def do() -> str:
            made = actions.create_memo(
                committee=clean["committee"], title=clean["title"], responsible=clean["responsible"] or None,
                by=request.scope.actor(), now=request.now,
            )  # fmt: skip
            return str(made.pk)

        key = record.once(request.POST.get("key", ""), do, by=request.scope.actor(), now=request.now)
        return redirect("meetings:write_memo", key=key)
    return ask(
        request, form, title=_("Write a memo"), button=_("Begin to write"), back=reverse("meetings:list"),
        lead=_("A memo says what a body is asked to decide, and on what ground. You write it section by section."),
        key=request.POST.get("key") or uuid7(),
        aside=(reverse("meetings:bring_memo"), _("Bring the document you already have")),
    )  # fmt: skip


@require_GET
def memo(request: SignedIn, key: UUID) -> HttpResponse:
    """The memo as the body has it, what it asked for and what was decided. Rule: `Memo.visible_to`."""
    found = find_memo(request, key)
    scope = request.scope
    context = {
        "memo": found,
        "page": memos.read_memo(found, scope, request.today),
        "may_edit": rules.may_edit_memo(scope, found),
        "may_take_back": rules.may_take_back_memo(scope, found),
        "may_drop": rules.may_drop_memo(scope, found),
        "panel": read_panel(found, scope),
    }
    return render(request, "meetings/memo.html", context)


@require_http_methods(["GET", "POST"])
def memo_head(request: SignedIn, key: UUID) -> HttpResponse:
    """Title, body and who is responsible. Rule: `may_edit_memo`."""
    found = find_memo(request, key)
    rules.may_edit_memo(request.scope, found).or_raise()
    form = HeadForm(
        request.POST or None, scope=request.scope, bodies=bodies.for_memos(request.scope),
        initial=memos.head_initial(found),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        actions.edit_memo_head(
            found, title=clean["title"], committee=clean["committee"], responsible=clean["responsible"] or None,
            by=request.scope.actor(), now=request.now,
        )  # fmt: skip
        return redirect("meetings:write_memo", key=key)
    back = reverse("meetings:write_memo", args=[key])
    return ask(
        request, form, title=_("Title and body"), button=_("Save"), back=back, steps=[(found.title, back)]
    )


@require_http_methods(["GET", "POST"])
def send_memo(request: SignedIn, key: UUID) -> HttpResponse:
    """Read it through and send it to the chair. Rule: `may_send_memo`."""
    found = find_memo(request, key)
    rules.may_send_memo(request.scope, found).or_raise()
    if request.method == "POST":
        actions.send_memo(found, by=request.scope.actor(f"person:{found.made_by_id}"), now=request.now)
        say(request, _("The memo has been sent to %(body)s.") % {"body": found.committee.name})
        return redirect(found)
    draft = memos.read_draft(found, today=request.today)
    context = {
        "memo": found,
        "draft": draft,
        "sections": memos.show_content(draft.content),
        "lacks_attachment": names_attachments(draft.content) and not found.attachments.exists(),
    }
    return render(request, "meetings/send_memo.html", context)


@require_POST
def take_back_memo(request: SignedIn, key: UUID) -> HttpResponse:
    """To write on in it. Rule: `may_take_back_memo`."""
    found = find_memo(request, key)
    rules.may_take_back_memo(request.scope, found).or_raise()
    actions.take_back_memo(found, by=request.scope.actor(f"person:{found.made_by_id}"), now=request.now)
    say(request, _("You have taken the memo back and can write in it again."))
    return redirect("meetings:write_memo", key=key)


@require_http_methods(["GET", "POST"])
def drop_memo(request: SignedIn, key: UUID) -> HttpResponse:
    """Asked for once more before it is done. Rule: `may_drop_memo`."""
    found = find_memo(request, key)
    rules.may_drop_memo(request.scope, found).or_raise()
    if request.method == "GET":
        return ask(
            request, Form(), title=_("Drop the memo"), button=_("Drop the memo"), back=found.get_absolute_url(),
            lead=_("It is not put before the body. It can still be read, but nobody can write on in it."),
            steps=[(found.title, found.get_absolute_url())],
        )  # fmt: skip
    actions.drop_memo(found, by=request.scope.actor(f"person:{found.made_by_id}"), now=request.now)
    say(request, _("The memo has been dropped. It can still be read here."))
    return redirect(found)


# -- what goes along -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def attach(request: SignedIn, key: UUID) -> HttpResponse:
    """Add a document. Rule: `may_edit_memo`."""
    found = find_memo(request, key)
    rules.may_edit_memo(request.scope, found).or_raise()
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            check_size(upload.size)
        except Unfit as unfit:
            form.add_error("file", sentence(unfit))
        else:
            kind = upload.name.rpartition(".")[2].lower()[:10]
            stored = StoredFile.keep(
                upload.read(),
                name=upload.name,
                kind=kind,
                organisation=request.scope.organisation,
                now=request.now,
            )
            actions.attach(
                found, stored, form.cleaned_data["title"], by=request.scope.actor(), now=request.now
            )
            say(request, _("The document goes with the memo."))
            return redirect("meetings:write_memo", key=key)
    back = reverse("meetings:write_memo", args=[key])
    return ask(
        request, form, title=_("Add a document"), button=_("Add it"), back=back, steps=[(found.title, back)],
        is_upload=True,
    )  # fmt: skip


def _attachment(found: Memo, attachment: UUID) -> Attachment:
    return get_object_or_404(Attachment.objects.select_related("file", "memo"), memo=found, pk=attachment)


@require_GET
def attachment(request: SignedIn, key: UUID, attachment: UUID) -> HttpResponse:
    """A document that goes with a memo. Rule: the memo's own `visible_to`."""
    its = _attachment(find_memo(request, key), attachment)
    return serve_attachment(its.file.read(), its.file.name, its.file.kind)


@require_POST
def detach(request: SignedIn, key: UUID, attachment: UUID) -> HttpResponse:
    """Rule: `may_edit_memo`."""
    found = find_memo(request, key)
    rules.may_edit_memo(request.scope, found).or_raise()
    actions.detach(_attachment(found, attachment), by=request.scope.actor(), now=request.now)
    return redirect("meetings:write_memo", key=key)


@require_GET
def memo_file(request: SignedIn, key: UUID, kind: str) -> HttpResponse:
    """The memo as the body has it, or the draft to work on in Word. Rule: `Memo.visible_to`."""
    found = find_memo(request, key)
    sent = found.current if found.state != "draft" else None
    content = sent.content if sent else actions.draft_content(found)
    facts = (
        [
            (_("Version"), str(sent.number)),
            (_("Sent"), f"{write_date(timezone.localdate(sent.sent_at))}, {sent.sent_by_name}"),
        ]
        if sent
        else [(_("Version"), _("Draft")), (_("Date"), write_date(request.today))]
    )
    paper = memo_paper(
        content, organisation=found.organisation.name, language=language(), subtitle=found.committee.name,
        facts=tuple(facts),
    )  # fmt: skip
    return serve(write_file(paper, kind, request.today), f"{_('memo')} {found.title}", kind)
