"""A plan over time, as a month and as a list: the same moves by keyboard, at a desk, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def _here(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.textContent.trim()"))


def _press(page: Page, *keys: str) -> list[str]:
    said = []
    for key in keys:
        page.keyboard.press(key)
        said.append(_here(page))
    return said


def _walk(page: Page) -> None:
    """Arrow keys, Home and End in the timeline, the month and the list."""
    for box, first, second, last in (
        (".timeline-scroll", "Forberedelse", "Fase 1", "Visitation"),
        (".month", "Team Ørred", "Vi samler", "Samtaler om ferie"),
        ("ul[data-moves]", "Vi samler", "MED skriver", "MED drøfter fase 2"),
    ):
        page.locator(f"{box} a[href]").first.focus()
        right, left, end, beyond, home = _press(page, "ArrowRight", "ArrowUp", "End", "ArrowDown", "Home")
        assert (second in right, first in left, last in end, last in beyond, first in home) == (True,) * 5


def test_a_plan_is_walked_by_keyboard_at_a_desk(desktop: Page, look: Callable[[Page, str], None]) -> None:
    desktop.goto("/ui/")
    look(desktop, "plan-pictures")
    _walk(desktop)
    desktop.get_by_text("Vis som tabel").or_(desktop.get_by_text("Show as a table")).click()
    expect(
        desktop.locator(".timeline-table").get_by_role("link", name="Fyraftensmøde for alle")
    ).to_be_visible()
    look(desktop, "plan-as-table")


def test_a_plan_fits_a_phone_and_opens_at_today(phone: Page, look: Callable[[Page, str], None]) -> None:
    phone.goto("/ui/")
    look(phone, "plan-pictures")
    _walk(phone)
    phone.goto("/ui/")
    frame = phone.locator(".timeline-scroll")
    line = frame.locator(".timeline-axis svg > .tl-today").bounding_box()
    around = frame.bounding_box()
    assert line
    assert around
    assert around["x"] < line["x"] < around["x"] + around["width"]
    # A day on which nothing goes on is not in the list of a phone.
    assert not phone.locator(".month td.is-bare:not(.is-holiday)").first.is_visible()


def test_a_bar_that_is_reached_is_seen_beside_the_names(phone: Page) -> None:
    phone.goto("/ui/")
    phone.locator(".timeline-scroll a[href]").first.focus()
    for _ in range(12):
        phone.keyboard.press("ArrowRight")
        seen = phone.evaluate(
            """() => {
              const link = document.activeElement.getBoundingClientRect();
              const frame = document.querySelector('.timeline-scroll').getBoundingClientRect();
              return link.left < frame.right && link.right > frame.left;
            }"""
        )
        assert seen, _here(phone)


def test_a_plan_on_paper_keeps_to_its_width(desktop: Page) -> None:
    desktop.goto("/ui/")
    desktop.emulate_media(media="print")
    desktop.set_viewport_size({"width": 1000, "height": 700})
    frame = desktop.locator(".timeline-scroll")
    assert frame.evaluate("box => box.scrollWidth <= box.clientWidth + 1")
    rows = frame.locator(".timeline-row > svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert max(rows) - min(rows) < 0.5
