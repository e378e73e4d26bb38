"""Somebody who is not signed in meets the sign-in page, in the language they ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE, fits

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(("locale", "heading"), [("da-DK", "Log ind"), ("en-GB", "Sign in")])
def test_a_stranger_is_asked_to_sign_in(
    open_page: Callable[..., Page],
    look: Callable[[Page, str], None],
    size: dict[str, int],
    locale: str,
    heading: str,
) -> None:
    page = open_page(size, locale=locale)
    page.goto("/")
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", locale[:2])
    look(page, f"sign-in-{locale[:2]}")


def test_a_wrong_password_is_said_and_the_address_stays(
    phone: Page, look: Callable[[Page, str], None]
) -> None:
    phone.goto("/account/login/")
    phone.locator("input[type=email]").fill("somebody@example.org")
    phone.locator("input[type=password]").fill("not the password")
    phone.locator("main button[type=submit]").click()
    expect(phone.locator("input[type=email]")).to_have_value("somebody@example.org")
    look(phone, "sign-in-wrong")


def test_what_sticks_out_is_noticed(phone: Page) -> None:
    """The check itself can fail."""
    phone.goto("/account/login/")
    fits(phone)
    phone.evaluate("() => { document.querySelector('h1').style.minWidth = '900px' }")
    with pytest.raises(AssertionError, match="does not fit"):
        fits(phone)
