from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.template import engines
from django.utils.translation import override
from lxml import html as lxml_html

from pejlemaerke.core.calendar_days import holidays_between, poor_weeks_between
from pejlemaerke.ui.charts import month as months
from pejlemaerke.ui.charts.timeline import Band, Bar, Gate, Group, TimelineInput

FIRST, LAST, TODAY = date(2026, 9, 1), date(2027, 8, 31), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def _timeline(given: TimelineInput, **arguments: str) -> str:
    words = "".join(f' {key}="{value}"' for key, value in {"label": "Plan", **arguments}.items())
    return engines["django"].from_string("{% timeline given" + words + " %}").render({"given": given})


def _month(given: months.Month, more: str = "") -> str:
    return engines["django"].from_string("{% month given" + more + " %}").render({"given": given})


def _bar(
    key: str, group: str, day: int, *, days: int = 1, tentative: bool = False, shape: str = "bar"
) -> Bar:
    first = FIRST + timedelta(days=day)
    last = first + timedelta(days=days - 1)
    label = f"Workshop {key} about the <core> task & what we keep"
    url = f"/plans/4711/activities/{key}/"
    return Bar(key, label, first, last, "workshop", shape, tentative, "agreed", url, group)  # type: ignore[arg-type]


def _plan(open_bars: int = 6, folded: int = 2, each: int = 30) -> TimelineInput:
    shapes = ("bar", "med", "milestone", "message", "bar", "bar")
    bars = [
        _bar(f"o{at}", "open", at * 53 % 360, days=1 + at % 30, tentative=at % 3 == 0, shape=shapes[at % 6])
        for at in range(open_bars)
    ]
    groups = [Group("open", "Home care North", open_bars, "?fold=open")]
    for number in range(folded):
        key = f"f{number}"
        groups.append(Group(key, f"Workplace number {number} in the centre", each, f"?open={key}", True))
        bars += [_bar(f"{key}-{at}", key, (at * 97 + number) % 360, days=1 + at % 20) for at in range(each)]
    return TimelineInput(
        FIRST,
        LAST,
        TODAY,
        (
            Band("a", "Phase 1", FIRST, date(2026, 12, 31), "open", url="/s/1/"),
            Band("b", "Phase 2", date(2027, 1, 1), LAST, "waiting"),
        ),
        tuple(groups),
        tuple(bars),
        (Gate("Phase 2", date(2027, 1, 1), False, ("MED has discussed it", "the sketch is shown"), "/g/2/"),),
        holidays_between(FIRST, LAST),
        poor_weeks_between(FIRST, LAST),
    )


def test_five_thousand_activities_are_a_small_page() -> None:
    given = _plan(open_bars=125, folded=39, each=125)
    assert len(given.bars) == 5000
    html = _timeline(given, sentence="Phase 1 is under way.")
    # The whole page must stay under 300 KB; what stands around the picture is less than 60.
    assert len(html.encode()) < 240_000
    assert "/activities/o124/" in html
    assert "/activities/f0-1/" not in html
    assert html.count("tl-strip") >= 39


def test_links_stand_in_the_order_of_time_and_say_all() -> None:
    tree = lxml_html.fromstring(_timeline(_plan()))
    links = [link for link in tree.xpath("//svg//a[@href]") if link.get("tabindex") != "-1"]
    assert [link.get("href") for link in links][:2] == ["/s/1/", "/g/2/"]
    of_bars = [link for link in links if "/activities/" in link.get("href")]
    numbers = [int(link.get("href").split("/o")[1].strip("/")) for link in of_bars]
    assert numbers == sorted(numbers, key=lambda at: at * 53 % 360)
    title = of_bars[0].xpath("string(title)")
    assert title == "Workshop o0 about the <core> task & what we keep: workshop, 1 September 2026, agreed"
    gate = next(link for link in links if link.get("href") == "/g/2/")
    assert (
        gate.xpath("string(title)")
        == "Phase 2: can open when this is in place: MED has discussed it; the sketch is shown"
    )
    band = links[0].xpath("string(title)")
    assert band == "Phase 1: Under way, 1 September to 31 December 2026"


def test_the_picture_keeps_to_the_rules_of_the_house() -> None:
    html = _timeline(_plan(), sentence="Phase 1 is under way.", name="plan")
    assert "style=" not in html
    assert html.index("Phase 1 is under way.") < html.index("<svg")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert all(name.startswith("plan-") for name in ids)
    assert set(re.findall(r"(?:href=\"|url\()#([\w-]+)", html)) <= set(ids)
    frame = lxml_html.fromstring(html).xpath("//*[@data-moves]")[0]
    assert (frame.get("tabindex"), frame.get("role"), frame.get("aria-label")) == ("0", "region", "Plan")
    assert int(frame.get("data-today")) > 0


