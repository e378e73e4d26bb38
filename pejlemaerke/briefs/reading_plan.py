"""The time plan and the reporting line of a document: which periods, whose, to whom and when. Imports no
Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from pejlemaerke.briefs.content import Reporting, Subtask, TimetableLine
from pejlemaerke.briefs.reading_subtasks import Found
from pejlemaerke.briefs.section_words import Label, plain, sentences, subtask_named, subtasks_mentioned
from pejlemaerke.core.periods import Period, find_periods, parse_period, place_periods
from pejlemaerke.documents.blocks import Block


@dataclass(frozen=True)
class TimePlan:
    text: str
    lines: tuple[TimetableLine, ...]
    subtasks: tuple[Subtask, ...]


_AFTERWARDS = re.compile(
    r"\b(?:herefter|derefter|efterf(?:ø|oe|o)?lgende|bagefter|afterwards|thereafter|after that|n(?:å|aa"
    r"|a)?r|when|once)\b",
    re.I,
)
_LATER = re.compile(rf"{_AFTERWARDS.pattern}|\b(?:senere|n(?:æ|ae|e)?rmere|later|to be)\b", re.I)
_ONLY_YEAR = re.compile(r"(?:år\s+)?(20\d\d)\s*:?", re.I)


def read_time_plan(heading: str, blocks: list[Block], found: list[Found]) -> TimePlan:
    """The timetable of a section, and the subtasks (with keys) with the periods it gives them.

    A year standing alone, as the heading or above some lines, is the year of what follows without one.
    """
    hint = _year_of(heading)
    lines: list[TimetableLine] = []
    tied: dict[int, list[tuple[str, Period]]] = {}
    after: dict[int, str] = {}
    about: list[int] = []
    by_place = _in_order(blocks, found)
    for at, block in enumerate(blocks):
        alone = _ONLY_YEAR.fullmatch(block.text.strip())
        if alone and at + 1 < len(blocks):
            hint = int(alone[1])
            continue
        about = ([by_place[at]] if at in by_place else _titled(block.text, found)) or (
            [] if block.level == 0 and not _is_bare(block) else about
        )
        label = subtask_named(block.text)
        if label and not about:
            about = _matching(found, label.kind, label.number)
        put_off = _put_off(block.text, label)
        if put_off is not None:
            lines.append(TimetableLine(block.text, put_off))
            for whose in about:
                tied.setdefault(whose, []).append((block.text, put_off))
            continue
        for sentence in sentences(block.text):
            about = _read_sentence(sentence, hint, about, found, lines, tied, after)
    subtasks = []
    for at, one in enumerate(found):
        subtask = one.subtask
        periods = tied.get(at, [])
        if not periods and len(found) == 1:
            periods = [(line.text, line.period) for line in lines]
        if periods and subtask.period is None:
            subtask = replace(subtask, period=_joined(periods, hint))
        if at in after and not subtask.after:
            subtask = replace(subtask, after=after[at])
        subtasks.append(subtask)
    text = "\n".join(block.text if block.kind != "bullet" else f"• {block.text}" for block in blocks)
    return TimePlan(text, tuple(lines), tuple(subtasks))


def _read_sentence(
    sentence: str,
    hint: int | None,
    about: list[int],
    found: list[Found],
    lines: list[TimetableLine],
    tied: dict[int, list[tuple[str, Period]]],
    after: dict[int, str],
) -> list[int]:
    """Adds the sentence's periods to `lines` and `tied`; returns which subtasks it ended on."""
    mentions = [
        (place, at)
        for place, kind, number in subtasks_mentioned(sentence)
        for at in _matching(found, kind, number)
    ]
    for placed in place_periods(sentence, year_hint=hint):
        # The subtasks named last before the period, else the first after it ("Herefter planlægges opgave 2").
        before = [place for place, _ in mentions if place < placed.start]
        later = [place for place, _ in mentions if place >= placed.start]
        if before:
            whose = _named_together(mentions, max(before), sentence)
        elif about:
            whose = about
        else:
            whose = [at for place, at in mentions if later and place == later[0]]
        if placed.period.precision == "open" and not _LATER.search(sentence) and _all_dated(whose, tied):
            # "Fase 2: foråret 2027. Planlægges i MED." says where it is planned; the time is given.
            continue
        lines.append(TimetableLine(sentence, placed.period))
        for at in whose:
            tied.setdefault(at, []).append((sentence, placed.period))
        waits = placed.period.precision == "open" and _AFTERWARDS.search(sentence)
        for at in whose if waits else []:
            named = [other for place, other in mentions if other != at and place >= placed.start]
            earlier = [other for other in _earlier(tied, mentions, at, placed.start) if other != at]
            waited = (named or earlier)[-1:] or ([at - 1] if at else [])
            if waited:
                after[at] = found[waited[0]].subtask.key
    return [at for _, at in mentions] or about


