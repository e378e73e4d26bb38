"""An invented plan for the style guide: over time, as a month, and as a list with the same moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pejlemaerke.core.calendar_days import holidays_between, poor_weeks_between

from .charts import month
from .charts.timeline import Band, Bar, BarShape, Gate, Group, TimelineInput

TODAY = date(2026, 11, 30)
FIRST, LAST = date(2026, 9, 14), date(2027, 6, 27)


def _bar(
    group: str,
    label: str,
    first: date,
    days: int,
    kind: str,
    *,
    shape: BarShape = "bar",
    tentative: bool = False,
) -> Bar:
    return Bar(
        f"{group}-{label}-{first}",
        label,
        first,
        first + timedelta(days=days - 1),
        kind,
        shape,
        tentative,
        "foreløbig" if tentative else "aftalt" if first > TODAY else "holdt",
        "#planen",
        group,
    )


NORTH = (
    _bar("nord", "MED drøfter planen", date(2026, 9, 21), 1, "MED-punkt", shape="med"),
    _bar("nord", "Nyt fra Mette: derfor går vi i gang", date(2026, 9, 24), 1, "besked", shape="message"),
    _bar("nord", "Planlægningsmøde", date(2026, 9, 29), 1, "møde"),
    _bar("nord", "Fyraftensmøde for alle", date(2026, 10, 8), 1, "møde"),
    _bar("nord", "Workshops i holdene om hovedopgaven", date(2026, 10, 19), 39, "workshop"),
    _bar("nord", "Vi samler holdenes sætninger", date(2026, 12, 7), 10, "andet"),
    _bar("nord", "MED skriver procesevaluering", date(2026, 12, 14), 1, "MED-punkt", shape="med"),
    _bar("nord", "Vi går ydelserne igennem", date(2027, 1, 11), 68, "workshop", tentative=True),
    _bar("nord", "Skitsen er lagt frem", date(2026, 12, 18), 1, "milepæl", shape="milestone"),
    _bar("nord", "MED drøfter fase 2", date(2027, 1, 4), 14, "MED-punkt", shape="med", tentative=True),
    _bar("nord", "Kursus: de tre spørgsmål fra borgeren", date(2027, 2, 22), 2, "kursus", tentative=True),
    _bar("nord", "Brev til pårørende", date(2027, 3, 1), 1, "besked", shape="message", tentative=True),
    _bar("nord", "Besøg hos Hjemmeplejen Syd", date(2027, 4, 12), 1, "besøg", tentative=True),
    _bar("nord", "Vi ser efter, om det virker", date(2027, 5, 10), 40, "måling", tentative=True),
)


def plan() -> TimelineInput:
    """Ten months of a plan: one workplace open, three folded."""
    folded = {"syd": ("Hjemmeplejen Syd", 31), "sol": ("Plejecenter Solbakken", 12), "vis": ("Visitation", 7)}
    bars = list(NORTH)
    for at, (key, (_, count)) in enumerate(folded.items()):
        for number in range(count):
            day = FIRST + timedelta(days=14 + (number * 37 + at * 11 + number * number) % 230)
            bars.append(_bar(key, f"Møde {number}", day, 1 + number % 9, "møde"))
    return TimelineInput(
        FIRST,
        LAST,
        TODAY,
        bands=(
            Band("f0", "Forberedelse", date(2026, 9, 14), date(2026, 10, 11), "ended", url="#planen"),
            Band("f1", "Fase 1: hovedopgaven", date(2026, 10, 12), date(2026, 12, 31), "open", url="#planen"),
            Band("f2", "Fase 2: ydelserne", date(2027, 1, 18), date(2027, 4, 30), "waiting", url="#planen"),
            Band("f3", "Hverdag", date(2027, 5, 1), date(2027, 6, 27), "waiting", url="#planen"),
            Band("m", "MED følger med", date(2026, 10, 12), date(2027, 4, 30), "open", 1, url="#planen"),
        ),
        groups=(
            Group("nord", "Hjemmeplejen Nord", len(NORTH), "#planen"),
            *(Group(key, label, count, "#planen", True) for key, (label, count) in folded.items()),
        ),
        bars=tuple(bars),
        gates=(
            Gate("Fase 1", date(2026, 10, 12), True, (), "#planen"),
            Gate(
                "Fase 2",
                date(2027, 1, 18),
                False,
                ("MED har drøftet den", "procesevalueringen er skrevet", "skitsen er lagt frem"),
                "#planen",
            ),
        ),
        holidays=holidays_between(FIRST, LAST),
        poor_weeks=poor_weeks_between(FIRST, LAST),
    )


def december() -> month.Month:
    """A month with a full day, some that go on, and one that is not confirmed."""

    def entry(label: str, day: int, days: int, kind: str, *, tentative: bool = False) -> month.Entry:
        first = date(2026, 12, day)
        last = first + timedelta(days=days - 1)
        return month.Entry(f"{day}-{label}", label, first, last, "#planen", kind, tentative)

    return month.lay_out(
        2026,
        12,
        [
            entry("Vi samler holdenes sætninger", 7, 10, "andet"),
            entry("Team Ørred: workshop", 3, 1, "workshop"),
            entry("MED skriver procesevaluering", 14, 1, "MED-punkt"),
            entry("Skitsen er lagt frem", 18, 1, "milepæl"),
            entry("Samtaler om ferie og vagter i julen", 21, 3, "møde", tentative=True),
            *(entry(f"Hold {number}: kort opfølgning", 9, 1, "møde") for number in range(1, 7)),
        ],
        today=date(2026, 12, 3),
        holidays=holidays_between(date(2026, 11, 30), date(2027, 1, 3)),
    )


def context() -> dict[str, Any]:
    """What the style guide shows of a plan."""
    return {
        "plan": plan(),
        "plan_list": [bar for bar in NORTH if bar.first >= TODAY][:5],
        "month": december(),
    }
