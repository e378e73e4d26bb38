"""Dates as people say and write them, in Danish and English; without `lang`, in the language now active.

`pages.py` formats dates here, once per row; the template's date filter is half of a long page's time.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from pejlemaerke.core.periods import Period

MONTHS = {
    "da": (
        [
            "januar",
            "februar",
            "marts",
            "april",
            "maj",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "december",
        ]
    ),
    "en": (
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ]
    ),
}
DAYS = {
    "da": ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_NAMED = {
    name.lower()[:length]: number
    for names in MONTHS.values()
    for number, name in enumerate(names, 1)
    for length in (3, len(name))
}
_WORDS = re.compile(r"^(\d{1,2})(?:\.|st|nd|rd|th)?\s*([a-zæøå]+)\.?,?\s+(\d{4})$")
_FIGURES = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./\s-]\s*(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_DAY_FIRST = re.compile(
    r"^(?:på\s+|on\s+)?(?:"
    + "|".join(day.lower() for days in DAYS.values() for day in days)
    + r")\s*,?\s*(?:den\s+|d\.\s*)?"
)


def write_date(day: date, *, lang: str | None = None) -> str:
    """ "3. december 2026", "3 December 2026"."""
    return _plain(day, _lang(lang), year=True)


def say_date(day: date, today: date, *, lang: str | None = None) -> str:
    """A day as somebody would say it on `today`.

    "i dag", "i morgen", "i går", "på torsdag, 3. december" (within six days), "i tirsdags" (the last six
    days), "for 3 uger siden" (up to eight weeks), otherwise the date, with its year where it is another.
    """
    code = _lang(lang)
    danish = code == "da"
    ahead = (day - today).days
    name = DAYS[code][day.weekday()]
    plain = _plain(day, code, year=day.year != today.year)
    if ahead == 0:
        return "i dag" if danish else "today"
    if ahead == 1:
        return "i morgen" if danish else "tomorrow"
    if ahead == -1:
        return "i går" if danish else "yesterday"
    if 1 < ahead <= 6:
        return f"på {name}, {plain}" if danish else f"on {name}, {plain}"
    if -6 <= ahead < -1:
        return f"i {name}s" if danish else f"last {name}"
    if -56 <= ahead <= -7:
        weeks = -ahead // 7
        if danish:
            return "for en uge siden" if weeks == 1 else f"for {weeks} uger siden"
        return "a week ago" if weeks == 1 else f"{weeks} weeks ago"
    if 6 < ahead <= 27:
        return f"{name} {plain}" if danish else f"{name}, {plain}"
    return plain


def say_due(day: date, today: date, *, lang: str | None = None) -> str:
    """ "senest på torsdag, 3. december"; past dates say how late it is: "2 dage over tiden"."""
    danish = _lang(lang) == "da"
    late = (today - day).days
    if late <= 0:
        return f"{'senest' if danish else 'due'} {say_date(day, today, lang=lang)}"
    if late < 14:
        if danish:
            return "1 dag over tiden" if late == 1 else f"{late} dage over tiden"
        return "1 day late" if late == 1 else f"{late} days late"
    weeks = late // 7
    return f"{weeks} uger over tiden" if danish else f"{weeks} weeks late"


def say_time(moment: datetime, *, lang: str | None = None, zone: ZoneInfo | None = None) -> str:
    """ "10.42" in Danish, "10:42" in English, on the organisation's clock. `moment` must be aware."""
    local = _local(moment, zone)
    return f"{local:%H.%M}" if _lang(lang) == "da" else f"{local:%H:%M}"


def say_moment(
    moment: datetime, today: date, *, lang: str | None = None, zone: ZoneInfo | None = None
) -> str:
    """ "i dag kl. 10.42", "i går kl. 9.05"; older than yesterday only the day."""
    day = _local(moment, zone).date()
    said = say_date(day, today, lang=lang)
    if abs((today - day).days) > 1:
        return said
    clock = say_time(moment, lang=lang, zone=zone)
    return f"{said} kl. {clock}" if _lang(lang) == "da" else f"{said} at {clock}"


def say_period(period: Period, *, lang: str | None = None) -> str:
    """A period in its writer's words, with the days it was read as where the words do not say them.

    "kvartal 4 2024 (1. oktober til 31. december 2024)". Open and unreadable periods are the words alone.
    """
    if period.first is None or period.last is None:
        return period.text
    days = say_span(period.first, period.last, lang=lang)
    if not period.text or period.text == days or period.precision in ("day", "year"):
        return period.text or days
    return f"{period.text} ({days})"


def say_span(first: date, last: date, *, lang: str | None = None) -> str:
    """ "1. oktober til 31. december 2024"; one day is one date; the first year only where it differs."""
    code = _lang(lang)
    if first == last:
        return _plain(first, code, year=True)
    joint = " til " if code == "da" else " to "
    return _plain(first, code, year=first.year != last.year) + joint + _plain(last, code, year=True)


def read_date(text: str) -> date | None:
    """The day somebody wrote, or None. Day before month; the year must be there: nothing is guessed."""
    words = _DAY_FIRST.sub("", " ".join(text.lower().split())).strip()
    if found := _ISO.match(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := _FIGURES.match(words):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _WORDS.match(words)) and found[2] in _NAMED:
        day, month, year = int(found[1]), _NAMED[found[2]], int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(day: date, code: str, *, year: bool) -> str:
    dot = "." if code == "da" else ""
    said = f"{day.day}{dot} {MONTHS[code][day.month - 1]}"
    return f"{said} {day.year}" if year else said


def _lang(lang: str | None) -> str:
    code = (lang or get_language() or "da")[:2]
    return code if code in MONTHS else "en"


def _local(moment: datetime, zone: ZoneInfo | None) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(zone or get_current_timezone())