def _all_dated(whose: list[int], tied: dict[int, list[tuple[str, Period]]]) -> bool:
    return bool(whose) and all(any(period.first for _, period in tied.get(at, [])) for at in whose)


def _named_together(mentions: list[tuple[int, int]], last: int, sentence: str) -> list[int]:
    """ "opgave 1 og opgave 2 gennemføres i …": all that are named in a row up to `last`."""
    places = sorted({place for place, _ in mentions if place <= last})
    start = last
    for one, other in reversed(list(pairwise(places))):
        if not re.fullmatch(r"\w+\s*\w*\s*(?:,|og|and|&)\s*", sentence[one:other], re.I):
            break
        start = one
    return list(dict.fromkeys(at for place, at in mentions if start <= place <= last))


def _earlier(
    tied: dict[int, list[tuple[str, Period]]], mentions: list[tuple[int, int]], at: int, before: int
) -> list[int]:
    seen = [other for other in tied if other < at]
    return [*seen, *(other for place, other in mentions if place < before)]


def _matching(found: list[Found], kind: str, number: int) -> list[int]:
    """The subtasks that go by this label; without labels, the one at that place."""
    labelled = [at for at, one in enumerate(found) if one.label]
    exact = [
        at for at in labelled if (label := found[at].label) and (label.kind, label.number) == (kind, number)
    ]
    if exact:
        return exact
    if kind == "phase":
        in_phase = [at for at, one in enumerate(found) if (number, "phase") in _phase_of(one.subtask.phase)]
        if in_phase:
            return in_phase
    same_number = [at for at in labelled if (label := found[at].label) and label.number == number]
    kinds = {label.kind for at in labelled if (label := found[at].label)}
    if labelled:
        return same_number if kinds != {kind} else []
    return [number - 1] if 0 < number <= len(found) else []


def _phase_of(words: str) -> list[tuple[int, str]]:
    label = subtask_named(words) if words else None
    return [(label.number, label.kind)] if label else []


def _put_off(line: str, label: Label | None) -> Period | None:
    """ "Opgave 3: Løbende": a line that says no time but that there is none yet."""
    if place_periods(line):
        return None
    said = label.rest if label else line.rpartition(":")[2]
    period = parse_period(said)
    return period if period.precision == "open" else None


def _in_order(blocks: list[Block], found: list[Found]) -> dict[int, int]:
    """Block → subtask where the time plan has one dated line for each subtask, in their order: no line names
    another by its label or title, and half of them name the right one."""
    dated = [at for at, block in enumerate(blocks) if place_periods(block.text) and not block.cells]
    if len(dated) != len(found) or len(found) < 2:
        return {}
    if any(subtasks_mentioned(blocks[at].text) for at in dated):
        return {}
    named = [_titled(blocks[at].text, found) for at in dated]
    right = sum(one == [place] for place, one in enumerate(named))
    wrong = any(one and one != [place] for place, one in enumerate(named))
    return {} if wrong or right * 2 < len(found) else {at: place for place, at in enumerate(dated)}


def _stems(text: str) -> set[str]:
    """The long words by their first six letters: "kortlægge" and "kortlægning" are one."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{5,}", plain(text))}


def _titled(line: str, found: list[Found]) -> list[int]:
    """The subtask whose title's long words mostly stand in the line, if there is exactly one such."""
    words = _stems(line)
    near = []
    for at, one in enumerate(found):
        title = _stems(one.subtask.title)
        if title and len(title & words) * 2 > len(title):
            near.append(at)
    return near if len(near) == 1 else []


def _is_bare(block: Block) -> bool:
    """A line that is hardly more than a period belongs to the line above it."""
    placed = place_periods(block.text)
    return bool(placed) and len(block.text) <= placed[-1].end - placed[0].start + 12