def test_what_is_not_confirmed_is_hatched_and_explained() -> None:
    assert "Not confirmed yet" in _timeline(_plan())
    sure = TimelineInput(FIRST, LAST, TODAY, groups=(Group("g", "G", 1),), bars=(_bar("a", "g", 4),))
    html = _timeline(sure)
    assert "Not confirmed yet" not in html
    assert "url(#" not in html


def test_numbers_have_no_commas_in_danish() -> None:
    with override("da"):
        html = _timeline(_plan())
    assert not re.search(r'\b(?:x|y|width|height)="\d+,\d', html)
    assert "september" in html


def test_a_table_says_the_same() -> None:
    tree = lxml_html.fromstring(_timeline(_plan()))
    (table,) = tree.xpath("//table")
    rows = [
        " · ".join(" ".join(cell.text_content().split()) for cell in row.xpath("th|td"))
        for row in table.xpath(".//tr")
    ]
    assert (
        "Phase 2 · 1 January 2027 · Gate · can open when this is in place: MED has discussed it; the sketch is shown"
        in rows
    )
    assert "Home care North: 6 activities" in rows
    assert "Workplace number 1 in the centre: 30 activities" in rows
    assert len(table.xpath(".//th[@scope='row']")) == 2 + 1 + 6


def test_a_group_folds_and_unfolds_by_its_name() -> None:
    tree = lxml_html.fromstring(_timeline(_plan()))
    folds = {link.get("href"): link.get("aria-expanded") for link in tree.xpath("//a[@aria-expanded]")}
    assert folds == {"?fold=open": "true", "?open=f0": "false", "?open=f1": "false"}


def test_what_lies_outside_is_told() -> None:
    given = TimelineInput(FIRST, LAST, TODAY, groups=(Group("g", "G", 1),), bars=(_bar("a", "g", 900),))
    assert "1 activity lies before or after" in _timeline(given)
    assert "lies before or after" not in _timeline(_plan())


def _entry(key: str, day: int, days: int = 1, *, tentative: bool = False, url: str = "/a/") -> months.Entry:
    first = date(2026, 12, day)
    return months.Entry(
        key, f"Thing {key} <b>", first, first + timedelta(days=days - 1), url, "meeting", tentative
    )


def _december(*entries: months.Entry) -> months.Month:
    return months.lay_out(
        2026, 12, entries, today=date(2026, 12, 3), holidays=[(date(2026, 12, 25), "Juledag")]
    )


def test_a_month_is_a_real_table() -> None:
    tree = lxml_html.fromstring(
        "<div>" + _month(_december(_entry("a", 7, 3), _entry("b", 8, tentative=True))) + "</div>"
    )
    assert tree.xpath("string(//caption)") == "December 2026"
    assert len(tree.xpath("//thead//th[@scope='col']")) == 8
    assert [" ".join(th.text_content().split()) for th in tree.xpath("//tbody//th[@scope='row']")] == [
        f"Week {number}" for number in (49, 50, 51, 52, 53)
    ]
    days = {time.get("datetime"): time.getparent().text_content() for time in tree.xpath("//td/time")}
    assert "Thursday 3 December" in days["2026-12-03"]
    assert "Today" in days["2026-12-03"]
    assert "Juledag" in days["2026-12-25"]
    assert "(goes on)" not in days["2026-12-07"]
    assert "(goes on)" in days["2026-12-08"]
    assert "meeting, not confirmed yet" in " ".join(days["2026-12-08"].split())
    assert "Thing a <b>" in days["2026-12-09"]


def test_a_full_day_leads_on_to_the_rest() -> None:
    full = _december(*(_entry(str(at), 9) for at in range(7)))
    html = _month(full, ' more_url="/plan/?on="')
    assert 'href="/plan/?on=2026-12-09">4 more</a>' in html
    assert "4 more" in _month(full)
    assert '2026-12-09"><' not in re.sub(r"<time.*?</time>", "", _month(full), flags=re.DOTALL)


def test_an_empty_month_says_so() -> None:
    assert "Nothing stands in this month." in _month(_december())
    assert "Nothing stands" not in _month(_december(_entry("a", 1)))
    new_year = months.Entry("b", "New year’s walk", date(2027, 1, 2), date(2027, 1, 2))
    beside = _month(_december(new_year))
    assert "New year’s walk" in beside
    assert "Nothing stands in this month." in beside
