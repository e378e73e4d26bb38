"""Signing in with one click, and that it is nowhere but in the demo."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import include, path

from pejlemaerke.core.models import Organisation
from pejlemaerke.demo.municipality import municipality
from pejlemaerke.organisation.models import Account, Person

ROOT = Path(__file__).parents[3]
PRODUCTION = """
import importlib
import django
django.setup()
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
for attempt, refusal in (
    (lambda: resolve("/demo/"), Resolver404),
    (lambda: resolve("/demo/K20001/"), Resolver404),
    (lambda: reverse("demo:choose"), NoReverseMatch),
    (lambda: importlib.import_module("config.demo"), ImproperlyConfigured),
    (lambda: call_command("build_demo", skip_checks=True), CommandError),
):
    try:
        attempt()
    except refusal:
        print("refused")
"""


@pytest.fixture
def demo(settings: Any) -> Iterator[None]:
    """The urls as they are in demo mode."""
    settings.DEMO = True
    urls = ModuleType("demo_urls")
    everything = importlib.import_module("config.urls")
    urls.urlpatterns = [path("demo/", include("config.demo")), *everything.urlpatterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    settings.LOGIN_URL = "demo:choose"
    yield
    sys.modules.pop("config.demo", None)


@pytest.fixture
def sara(db: None) -> Account:
    return account_of("hjemmeplejen-nord.leder")


def account_of(key: str, organisation: str = "Klintvig Kommune") -> Account:
    row = municipality().person(key)
    owner, _new = Organisation.objects.get_or_create(name=organisation, slug=organisation.split()[0].lower())
    person = Person.objects.create(
        organisation=owner, key=row.number, first_name=row.first_name, last_name=row.last_name,
        email=f"{row.number}@{owner.slug}.example",
    )  # fmt: skip
    return Account.objects.create_for(person)


@pytest.mark.usefixtures("demo")
def test_the_front_page_leads_to_the_personas(client: Client, sara: Account) -> None:
    response = client.get("/", follow=True)
    page = response.content.decode()
    assert response.redirect_chain[0][0].startswith("/demo/")
    assert "Sara Lindholm" in page
    assert "demo-strip" in page
    assert "Birgitte Holmgaard" not in page  # she has no account here


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("language", "said"), [("da", "Er halvvejs i sin backbrief"), ("en", "Halfway through")]
)
def test_a_persona_is_told_in_the_readers_language(
    client: Client, sara: Account, language: str, said: str
) -> None:
    page = client.get("/demo/", headers={"accept-language": language}).content.decode()
    assert said in page


@pytest.mark.usefixtures("demo")
def test_one_click_signs_in_and_another_changes_person(client: Client, sara: Account) -> None:
    peter = account_of("lyngtoften.leder")
    for account in (sara, peter):
        assert client.post(f"/demo/{account.person.key}/").url == "/"  # type: ignore[attr-defined]
        assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("onward", "lands"),
    [
        ("/initiatives/", "/initiatives/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_one_comes_to_the_page_asked_for_and_to_no_other_site(
    client: Client, sara: Account, onward: str, lands: str
) -> None:
    response = client.post(f"/demo/{sara.person.key}/", {"next": onward})
    assert response.url == lands  # type: ignore[attr-defined]


@pytest.mark.usefixtures("demo", "db")
def test_nobody_else_can_be_signed_in_as(client: Client) -> None:
    colleague = account_of("hjemmeplejen-nord.05")
    stranger = account_of("hjemmeplejen-nord.leder", "Testby")
    for account in (colleague, stranger):
        assert client.post(f"/demo/{account.person.key}/").status_code == 404
    assert client.get(f"/demo/{stranger.person.key}/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_test_mode_has_no_demo_sign_in() -> None:
    with pytest.raises(ImproperlyConfigured):
        importlib.import_module("config.demo")


def test_production_has_neither_the_address_nor_the_module(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PEJL_MODE": "production",
        "PEJL_HOSTS": "pejlemaerke.example.org",
        "PEJL_VAR": str(tmp_path),
        "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", PRODUCTION],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["refused"] * 5
