"""The days of an initiative: decided ones win, the rest is counted, nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.periods import parse_period
from pejlemaerke.initiatives.suggestions import Decided, suggest, suggest_playbook
from pejlemaerke.initiatives.timetable import Fault, Timed, in_order, items, overlaps, resolve
from pejlemaerke.playbooks.loader import library

from . import factories as make

VISITS = make.visits()


def on(text: str) -> tuple[date, date]:
    period = parse_period(text)
    assert period.first is not None
    assert period.last is not None
    return period.first, period.last


def timed(item: str, text: str, *, decided: bool = True) -> Timed:
    return Timed(item, *on(text), decided=decided)


def test_without_a_day_to_count_from_nothing_has_days() -> None:
    found = resolve(VISITS, None, [])
    assert {one.origin for one in found.stages.values()} == {"none"}
    assert {one.windows for one in (*found.activities.values(), *found.reports.values())} == {()}


def test_stages_follow_each_other_from_the_first_day() -> None:
    found = resolve(VISITS, date(2026, 1, 5), [])
    assert found.windows == {
        "before": (date(2026, 1, 5), date(2026, 3, 1)),
        "during": (date(2026, 3, 2), date(2026, 4, 12)),
        "after": (date(2026, 4, 13), date(2026, 7, 12)),
    }
    assert {one.origin for one in found.stages.values()} == {"relative"}
    assert found.of("activities.leader-day").windows == ((date(2026, 4, 13), date(2026, 4, 13)),)
    assert len(found.of("activities.weekly").windows) == 6


#: What was given → each stage's days and where they come from. The initiative begins on 1 October 2025.
TABLE = [
    (
        {
            "before": "1. november – 20. december 2025",
            "during": "februar – marts 2026",
            "after": "april – juni 2026",
        },
        {
            "before": ("1. november – 20. december 2025", "decided"),
            "during": ("februar – marts 2026", "decided"),
            "after": ("april – juni 2026", "decided"),
        },
    ),
    # What is counted after a decided stage begins the day after it ends.
    (
        {"during": "februar – marts 2026"},
        {
            "before": ("1. oktober – 25. november 2025", "relative"),
            "during": ("februar – marts 2026", "decided"),
            "after": ("1. april – 30. juni 2026", "relative"),
        },
    ),
    # What is counted before a decided stage gives way to it.
    (
        {"during": "10. november – 19. december 2025"},
        {
            "before": ("1. oktober – 9. november 2025", "relative"),
            "during": ("10. november – 19. december 2025", "decided"),
            "after": ("20. december 2025 – 19. marts 2026", "relative"),
        },
    ),
    # Left to be planned later: no day, and none for what follows.
    (
        {"during": ""},
        {
            "before": ("1. oktober – 25. november 2025", "relative"),
            "during": ("", "decided"),
            "after": ("", "none"),
        },
    ),
]


@pytest.mark.parametrize(("given_days", "wanted"), TABLE)
def test_the_decided_days_win(given_days: dict[str, str], wanted: dict[str, tuple[str, str]]) -> None:
    those = [
        timed(f"stages.{key}", text) if text else Timed(f"stages.{key}", None, None, decided=True)
        for key, text in given_days.items()
    ]
    found = resolve(VISITS, date(2025, 10, 1), those)
    assert {
        key: (one.windows[0] if one.windows else (), one.origin) for key, one in found.stages.items()
    } == {key: (on(text) if text else (), origin) for key, (text, origin) in wanted.items()}
    assert found.faults == ()


def test_a_decided_activity_leaves_its_place_in_the_stage() -> None:
    found = resolve(VISITS, date(2025, 10, 1), [timed("activities.leader-day", "maj 2026", decided=False)])
    assert found.activities["leader-day"].windows == (on("maj 2026"),)
    assert found.activities["leader-day"].origin == "set"
    assert found.activities["notice"].origin == "relative"


def test_what_is_before_a_stage_without_days_has_none() -> None:
    found = resolve(VISITS, date(2025, 10, 1), [Timed("stages.during", None, None)])
    assert found.activities["eve"].windows == ()
    assert found.activities["notice"].windows


@pytest.mark.parametrize(
    ("those", "fault"),
    [
        ([Timed("stages.during", date(2026, 3, 1), date(2026, 2, 1))], Fault("ends_before_start", "during")),
        (
            [timed("stages.before", "marts 2026"), timed("stages.during", "februar 2026")],
            Fault("before_previous", "during", "before"),
        ),
        # Counted from the first day, the stage before would begin later than the decided one.
        ([timed("stages.during", "august 2025")], Fault("before_previous", "during", "before")),
    ],
)
def test_days_that_cannot_be_are_named(those: list[Timed], fault: Fault) -> None:
    assert fault in resolve(VISITS, date(2025, 10, 1), those).faults


def test_a_stage_may_begin_before_the_last_has_ended_and_it_is_said() -> None:
    found = resolve(
        VISITS,
        None,
        [timed("stages.before", "januar – marts 2026"), timed("stages.during", "marts – maj 2026")],
    )
    assert found.faults == ()
    assert overlaps(VISITS, found) == {"during": "before"}


def test_days_for_what_the_playbook_does_not_hold_are_passed_over() -> None:
    found = resolve(VISITS, None, [timed("stages.gone", "maj 2026"), timed("nothing", "maj 2026")])
    assert found.windows == {}


def test_stages_come_after_those_they_follow_whatever_the_file_says() -> None:
    turned = VISITS.model_copy(update={"stages": tuple(reversed(VISITS.stages))})
    assert [stage.key for stage in in_order(turned)] == ["before", "during", "after"]
    assert resolve(turned, date(2026, 1, 5), []).windows == resolve(VISITS, date(2026, 1, 5), []).windows


days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
lengths = st.integers(0, 200).map(timedelta)


@st.composite
def some_timed(draw: st.DrawFn) -> list[Timed]:
    chosen = draw(st.lists(st.sampled_from(sorted(items(VISITS))), unique=True))
    found = []
    for item in chosen:
        first = draw(st.none() | days)
        found.append(Timed(item, first, first + draw(lengths) if first else None, draw(st.booleans())))
    return found


@given(first=st.none() | days, those=some_timed())
def test_whatever_is_given_stands_and_the_rest_hangs_together(first: date | None, those: list[Timed]) -> None:
    found = resolve(VISITS, first, those)
    for one in those:
        placed = found.of(one.item)
        assert (placed.first, placed.last) == (one.first, one.last)
        assert placed.is_fixed
        assert (placed.origin == "decided") == one.decided
    fixed = {one.item for one in those}
    for stage in VISITS.stages:
        here = found.stages[stage.key]
        if here.item in fixed:
            continue
        before = found.stages[stage.after] if stage.after else None
        start = before.last if before else first
        assert bool(here.windows) == (start is not None)
        if here.windows and before and before.last:
            assert here.first == before.last + timedelta(days=1)
        elif here.windows:
            assert here.first == first
    for placed in (*found.stages.values(), *found.activities.values(), *found.reports.values()):
        assert all(one <= other for one, other in placed.windows)
        assert list(placed.windows) == sorted(placed.windows)
    assert found == resolve(VISITS, first, list(reversed(those)))


# -- which decision speaks of what ------------------------------------------------------------------------------


def decided(key: str, heading: str, text: str) -> Decided:
    periods = parse_period(text)
    return Decided(key, heading, text, periods.first)


POINTS = [
    decided("who", "MÅLGRUPPE", "Alle med ledelsesansvar er med"),
    decided("why", "FORMÅL", "Vi vil tættere på hverdagen ude hos borgerne"),
    decided("prepare", "PROCES", "Udvalgene inddrages som led i forberedelsen (oktober 2025)"),
    decided("go", "PROCES", "Lederne tager på besøg hos en kollega, en halv dag (februar – marts 2026)"),
    decided("collect", "PROCES", "Opsamling på tværs ved HR (april 2026)"),
    decided("tell", "KOMMUNIKATION", "Endelig orientering af alle ledere (mellem 3. og 20. november 2025)"),
    decided("day", "PROCES", "Der holdes en halv lederdag om udbyttet (maj 2026)"),
]


def test_the_decided_points_are_suggested_where_their_words_are() -> None:
    found = {item: point.key for item, point in suggest(POINTS, VISITS).items()}
    assert found["stages.before"] == "prepare"
    assert found["stages.during"] == "go"
    assert found["stages.after"] == "collect"
    assert found["activities.notice"] == "tell"
    assert found["activities.leader-day"] == "day"


def test_points_without_days_and_points_about_something_else_are_not_suggested() -> None:
    other = [
        decided("a", "PROCES", "Besøgene lægges senere"),
        decided("b", "ØKONOMI", "Der afsættes penge til vikarer i budgettet for 2027"),
    ]
    assert suggest(other, VISITS) == {}
    assert suggest([], VISITS) == {}


LIBRARY = library()["citizen-first-visits"]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Arbejdspladserne planlægger selv dagene i januar 2027", "activities.plan-visits"),
        ("HR opsamler, hvad der kom frem, i april 2027", "activities.hr-collects"),
        ("Det bliver samlet op af HR i april 2027", "activities.hr-collects"),
        ("Lederdagene i juni 2027 bliver halve", "activities.half-leader-day"),
        ("Borgerne spørges i januar 2027", "activities.ask-citizens"),
    ],
)
def test_the_same_word_in_another_form_is_the_same_word(text: str, item: str) -> None:
    assert item in suggest([decided("one", "FORLØB", text)], LIBRARY)


def test_words_that_only_begin_alike_are_not_the_same() -> None:
    other = decided("one", "ANDET", "Forbedringer af kantinen (marts 2027)")
    assert suggest([other], VISITS) == {}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Alle ledere følger en medarbejder ude hos borgerne en halv dag", "citizen-first-visits"),
        ("Sagsbehandlingen: støttepersoner, små grupper og rigtige sager", "good-casework"),
        ("Der købes nye stole til kantinen", ""),
        ("", ""),
    ],
)
def test_a_playbook_is_suggested_where_one_stands_out(said: str, key: str) -> None:
    assert suggest_playbook(said, library()) == key


@given(st.lists(st.sampled_from(POINTS), unique=True))
def test_a_point_is_given_to_one_stage_at_most(points: list[Decided]) -> None:
    found = suggest(points, VISITS)
    stages = [point.key for item, point in found.items() if item.startswith("stages.")]
    assert len(stages) == len(set(stages))
    assert set(found) <= set(items(VISITS))
    assert all(point.first and point in points for point in found.values())
