"""Pages no room owns: refusals, what was typed when a session ended, and the style guide."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from .examples import guide

# Never sent back to a page: secrets, and the token that was wrong.
WITHHELD = ("csrfmiddlewaretoken", "password", "oldpassword")
TEMPLATES = {403: "403.html", 409: "409.html", 413: "413.html", 422: "422.html"}


def refusal(request: HttpRequest, *, status: int, reason: str = "") -> HttpResponse:
    """A page (or, for htmx, a line beside the title) that says why not. Status 403, 409, 413 or 422."""
    if request.headers.get("HX-Request"):
        response = render(request, "ui/not_saved.html", {"reason": reason}, status=status)
        # Only the line beside the title: whatever was to be replaced stays.
        response["HX-Reswap"] = "none"
        return response
    written = [] if status == 413 else [text for _, text in _typed(request) if " " in text.strip()]
    return render(request, TEMPLATES[status], {"reason": reason, "written": written}, status=status)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session expired under somebody who was writing: 401, with what was typed ready to be sent again."""
    return _send_again(request, "ui/signed_out.html", 401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is too old (signed in again since): 403; from our own pages, ready to be resent."""
    return _send_again(request, "403_csrf.html", 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`: too much at once is 413 with a sentence, everything else 400."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        # The body was never read, so there is nothing of it to keep.
        return render(request, "413.html", {}, status=413)
    return render(request, "400.html", {}, status=400)


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in its states, on invented words. Not there in production."""
    if getattr(settings, "PRODUCTION", True):
        raise Http404
    return render(request, "ui/styleguide.html", guide(request))


def _send_again(request: HttpRequest, template: str, status: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=status)
        response["HX-Reswap"] = "none"
        response["X-Signed-Out"] = "yes"
        return response
    ours = _from_ourselves(request)
    typed = _typed(request) if ours else []
    context = {
        "typed": typed,
        "written": [text for _, text in typed if " " in text.strip()],
        "had_files": ours and bool(request.FILES),
        "again": request.get_full_path(),
        "sign_in_url": resolve_url(settings.LOGIN_URL),
    }
    return render(request, template, context, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, text)
        for name, texts in request.POST.lists()
        if not name.lower().startswith(WITHHELD)
        for text in texts
    ]


def _from_ourselves(request: HttpRequest) -> bool:
    """Only a form of our own is offered to be sent again; another site's is not."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(source) and urlsplit(source).netloc == request.get_host()
