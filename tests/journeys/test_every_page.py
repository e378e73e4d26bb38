"""Every page a person can reach from the front page and the menu is there, fits, and says what it says in Danish.

The demo organisation is walked as each of its persons, two steps deep. A page of a kind is looked at once: the
second workplace's page is the first one's with another name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from pejlemaerke.demo.municipality import municipality

from .conftest import DESKTOP, PHONE, Site, Walker, axe, fits, shot

pytestmark = pytest.mark.journey

MOST_PAGES = 25
DEPTH = 2
#: English words of the interface that must not stand on a Danish page.
ENGLISH = re.compile(
    r"\b(Save|Submit|Send to|Your turn|Sign (?:in|out)|Search|Next|Previous|Write|Read|Back|Comments?|"
    r"Nothing|Nobody|Accepted|Returned|workplaces?|employees?|The \w+|This is|You are|You have)\b"
)
#: A page's kind: its address without what tells one object from another.
_KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
_NO_PAGE = re.compile(r"\.(docx|pdf|xlsx|csv|ics)$|/file/$|/line/(xlsx|csv)$|^/account/logout")
#: Everything read in one go: the words outside what is marked as another language, the links, the headings.
_READ = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('[lang], script, template, style, #language, .menu').forEach(e => e.remove());
  return {
    words: copy.textContent.replace(/\\s+/g, ' '),
    headings: document.querySelectorAll('h1').length,
    links: [...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), location).href),
  };
}"""


def kind_of(address: str) -> str:
    return _KEYS.sub("*", urlsplit(address).path)


def walk(page: Page, site: Site, seen_by_axe: set[str], *, most: int, name: str = "") -> list[str]:
    """What is wrong with the pages this person can reach."""
    faults: list[str] = []
    met: set[str] = set()
    waiting = [("/", 0)]
    while waiting and len(met) < most:
        address, depth = waiting.pop(0)
        kind = kind_of(address)
        if kind in met or _NO_PAGE.search(urlsplit(address).path):
            continue
        met.add(kind)
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            faults.append(f"{address}: {answer.status if answer else 'no answer'}")
            continue
        found = page.evaluate(_READ)
        if found["headings"] != 1:
            faults.append(f"{address}: {found['headings']} h1")
        faults += [f"{address}: “{english.group()}”" for english in ENGLISH.finditer(found["words"])][:3]
        for check in (fits, *([axe] if kind not in seen_by_axe else [])):
            try:
                check(page)
            except AssertionError as fault:
                faults.append(str(fault))
        seen_by_axe.add(kind)
        shot(page, f"demo-{name}{kind.strip('/').replace('/', '_').replace('*', 'x') or 'front'}")
        if depth < DEPTH:
            waiting += [
                (link.split("#")[0], depth + 1) for link in found["links"] if link.startswith(site.address)
            ]
    return faults


@pytest.fixture(scope="module")
def seen_by_axe() -> dict[int, set[str]]:
    """The kinds of page axe has already judged, by width: it says the same of the same page."""
    return {DESKTOP["width"]: set(), PHONE["width"]: set()}


@pytest.mark.parametrize("persona", [one.person for one in municipality().personas])
def test_every_page_a_person_can_reach_is_in_order(
    demo_site: Site,
    arrive: Callable[..., Walker],
    seen_by_axe: dict[int, set[str]],
    persona: str,
    database: None,
) -> None:
    number = municipality().person(persona).number
    walker = arrive(number, DESKTOP)
    faults = walk(walker.page, demo_site, seen_by_axe[DESKTOP["width"]], most=MOST_PAGES, name=f"{persona}-")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("persona", ["hjemmeplejen-havnen.03", "hjemmeplejen-nord.tr", "it.02"])
def test_every_page_fits_a_phone(
    demo_site: Site,
    arrive: Callable[..., Walker],
    seen_by_axe: dict[int, set[str]],
    persona: str,
    database: None,
) -> None:
    number = municipality().person(persona).number
    walker = arrive(number, PHONE)
    faults = walk(walker.page, demo_site, seen_by_axe[PHONE["width"]], most=MOST_PAGES, name=f"{persona}-")
    assert not faults, "\n".join(faults)


def test_the_check_for_english_words_can_fail() -> None:
    assert ENGLISH.search("Gem Your turn")
    assert not ENGLISH.search("Din tur. Skriv backbrief for Nord, senest fredag 4. december.")