def _joined(periods: list[tuple[str, Period]], hint: int | None) -> Period:
    if len(periods) == 1:
        return periods[0][1]
    dated = [one for one in periods if one[1].precision != "open"] or periods[:1]
    (first_line, first), (last_line, last) = dated[0], dated[-1]
    if first_line == last_line and len(dated) > 1:
        start = first_line.index(first.text)
        end = first_line.rindex(last.text) + len(last.text)
        if start < end:
            return parse_period(first_line[start:end], year_hint=hint)
    return parse_period(" og ".join(dict.fromkeys(period.text for _, period in dated)), year_hint=hint)


def _year_of(heading: str) -> int | None:
    years = re.findall(r"\b20\d\d\b", heading)
    return int(years[0]) if len(years) == 1 else None


# Reporting ------------------------------------------------------------------------------------------

_A = r"(?:æ|ae|ze|ee|e|a|z)?"
_OWN = (
    rf"(?:(?:vores|min|den|det|de|lokale|n{_A}rmeste|overordnede|ansvarlige|egen|our|my|the|nearest"
    rf"|senior|line|local)\s+)*"
)
_LEADER = (
    rf"(?:n{_A}rmeste\s+(?:chef|leder)\w*|\w*chef(?:en|er|erne|team\w*|gruppe\w*)?|\w*direkt(?:ø|o"
    rf"|oe)?r(?:en)?|direktion(?:en)?"
    r"|\w*leder(?:en)?|\w*ledelse(?:n)?|styregruppe(?:n)?|forvaltning(?:en)?|programkontor(?:et)?"
    r"|(?:\w+\s+)?manager|(?:\w+\s+)?director|superior|head\s+of\s+\w+|steering\s+group|programme\s+office)"
)
_BODY = (
    r"(?:(?:lokal-?|lokale\s+)?MED(?:-?udvalg\w*|-committee)?|[LHF]MU|HAU|HR|\w*udvalg(?:et)?"
    r"|ledergruppe(?:n)?|byr(?:å|a)d(?:et)?"
    r"|medarbejder(?:e|ne)|personalem(?:ø|o)de\w*|team\w*|\w*committee|staff)"
)
_WHOLE = (
    rf"(?:{_OWN}(?:{_LEADER}|{_BODY}))(?!\w)(?!['’]?s\b)(?:\s+(?:for|i|of"
    rf"|in)\s+(?-i:[A-ZÆØÅ])\w+(?:\s+(?:og|and)\s+(?-i:[A-ZÆØÅ])\w+)*)?"
)
_TOWARDS = re.compile(
    rf"\b(?:til|to|over\s+for|overfor|hos|for|med|with)\s+(?P<who>{_WHOLE}(?:\s*(?:,|og|samt"
    rf"|and)\s+{_WHOLE})*)",
    re.I,
)
_TOLD = re.compile(
    rf"\b(?:orienterer|informerer|fortæller|fortaeller|viser|holder|orienteres|informeres|giver|inform|tell"
    rf"|brief"
    rf"|update)\s+(?:vi\s+)?(?P<who>{_WHOLE})",
    re.I,
)
_GETS = re.compile(
    rf"(?P<who>{_OWN}{_LEADER})(?!\w)(?:,\s+som)?(?:\s+ogs(?:å|a))?\s+(?:f(?:å|aa|a)r|modtager|orienteres"
    rf"|informeres|receives?|gets|is\s+(?:told|informed))\b",
    re.I,
)
_GIVEN = re.compile(rf"\b(?:f(?:å|aa|a)r|modtager)\s+(?P<who>{_OWN}{_LEADER})(?!\w)", re.I)
_ANY_LEADER = re.compile(
    rf"(?<!\baf\s)(?<!\bfra\s)(?<!\bby\s)(?<!\bfrom\s)(?P<who>{_OWN}n{_A}rmeste\s+(?:chef"
    rf"|leder)(?:en)?)(?!\w)",
    re.I,
)

