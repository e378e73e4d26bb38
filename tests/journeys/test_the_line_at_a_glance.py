"""Where the line stands: one sentence, a picture, its table; on a desk and on a phone, with the keyboard alone."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from pejlemaerke.briefs.tests import factories
from pejlemaerke.demo.municipality import municipality
from pejlemaerke.organisation.tests import factories as make

from .conftest import DESKTOP, ROOT, Site, Walker

pytestmark = pytest.mark.journey

README_PICTURE = ROOT / "docs" / "images" / "line.png"
MOST_BYTES = 250_000


@pytest.fixture
def half_way(line: Any) -> Any:
    """Nord accepted, Syd not begun; the homes silent about a brief they have had since summer."""
    factories.backbrief("accepted", line)
    return line


def test_a_director_sees_where_it_stands_and_goes_down_by_keyboard(
    half_way: Any, arrive: Callable[..., Walker], size: dict[str, int], tmp_path: Path
) -> None:
    karin = arrive(half_way.karin, size)
    karin.follows(half_way.initiative.title)
    karin.is_at("The line: %(title)s", title=half_way.initiative.title)
    karin.reads("2 af 5 arbejdspladser har svaret")
    karin.looks("line")

    # Down and up again without a mouse
    area = karin.page.locator("main table a", has_text="Hjemmeplejen")
    area.focus()
    karin.page.keyboard.press("Enter")
    expect(karin.page.locator("[aria-current=page]").last).to_have_text("Hjemmeplejen")
    karin.reads("Nord", "Syd")
    karin.looks("line-branch")
    nord = karin.page.locator("main table a", has_text="Nord")
    nord.focus()
    karin.page.keyboard.press("Enter")
    karin.reads("Nord")
    karin.page.go_back()

    # Only those in one state
    karin.follows(re.compile(str(karin.words("Not begun"))), within="nav.states")
    karin.reads("Syd", "Nothing has been written yet.")
    karin.does_not_read("Birken")
    karin.looks("line-state")

    # And out, as it stands on the page
    with karin.fetches("csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert any("Syd" in row for row in rows)
    book = openpyxl.load_workbook(karin.fetches("Excel"))
    assert any("Syd" in str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)


def test_everything_is_found_by_a_part_of_its_name(
    half_way: Any, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    karin = arrive(half_way.karin, size)
    karin.page.get_by_role("searchbox").first.fill("birk")
    karin.page.keyboard.press("Enter")
    karin.reads("Birken")
    karin.looks("search-found")
    karin.page.get_by_role("searchbox").first.fill("findes ikke")
    karin.page.keyboard.press("Enter")
    karin.reads("Nothing here is called “%(text)s”.", text="findes ikke")
    karin.looks("search-nothing")


def test_the_line_is_read_in_english_too(half_way: Any, arrive: Callable[..., Walker]) -> None:
    half_way.karin.language = "en"
    half_way.karin.save()
    karin = arrive(half_way.karin, DESKTOP, locale="en-GB")
    karin.follows(half_way.initiative.title)
    karin.is_at("The line: %(title)s", title=half_way.initiative.title)
    karin.reads("2 of 5 workplaces have answered")
    karin.looks("line-en")


def test_somebody_with_no_part_in_it_is_told_so(half_way: Any, arrive: Callable[..., Walker]) -> None:
    stranger = make.person("Eva", "Lund", make.unit("Biblioteket", half_way.top))
    make.account(stranger)
    eva = arrive(stranger, DESKTOP)
    eva.goes_to(f"/initiatives/{half_way.initiative.pk}/line/")
    eva.reads("None of the workplaces that take part are yours to follow.")
    eva.looks("line-nothing")


def test_the_demo_shows_a_line_worth_showing(
    demo_site: Site, arrive: Callable[..., Walker], size: dict[str, int], database: None
) -> None:
    """The picture in the README is this page; `PEJL_README_SHOT=1` takes it anew."""
    director = next(one.person for one in municipality().personas)
    walker = arrive(municipality().person(director).number, size)
    walker.looks("demo-front")
    walker.page.locator("a[href$='/line/']").first.click()
    walker.reads(re.compile(r"\d+ af \d+ arbejdspladser har svaret"))
    walker.looks("demo-line")
    if size is DESKTOP and os.environ.get("PEJL_README_SHOT"):
        # One branch, where each field is a workplace in its own state
        walker.follows("Plejecentre og Aktivitet", within="main table")
        walker.reads("Plejecentret Lyngtoften")
        README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
        foot = walker.page.locator("figure, .chart").last.bounding_box()
        height = int(foot["y"] + foot["height"]) + 24 if foot else 800
        clip = {"x": 0, "y": 0, "width": 1280, "height": height}
        walker.page.screenshot(path=README_PICTURE, full_page=True, clip=clip, caret="initial")  # type: ignore[arg-type]
        assert README_PICTURE.stat().st_size < MOST_BYTES
