"""Sign-in: the right password opens, eight wrong ones close for a while, and nothing tells who has an account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pejlemaerke.mail.models import Letter

from . import factories as make

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def sara() -> Any:
    person = make.person("Sara", "Lind", make.unit(), email="sara@testby.example")
    return make.account(person, make.PASSWORD)


def sign_in(client: Client, email: str = "sara@testby.example", password: str = make.PASSWORD) -> Any:
    return client.post(LOGIN, {"login": email, "password": password})


def test_the_right_password_opens(sara: Any) -> None:
    client = Client()
    assert sign_in(client, "SARA@testby.example").status_code == 302
    assert client.get(reverse("organisation:units")).status_code == 200


def test_wrong_password_and_unknown_address_get_the_same_answer(sara: Any) -> None:
    wrong = sign_in(Client(), password="noget helt andet").content.decode()
    unknown = sign_in(Client(), email="ukendt@testby.example").content.decode()
    tokens = [text.split('name="csrfmiddlewaretoken" value="')[1][:64] for text in (wrong, unknown)]
    same = [text.replace(token, "") for text, token in zip((wrong, unknown), tokens, strict=True)]
    assert same[0].replace("sara@", "ukendt@") == same[1]


def test_eight_wrong_ones_close_the_door_also_for_the_right_one(sara: Any) -> None:
    client = Client()
    for _attempt in range(8):
        answer = sign_in(client, password="noget helt andet")
    assert answer.status_code == 429
    assert "account_reset_password" not in answer.content.decode()
    assert sign_in(client).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="10.0.0.7")).status_code == 302


def test_a_closed_account_does_not_open(sara: Any) -> None:
    type(sara).objects.update(is_active=False)
    client = Client()
    sign_in(client)
    assert client.get(reverse("organisation:units")).status_code == 302


def test_a_new_password_is_asked_for_without_telling_who_is_known(sara: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "pejlemaerke.mail.backend.OutboxBackend"
    for address in ("sara@testby.example", "ukendt@testby.example"):
        answer = Client().post("/account/password/reset/", {"email": address})
        assert (answer.status_code, answer["Location"]) == (302, "/account/password/reset/done/")
    assert list(Letter.objects.values_list("to", flat=True)) == ["sara@testby.example"]


def test_the_page_is_in_danish_and_english() -> None:
    assert '<html lang="da">' in Client().get(LOGIN).content.decode()
    english = Client(HTTP_ACCEPT_LANGUAGE="en").get(LOGIN).content.decode()
    assert '<html lang="en">' in english
    assert "Sign in" in english


def test_nobody_signs_up_alone() -> None:
    answer = Client().post("/account/signup/", {"email": "ny@testby.example", "password1": make.PASSWORD})
    assert not make.Account.objects.filter(email="ny@testby.example").exists()
    assert answer.status_code in (200, 403)