_WHEN_CLAUSE = re.compile(
    r"\b(?:n(?:å|aa|a|3)?r|once|when|as\s+soon\s+as|s(?:å|aa|a)?\s+snart)\b\s+(?!(?:og\b|and\b))[^,.;:?]+",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?:(?:en|to|tre|fire)\s+gange?\s+(?:om\s+)?(?:året|aret|årligt|arligt|halvårligt|i\s+\w+)"
    r"|hver(?:t|\s+anden|\s+tredje|\s+fjerde|\s+sjette|\s+\d+\.)?\s+(?:kvartal|m(?:å|a)ned|uge|halv(?:å|a)r"
    r"|(?:å|a)r|fase|opgave|\w*m(?:ø|o)de)"
    r"|(?:å|a)rligt|m(?:å|a)nedligt?|m(?:å|a)nedsvis|kvartalsvist?|kvartalsm(?:æ|ae)ssigt|halv(?:å|a)rligt"
    r"|ugentligt?|l(?:ø|o|oe)bende"
    r"|every\s+(?:second\s+)?(?:month|quarter|week|year|half\s+year)|monthly|quarterly|weekly|annually"
    r"|continuously"
    r"|(?:efter|ved|i\s+forl(?:æ|ae|e|a)?ngelse\s+af)\s+(?:hver\s+|afslutningen?\s+af\s+|udgangen\s+af\s+"
    r"|endt\s+)?(?:hver\s+)?(?:fase|opgave|delopgave|projekt\w*)\w*(?:\s+\d)?(?:s\s+afslutning)?"
    r"|(?:ved|efter|inden)\s+(?:afslutning\w*|udgangen)\s+af\s+[^,.;:]+"
    r"|(?:efter|after)\s+(?:den\s+|the\s+)?\w*(?:evaluering|opsamling|afslutning|workshop|proces)\w*"
    r"|(?:ved|p(?:å|a)|til|at)\s+(?:(?:vores|det|næste|the|our|next)\s+){0,2}\w*(?:m(?:ø|o)de\w*|samtale\w*"
    r"|meetings?)"
    r"|efter\s+(?:første|anden|tredje|hver)\s+(?:fase|opgave)|after\s+(?:the\s+)?(?:first"
    r"|second)\s+(?:phase|task)"
    r"|ved\s+\w*(?:å|a)rets\s+(?:udgang|afslutning)|ved\s+afslutning\w*|p(?:å|a)\s+(?:\w+\s+)?(?:leder|chef"
    r"|status|omr(?:å|a)de)\w*m(?:ø|o)de\w*"
    r"|(?:at\s+the\s+end\s+of|after)\s+(?:each\s+|every\s+)?(?:phase|task)(?:\s+\d)?)(?!\w)",
    re.I,
)  # fmt: skip


#: A reporting line stands in a few sentences; what comes after that is kept, not searched.
_MOST_SENTENCES = 40

SAID_OF_REPORTING = [
    (
        "to",
        re.compile(
            r"(?:til(?:\s+hvem)?|hvem|modtager|to(?:\s+whom)?|recipient)\s*[:|?]\s*(?P<value>\S.*)", re.I
        ),
    ),
    (
        "when",
        re.compile(
            r"(?:hvor\s?n(?:å|aa|a|3)?r|tidspunkt|dato|frist|when|date|deadline)\s*[:|?]\s*(?P<value>\S.*)",
            re.I,
        ),
    ),
]


def read_reporting(blocks: list[Block], hint: int | None = None) -> Reporting:
    """The reporting section as written, with the words that say to whom and when ("" where none do)."""
    text = "\n".join(block.text if block.kind != "bullet" else f"• {block.text}" for block in blocks)
    given = {"to": "", "when": ""}
    for block in blocks:
        for name, pattern in SAID_OF_REPORTING:
            if (found := pattern.match(block.text.strip())) and not given[name]:
                given[name] = found["value"].strip()
    said = sentences("\n".join(block.text for block in blocks))[:_MOST_SENTENCES]
    to = given["to"] or next((words for one in said if (words := _recipient(one))), "")
    when = given["when"] or ", ".join(words for one in said if (words := _time(one, hint)))
    return Reporting(text, to, when)


def _recipient(text: str) -> str:
    named = [found for one in (_TOWARDS, _GETS, _GIVEN, _TOLD) if (found := one.search(text))]
    first = min(named, key=lambda found: found.start("who")) if named else _ANY_LEADER.search(text)
    return first["who"].strip() if first else ""


def _time(text: str, hint: int | None) -> str:
    """All that says when, in order, as it stands; a period inside a longer clause is said once."""
    spans = [found.span() for found in _WHEN_CLAUSE.finditer(text)]
    spans += [found.span() for found in _OFTEN.finditer(text)]
    spans += [
        (one.start, one.end) for one in place_periods(text, year_hint=hint) if one.period.precision != "open"
    ]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return ", ".join(text[start:end].strip() for start, end in kept)


def names_a_period(text: str) -> bool:
    """Does the text hold any period, put off or not?"""
    return bool(find_periods(text))
