"""The single times people write ("4. kvartal 2024", "ultimo maj", "uge 7 og 8"), found in running text.

`periods` puts them together to ranges and lists. Danish first, English too; letters lost by a scanner
(å read as a, or not at all) are expected. Imports no Django.

What the words mean here, where a reader could disagree:
spring March–May, summer June–August, autumn September–November, winter December–February (of the year it
begins in); primo the first ten days, medio the 11th–20th, ultimo the last ten days; the beginning, middle
and end of a year its first, second and third, and last quarter; "jul" 24 December; the summer holiday ISO
weeks 27–32 and "after" it until the end of September; winter and autumn holiday ISO weeks 7 and 42; a school
year 1 August–31 July; weeks are ISO weeks.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

Days = tuple[date, date]


@dataclass(frozen=True)
class Time:
    """text[start:end] names a time. `days(year)` gives its first and last day and raises ValueError if there
    is none such; `year` is None when no year stands there. `joined` tells how it hangs on the time before it
    when both come from the same words: "list", "range" or "". `group` is the span of those words."""

    start: int
    end: int
    precision: str
    days: Callable[[int], Days]
    year: int | None
    joined: str = ""
    group: tuple[int, int] = (0, 0)


def find_times(text: str) -> list[Time]:
    """Every time in the text, in order, none overlapping; the longest reading of the same words wins."""
    found: list[tuple[int, int, list[Time]]] = []
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(text):
            span = (match.start(), match.end())
            times = [replace(time, group=span) for time in make(match)]
            if times:
                found.append((*span, times))
    found.sort(key=lambda one: (one[0], -one[1]))
    times, after = [], 0
    for start, end, group in found:
        if start >= after:
            times += group
            after = end
    return times


# Words --------------------------------------------------------------------------------------------

_AA = r"(?:å|aa|a|3|4|°)?"
_AE = r"(?:æ|ae|ze|ee|e|a|²)?"

RANGE_WORDS = r"(?:-|‐|–|—|/|til\s+og\s+med|t\.?o\.?m\.?|frem\s+til|til|to|until|through)"
LIST_WORDS = r"(?:og\s+igen|og|samt|and|&|,|eller|or)"

_MONTHS = {
    1: ("januar", "january", "jan"),
    2: ("februar", "february", "feb"),
    3: ("marts", "March", "mar"),
    4: ("april", "apr"),
    5: ("maj", "May"),
    6: ("juni", "june", "jun"),
    7: ("juli", "july"),
    8: ("august", "aug"),
    9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"),
    11: ("november", "nov"),
    12: ("december", "dec"),
}
_MONTH_OF = {name.lower(): number for number, names in _MONTHS.items() for name in names}
#: "May" and "March" are verbs without their capital; short forms are taken beside a day or a year only.
_FULL = "|".join(
    f"(?-i:{name})" if name[0].isupper() else name
    for names in _MONTHS.values()
    for name in names
    if len(name) > 4 or name in ("maj", "juni", "juli", "June", "june", "july", "May")
)
_ANY_MONTH = "|".join(
    sorted({name.lower() for names in _MONTHS.values() for name in names}, key=len, reverse=True)
)

_SEASONS = [
    (rf"for{_AA}r(?:et)?", 3),
    (r"sommer(?:en)?", 6),
    (rf"efter{_AA}r(?:et)?", 9),
    (r"vinter(?:en)?", 12),
]
_ENGLISH_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_ORDINALS = {
    "første": 1, "foerste": 1, "forste": 1, "frste": 1, "first": 1, "andet": 2, "anden": 2, "second": 2,
    "tredje": 3, "third": 3, "fjerde": 4, "fourth": 4,
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)

_ENDS = r"(?=\s*(?:$|[.,;:)\]\-–—/\n]|(?:og|and|til|to|samt)\b))"
#: "10. november – 19. december 2025": the 19 is a day, not a year.
_SHORT_YEAR = rf"|\d{{2}}(?!\d|\.?\s*(?:{_ANY_MONTH})\b)" + _ENDS
#: A year after a time. "205" or "20255" directly after is somebody's typo: kept, so that it is asked about.
_YEAR_DIGITS = (
    r"(?:(?:19|20|21)\d{2}(?:\s?/\s?(?:20)?\d{2})?(?!\d|-\d)|['’]\d{2}(?!\d)" + _SHORT_YEAR + r"|"
    r"20\d(?![\d.]\d|\d)|20\d{3,}|20[\dOolIS]{2}(?!\w)"
)
_OF = r"(?:(?:i|af|in|of|år|for)\s+)?(?:år\s+)?"
YEAR = rf"(?:\s*[,/\-–]?\s*{_OF}(?P<year>{_YEAR_DIGITS}|(?<=\bi\s)\d{{3}}(?!\d))))?"
#: After a lone month two digits are no year: "maj 25" may be the 25th of May, or 25 people in May.
_LONG_YEAR = YEAR.replace(_SHORT_YEAR, "")

_NUMBER = r"\d{1,2}(?!\d)\.?"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:\s*(?:{RANGE_WORDS}|{LIST_WORDS})\s*{_NUMBER})*)"


# What a match means -------------------------------------------------------------------------------


def _year(match: re.Match[str]) -> tuple[int | None, bool]:
    """(year, double): 2024 of "2024", "'24" or "24"; double for "2024/25". A year that is none gives -1."""
    words = match.groupdict().get("year")
    if words is None:
        return None, False
    first, _, second = (part.strip() for part in words.partition("/"))
    if re.fullmatch(r"['’]?\d{2}", first):
        return 2000 + int(first[-2:]), False
    if not re.fullmatch(r"(?:19|20|21)\d{2}", first):
        return -1, False
    if second and int(second[-2:]) != (int(first) + 1) % 100:
        return -1, False
    return int(first), bool(second)


def _times(match: re.Match[str], precision: str, days: Callable[[int], Days]) -> Iterator[Time]:
    year, double = _year(match)
    if double and precision != "season":
        year = -1
    yield Time(match.start(), match.end(), precision, days, year)


def _numbered(match: re.Match[str], precision: str, days: Callable[[int, int], Days]) -> Iterator[Time]:
    """ "uge 7 og 8 2026": one time for each number, all with the year that stands after the last."""
    year, double = _year(match)
    words = match["numbers"]
    joined = ""
    for part in re.split(rf"\s*({RANGE_WORDS}|{LIST_WORDS})\s*(?=\d)", words, flags=re.I):
        number = part.rstrip(".")
        if not number.isdecimal():
            joined = "range" if re.fullmatch(RANGE_WORDS, part, re.I) else "list"
            continue
        yield Time(
            match.start(), match.end(), precision,
            lambda of, n=int(number): days(of, n),  # type: ignore[misc]
            -1 if double else year, joined,
        )  # fmt: skip


def _one_day(day: date) -> Days:
    return day, day


def _month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, count: int) -> Days:
    if not 1 <= first <= 12:
        raise ValueError("no such month")
    last = first + count - 1
    return date(year, first, 1), _month_days(year + (last - 1) // 12, (last - 1) % 12 + 1)[1]


def _quarter(year: int, number: int) -> Days:
    return _months(year, 3 * number - 2, 3)


def _half(year: int, number: int) -> Days:
    return _months(year, 6 * number - 5, 6)


def _week(year: int, number: int) -> Days:
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)


def _easter(year: int) -> date:
    """Easter Sunday (Gauss, as given by Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _easter_days(year: int) -> Days:
    sunday = _easter(year)
    return sunday - timedelta(days=3), sunday + timedelta(days=1)


def _part_of_month(part: str, year: int, month: int) -> Days:
    first, last = _month_days(year, month)
    if part == "primo":
        return first, first + timedelta(days=9)
    if part == "medio":
        return first + timedelta(days=10), first + timedelta(days=19)
    return last - timedelta(days=9), last


def _part_of_year(part: str, year: int) -> Days:
    if part == "medio":
        return _months(year, 4, 6)
    return _quarter(year, 1 if part == "primo" else 4)


# The patterns -------------------------------------------------------------------------------------

_Maker = Callable[[re.Match[str]], Iterator[Time]]
_PATTERNS: list[tuple[re.Pattern[str], _Maker]] = []


def _on(pattern: str) -> Callable[[_Maker], _Maker]:
    def keep(make: _Maker) -> _Maker:
        _PATTERNS.append((re.compile(rf"(?<![\w]){pattern}(?!\w)", re.I), make))
        return make

    return keep


@_on(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
@_on(r"(?:(?:den|d\.)\s*)?(?P<day>\d{1,2})\s?\.\s?(?P<month>\d{1,2})\s?[. ]\s?(?P<year>\d{4}|\d{2})(?![.\d])")
@_on(r"(?:(?:den|d\.)\s*)?(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/\- ]+(?P<year>\d{4}|\d{2})(?![-/]\d)")
@_on(r"(?:den|d\.)\s*(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})\.?")
def _number_date(match: re.Match[str]) -> Iterator[Time]:
    day, month = int(match["day"]), int(match["month"])
    return _times(match, "day", lambda year: _one_day(date(year, month, day)))


@_on(rf"(?:(?:den|d\.)\s*)?{_NUMBERS}(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_ANY_MONTH})\.?{YEAR}")
def _day_of_month(match: re.Match[str]) -> Iterator[Time]:
    month = _MONTH_OF[match["month"].lower()]
    return _numbered(match, "day", lambda year, day: _one_day(date(year, month, day)))


@_on(rf"(?P<month>{_ANY_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20|21)\d{{2}})")
def _english_date(match: re.Match[str]) -> Iterator[Time]:
    month, day = _MONTH_OF[match["month"].lower()], int(match["day"])
    return _times(match, "day", lambda year: _one_day(date(year, month, day)))


@_on(rf"(?P<month>{_FULL})(?:\s+m{_AA}ned)?{_LONG_YEAR}")
@_on(rf"(?P<month>{_ANY_MONTH})\.?\s*,?\s*(?:(?:i|of)\s+)?(?P<year>(?:19|20|21)\d{{2}})(?!\d|-\d)")
@_on(
    rf"(?P<month>{_ANY_MONTH})\.?(?=\s*(?:{RANGE_WORDS}|{LIST_WORDS})\s*(?:{_ANY_MONTH})\.?\s+(?:i\s+)?(?:19|20|21)\d{{2}})"
)
def _month(match: re.Match[str]) -> Iterator[Time]:
    month = _MONTH_OF[match["month"].lower()]
    return _times(match, "month", lambda year: _month_days(year, month))


_PARTS = [
    ("primo", r"primo|(?:begyndelsen|starten)\s+af|(?:the\s+)?(?:beginning|start)\s+of|early"),
    ("medio", r"medio|midten\s+af|midt\s+i|(?:the\s+)?middle\s+of|mid[- ]?"),
    ("ultimo", r"ultimo|slutningen\s+af|udgangen\s+af|(?:the\s+)?end\s+of|late"),
]


def _add_parts() -> None:
    for part, words in _PARTS:

        @_on(rf"(?:{words})\s*(?P<month>{_ANY_MONTH})\.?(?:\s+m{_AA}ned)?{_LONG_YEAR}")
        def _in_month(match: re.Match[str], part: str = part) -> Iterator[Time]:
            month = _MONTH_OF[match["month"].lower()]
            return _times(match, "range", lambda year: _part_of_month(part, year, month))

        @_on(rf"(?:{words})\s*(?P<year>(?:19|20|21)\d{{2}})")
        def _in_year(match: re.Match[str], part: str = part) -> Iterator[Time]:
            precision = "range" if part == "medio" else "quarter"
            return _times(match, precision, lambda year: _part_of_year(part, year))


_add_parts()


@_on(rf"(?:kvartal|kvt\.?|kv\.|quarter|[QK])\s*{_NUMBERS}{YEAR}")
@_on(rf"{_NUMBERS}(?:st|nd|rd|th)?\s*(?:kvartal|kvt\.?|kv\.|quarter){YEAR}")
def _quarters(match: re.Match[str]) -> Iterator[Time]:
    if re.match(r"[qk]", match[0], re.I) and not match[0].lower().startswith("kv") and match[0][1:2] == " ":
        return iter(())
    return _numbered(match, "quarter", _quarter)


@_on(r"(?P<year>(?:19|20|21)\d{2})[\s,/-]*(?:[QK]|kvartal\s*)(?P<numbers>\d)")
@_on(r"(?P<year>(?:19|20|21)\d{2}),?\s*(?P<numbers>\d)\.\s*kvartal")
def _year_and_quarter(match: re.Match[str]) -> Iterator[Time]:
    return _numbered(match, "quarter", _quarter)


@_on(rf"(?P<ordinal>{_ORDINAL})\s+(?P<unit>kvartal|halv{_AA}r|quarter|half(?:[ -]?year)?){YEAR}")
def _ordinal(match: re.Match[str]) -> Iterator[Time]:
    number = _ORDINALS[match["ordinal"].lower()]
    if match["unit"].lower().startswith("hal"):
        return _times(match, "half_year", lambda year: _half(year, number))
    return _times(match, "quarter", lambda year: _quarter(year, number))


@_on(rf"{_NUMBERS}(?:st|nd)?\s*(?:halv{_AA}r|half(?:[ -]?year)?){YEAR}")
@_on(rf"halv{_AA}r\s*{_NUMBERS}{YEAR}")
@_on(rf"H(?P<numbers>\d){YEAR}")
def _halves(match: re.Match[str]) -> Iterator[Time]:
    return _numbered(match, "half_year", _half)


@_on(rf"(?:uge(?:rne)?|weeks?)\s*(?:nr\.?\s*)?{_NUMBERS}{YEAR}")
def _weeks(match: re.Match[str]) -> Iterator[Time]:
    return _numbered(match, "week", _week)


def _add_seasons() -> None:
    for words, first in _SEASONS:

        @_on(rf"{words}{YEAR}")
        def _season(match: re.Match[str], first: int = first) -> Iterator[Time]:
            _, double = _year(match)
            if double and first != 12:
                return iter(())
            return _times(match, "season", lambda year: _months(year, first, 3))


_add_seasons()


@_on(rf"(?P<season>spring|summer|autumn|fall|winter)(?=\s+(?:of\s+)?['’]?\d){YEAR}")
@_on(
    r"(?:the|in|this|next|early|late)\s+(?P<season>spring|summer|autumn|fall|winter)(?!\s+(?:of\s+)?['’]?\d)"
)
def _english_season(match: re.Match[str]) -> Iterator[Time]:
    first = _ENGLISH_SEASONS[match["season"].lower()]
    return _times(match, "season", lambda year: _months(year, first, 3))


@_on(rf"jul(?:en|eaften)?{YEAR}")
@_on(rf"christmas{YEAR}")
def _christmas(match: re.Match[str]) -> Iterator[Time]:
    return _times(match, "day", lambda year: _one_day(date(year, 12, 24)))


@_on(rf"p{_AA}ske(?:n)?{YEAR}")
@_on(rf"easter{YEAR}")
def _easter_time(match: re.Match[str]) -> Iterator[Time]:
    return _times(match, "range", _easter_days)


@_on(rf"sommerferien?{YEAR}")
@_on(rf"(?:the\s+)?summer\s+holidays?{YEAR}")
def _summer_holiday(match: re.Match[str]) -> Iterator[Time]:
    return _times(match, "range", lambda year: (_week(year, 27)[0], _week(year, 32)[1]))


@_on(rf"(?:efter|after)\s+(?:sommerferien?|(?:the\s+)?summer\s+holidays?){YEAR}")
def _after_summer_holiday(match: re.Match[str]) -> Iterator[Time]:
    return _times(match, "season", lambda year: (_week(year, 33)[0], date(year, 9, 30)))


@_on(rf"(?P<which>vinter|efter{_AA}rs)ferien?{YEAR}")
def _week_holiday(match: re.Match[str]) -> Iterator[Time]:
    number = 7 if match["which"].lower() == "vinter" else 42
    return _times(match, "week", lambda year: _week(year, number))


@_on(rf"(?:skole{_AA}ret?|school\s+year)\s+(?P<first>20\d{{2}})\s*[/\-–]\s*(?P<second>(?:20)?\d{{2}})")
def _school_year(match: re.Match[str]) -> Iterator[Time]:
    first = int(match["first"])
    follows = int(match["second"][-2:]) == (first + 1) % 100
    days = _months(first, 8, 12)
    yield Time(match.start(), match.end(), "year", lambda _: days, first if follows else -1)


@_on(rf"{_AA}rsskiftet\s+(?P<first>20\d{{2}})\s*[/\-–]\s*(?P<second>(?:20)?\d{{2}})")
def _turn_of_year(match: re.Match[str]) -> Iterator[Time]:
    first = int(match["first"])
    follows = int(match["second"][-2:]) == (first + 1) % 100
    yield Time(
        match.start(), match.end(), "range",
        lambda year: (date(year, 12, 31), date(year + 1, 1, 1)),
        first if follows else -1,
    )  # fmt: skip


@_on(r"(?<!§\s)(?<![§.,/\-\d])(?P<year>20\d{2})(?![.,/\-]?\d)(?!\s*(?:kr\b|timer|borgere|medarbejdere))")
@_on(r"(?P<year>20\d{2})(?=\s*[-–—/]\s*20\d{2}(?!\d))")
@_on(r"(?<=\d[-–—/])(?P<year>20\d{2})(?!\d)")
def _whole_year(match: re.Match[str]) -> Iterator[Time]:
    return _times(match, "year", lambda year: (date(year, 1, 1), date(year, 12, 31)))
