"""Refusals and ended sessions: one clear sentence, and nothing typed is lost."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from pejlemaerke.core.errors import Conflict, Forbidden, Refused, Unreadable
from pejlemaerke.ui import views
from pejlemaerke.ui.middleware import RefusalMiddleware

OURS = "http://testserver"
TYPED = {"text": "We meet the citizen <once>.", "password": "very secret", "csrfmiddlewaretoken": "old"}


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def _post(**headers: str) -> HttpRequest:
    request = RequestFactory().post("/backbriefs/1/", TYPED, headers=headers)
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Forbidden("Only the leader may."), 403),
        (Conflict("Mette was first."), 409),
        (Unreadable("The file is locked."), 422),
        (Refused("Not yet."), 409),
    ],
)
def test_a_refusal_is_a_page_with_its_reason_and_what_was_written(error: Refused, status: int) -> None:
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(_post(), error)
    assert response is not None
    assert response.status_code == status
    page = response.content.decode()
    assert str(error) in page
    assert "We meet the citizen &lt;once&gt;." in page
    assert "very secret" not in page


def test_other_errors_are_left_alone() -> None:
    assert RefusalMiddleware(lambda request: HttpResponse()).process_exception(_post(), KeyError("x")) is None


def test_an_autosave_that_is_refused_changes_only_the_line_beside_the_title() -> None:
    response = views.refusal(_post(**{"HX-Request": "true"}), status=409, reason="Mette was first.")
    assert response.status_code == 409
    assert response["HX-Reswap"] == "none"
    assert 'id="saved" hx-swap-oob="innerHTML"' in response.content.decode()
    assert "Mette was first." in response.content.decode()


def test_an_ended_session_gives_the_text_back_ready_to_be_sent_again() -> None:
    response = views.signed_out(_post(Origin=OURS))
    assert response.status_code == 401
    page = response.content.decode()
    assert '<input type="hidden" name="text" value="We meet the citizen &lt;once&gt;.">' in page
    assert 'action="/backbriefs/1/"' in page
    assert "very secret" not in page
    assert 'value="old"' not in page


def test_an_autosave_after_the_session_ended_is_told_so() -> None:
    response = views.signed_out(_post(**{"HX-Request": "true"}))
    assert response.status_code == 401
    assert response["X-Signed-Out"] == "yes"


def test_an_old_token_from_our_own_page_can_be_sent_again() -> None:
    page = views.csrf_failure(_post(Origin=OURS)).content.decode()
    assert "Send again" in page
    assert re.search(r'name="csrfmiddlewaretoken" value="[A-Za-z0-9]{64}"', page)


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {}])
def test_another_sites_form_is_never_offered_to_be_sent(headers: dict[str, str]) -> None:
    response = views.csrf_failure(_post(**headers))
    assert response.status_code == 403
    assert "Send again" not in response.content.decode()
    assert "We meet the citizen" not in response.content.decode()


def test_too_much_at_once_is_413() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert views.bad_request(request, RequestDataTooBig("x")).status_code == 413
    assert views.bad_request(request, SuspiciousOperation("x")).status_code == 400


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "404.html", "409.html", "413.html", "422.html", "500.html"]
)
def test_error_pages_stand_on_their_own(name: str) -> None:
    """Without any context, as Django renders the 500 page."""
    from django.template.loader import get_template

    page = get_template(name).render()
    assert page.count("<h1>") == 1
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*src=)", page)


@pytest.mark.parametrize("name", ["login", "logout", "password_reset", "password_reset_from_key", "lockout"])
def test_the_sign_in_pages_are_ours(name: str) -> None:
    """allauth has pages of the same names; ours win only when this app is listed before it."""
    from django.template.loader import get_template

    assert "pejlemaerke" in str(get_template(f"account/{name}.html").template.origin)
