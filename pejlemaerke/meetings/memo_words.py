"""How the parts of a memo and its minutes are named, in Danish municipalities' papers and in ours in English. Imports
no Django.

A label is known at the start of a line: "Baggrund", "Baggrund: …", "1. Baggrund", "Chefteamet skal beslutte:".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: (X) beside what applies, as the forms ask for it.
_SET_X = r"(?:\s*\(?\s*s(?:æ|ae|e)?t\s+(?:et\s+)?(?:x|kryds)\s*\)?)"
_WHO = r"(?:[\w’'.&/-]+\s+){1,6}?"

#: Field → how its label begins. The first that fits wins, so the narrow ones stand first.
_LABELS: tuple[tuple[str, str], ...] = (
    ("title", r"titel|emne|overskrift|sags(?:titel|overskrift|emne)|title|subject"),
    ("date", r"(?:møde)?dato|mødetidspunkt|date"),
    ("financing", r"(?:udgifte[nr](?:ne)?\s+)?finansieres(?:\s+inden\s+for|\s+af)?|finansiering(?:en)?|financed\s+by"
        r"|financing"),
    ("costs", r"(?:direkte\s+)?udgift(?:er)?(?:ne)?\s*\((?:løn|inkl)[^()]{0,120}\)|(?:direkte\s+)?udgift(?:er)?"
        r"|økonomi(?:ske?\s+(?:konsekvens(?:er)?|forhold))?|omkostninger|udgifter\s+pr\.?\s+år|costs?|finances"),
    ("background", r"baggrund(?:en)?(?:\s+og\s+formål)?|sagsfremstilling|sagsbeskrivelse|problemstilling|resum[eé]"
        r"|sammenfatning|indledning|motivation|redegørelse|beskrivelse\s+af\s+sagen|formål|background|summary"),
    ("decisions", rf"beslutninger(?:,?\s+der\s+ønskes)?|beslutnings(?:punkter|tema|grundlag)|forslag\s+til\s+beslutning"
        rf"|hvad\s+skal\s+besluttes|indstilling(?:en|er|erne)?|anbefaling(?:en|er|erne)?"
        rf"|det\s+(?:indstilles|anbefales|foreslås)(?:\s+(?:derfor|til\s+[\w’'.&/ -]{{1,60}}?))?(?=,?\s+at\b|\s*:|\s*$)"
        rf"|{_WHO}(?:indstiller|anbefaler|foreslår)(?:\s+(?:til|over\s+for)\s+[\w’'.&/ -]{{1,60}}?)?"
        r"(?=,?\s+at\b|\s*:|\s*$)"
        rf"|{_WHO}(?:skal|bedes|anmodes\s+om\s+at)\s+(?:beslutte|tage\s+stilling(?:\s+til)?|godkende|drøfte\s+og\s+beslutte)"
        r"(?=\s*:|\s*$|,?\s+(?:at|om|hvor|hvilke|følgende)\b)(?:\s+følgende)?"
        r"|decisions?\s+asked\s+for|recommendations?|we\s+ask\s+the\s+\w+(?:\s+\w+)?\s+to\s+decide"),
    ("effect", r"(?:forventet\s+)?effekt(?:en|er)?(?:\s+og\s+konsekvenser)?|virkning(?:er)?|gevinster|konsekvenser"
        r"(?:\s+for\s+\w+(?:\s+\w+)?)?|\w+(?:mæssige|ske)\s+konsekvenser|effects?|consequences"),
    ("communication", r"kommunikation(?:en|splan)?|communication"),
    ("follow_up", r"(?:opfølgning|evaluering)(?:en)?(?:\s+og\s+(?:evaluering|opfølgning))?|follow[- ]?up"),
    ("risks", r"risi(?:ci|ko)(?:vurdering|erne|en)?|opmærksomhedspunkter"
        r"|[\w’']+\s+rummer\s+(?:en\s+)?risiko(?:en)?\s+for"
        r"|der\s+er\s+(?:en\s+)?risiko\s+for(?=\s*:)|risks?"),
    ("is_closed", rf"(?:denne\s+|dette\s+)?(?:indstilling(?:en)?|punkt(?:et)?|sag(?:en)?|dagsordenspunkt(?:et)?)\s+er"
        rf"(?={_SET_X}?\s*(?::|$))|åben(?:t)?\s*/\s*lukket(?:\s+\w+)?|offentlighed|åben(?:t)?\s+eller\s+lukket|open\s*(?:/|or)\s*closed"),
    ("coordinated_with", r"(?:sagen\s+er\s+|punktet\s+er\s+)?(?:koordineret|afstemt)\s+med|coordinated\s+with"),
    ("responsible", r"(?:sags)?ansvarlig(?:e)?(?:\s+(?:leder|chef|direktør))?(?:\s*/\s*[\wæøå]+)?|sagsbehandler"
        r"|forfatter|indstiller|afsender|responsible"),
    ("participants", r"deltager(?:e|ne)?(?:\s+(?:på|i|under)\s+(?:mødet|punktet|sagen|behandlingen))?"
        r"|participants?(?:\s+at\s+the\s+meeting)?"),
    ("inputs", r"indhentede\s+(?:bemærkninger|input|høringssvar|udtalelser)(?:\s*(?:/|og)\s*\w+)?|høringssvar|input"
        r"|bemærkninger\s+fra\s+\w+|inputs?(?:\s+received)?"),
    ("form", r"om\s+(?:indstillingen|punktet|sagen)|about\s+the\s+(?:memo|item)"),
    ("attachments", r"(?:vedlagte\s+)?bilag(?:sliste)?|attachments?"),
    ("other", r"(?:videre\s+)?proces|tids(?:plan|horisont|ramme)|lov(?:grundlag|hjemmel)|retsgrundlag|historik"
        r"|målgruppe|organisering|politisk\s+behandling|supplerende\s+\w+|noter"),
)  # fmt: skip

#: What opens the minutes. "Beslutning" asks only where nothing is asked yet: see `memo_reading_sections`.
_MINUTES = re.compile(
    rf"(?:referat(?:\s+af\s+(?:punktet|drøftelsen|behandlingen))?|minutes|drøftelse(?:n)?|beslutning(?:en)?"
    rf"|konklusion(?:en)?|beslutning\s+(?:fra|på|den)\s.{{3,60}}|decided|decision"
    rf"|{_WHO}(?:drøftede|besluttede|godkendte|tiltrådte|behandlede)(?=\s*:))",
    re.I,
)
_NUMBER = re.compile(r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|ad\s+\d{1,2}[.):]?)\s+(?=\S)", re.I)
#: The longest name is taken that something follows which may follow a label.
_FOLLOWS = rf"(?={_SET_X}?\s*(?::|\?|[–—-]\s|$)|,?\s+(?:at|om|hvor|hvilke)\b)"
_COMPILED = tuple((field, re.compile(rf"(?:{pattern}){_FOLLOWS}", re.I)) for field, pattern in _LABELS)
_AFTER = re.compile(rf"{_SET_X}?\s*(?P<sign>:{_SET_X}?|\?|[–—-](?=\s)|$|,?(?=\s+at\b))\s*", re.I)
#: After these words a sentence goes on, and the words are still a label.
_AND_ON = re.compile(r"(?:om|hvor|hvilke)\b", re.I)


@dataclass(frozen=True)
class Label:
    """A label at the start of a line: `words` as they stand, and `rest`, what is said after it on the same line."""

    field: str
    words: str
    rest: str


def label_of(text: str) -> Label | None:
    """The label a line begins with. "Minutes" are asked for by `opens_minutes`."""
    start = number.end() if (number := _NUMBER.match(text)) else 0
    for field, pattern in _COMPILED:
        found = pattern.match(text, start)
        if not found:
            continue
        after = _AFTER.match(text, found.end())
        if after is None and field == "decisions":
            gap = re.compile(r"\s*").match(text, found.end())
            after = gap if gap and _AND_ON.match(text, gap.end()) else None
        if after is not None:
            return Label(field, text[: after.end()].strip(), text[after.end() :].strip())
    return None


def opens_minutes(text: str) -> Label | None:
    """ "Referat", "Beslutning:", "Udvalget besluttede:" with what follows on the line."""
    start = number.end() if (number := _NUMBER.match(text)) else 0
    found = _MINUTES.match(text, start)
    if found and (after := re.compile(r"\s*(?::|$)\s*").match(text, found.end())):
        return Label("minutes", text[: after.end()].strip(), text[after.end() :].strip())
    return None


# -- inside a section ------------------------------------------------------------------------------------------

_PARTS = {
    "communication": (
        ("before", r"før|inden|forud|before", "FØR|INDEN"),
        ("during", r"under|undervejs|løbende|during", "UNDER|UNDERVEJS"),
        ("after", r"efter|bagefter|efterfølgende|after", "EFTER"),
    ),
    "follow_up": (
        ("local", r"lokalt?|lokal\s+opfølgning|decentralt|i\s+enhederne|locally|local", "LOKALT|LOKAL"),
        (
            "joint",
            r"fælles|fælles\s+opfølgning|centralt|på\s+tværs|tværgående|samlet|jointly|joint",
            "FÆLLES",
        ),
    ),
}
_PART_LABELS = {
    field: tuple(
        (
            part,
            re.compile(
                rf"(?i:(?:{words})(?:\s+[\w’']+){{0,2}}\s*:)|(?i:(?:{words}))\s*$|(?:{capitals})\b\s*:?"
            ),
        )
        for part, words, capitals in parts
    )
    for field, parts in _PARTS.items()
}
_PART_WITHIN = {
    "communication": re.compile(r"(?<=\s)(?=(?:FØR|UNDER|EFTER|Før|Under|Efter)\s*(?::|\())"),
    "follow_up": re.compile(r"(?<=\s)(?=(?:Lokalt|Fælles|Centralt|LOKALT|FÆLLES)\s*:)"),
}


def part_of(field: str, text: str) -> Label | None:
    """ "FØR (…)", "Lokalt: …" inside communication and follow-up: before, during, after; local, joint."""
    for part, pattern in _PART_LABELS.get(field, ()):
        if found := pattern.match(text):
            return Label(part, found[0].strip(), text[found.end() :].strip())
    return None


def parted(field: str, text: str) -> list[str]:
    """The text at each such label in mid-line."""
    pattern = _PART_WITHIN.get(field)
    return [piece.strip() for piece in pattern.split(text) if piece.strip()] if pattern else [text]


_SPLIT = re.compile(
    r"(?:(?<=[.!?)”\"])|(?<=\t))\s*(?=(?:Baggrund|Sagsfremstilling|Indstilling|Beslutninger|Effekt|Konsekvenser|Økonomi"
    r"|Kommunikation|Opfølgning|Risici|Koordineret med|Ansvarlig(?: leder)?(?:/\w+)?|Deltagere?(?: på mødet)?|Bilag"
    r"|Finansiering|Referat)\s*:)"
)


def labels_apart(text: str) -> list[str]:
    """A line in which several labelled fields ran together ("… i maj. Kommunikation: …"), one piece for each."""
    return [piece.strip() for piece in _SPLIT.split(text) if piece.strip()]


# -- crosses ---------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?P<mark>(?:\[|\()?\s*(?:[xX×✗✘☒☑✓✔])(?![^\W_])\s*(?:\]|\))?)"
    r"|(?P<empty>☐|□|\[\s*\]|\(\s*\)|_{2,})"
    rf"|(?P<skip>(?i:{_SET_X}|(?:denne\s+|dette\s+)?(?:indstilling|punkt(?:et)?|sag)\s+er\b)|[\s:;/,.|()]+)"
    r"|(?P<open>(?i:åbent?(?:\s+(?:indstilling|punkt|sag|dagsorden))?|offentlig|open(?:\s+(?:memo|item))?)(?!\w))"
    r"|(?P<closed>(?i:lukket?(?:\s+(?:indstilling|punkt|sag|dagsorden))?|fortrolig|closed(?:\s+(?:memo|item))?)(?!\w))"
    r"|(?P<joint_savings>(?i:(?:[\w’']+\s+){0,2}?fælles\s+opsparing|fællespulje[nr]?|joint\s+savings)(?!\w))"
    r"|(?P<base_budget>(?i:(?:afd\.?|afdelingens?|enhedens|eget|egen|eksisterende)?\s*(?:grundbudget(?:tet)?|budgetramme"
    r"|budget)|(?:the\s+unit[’']s\s+)?base\s+budget)(?!\w))"
    r"|(?P<unit_savings>(?i:(?:afd\.?|afdelingens?|enhedens|egen)?\s*opsparing(?:en)?|(?:the\s+)?(?:unit(?:[’']s)?|own)\s+savings)(?!\w))"
)
OPTIONS = ("open", "closed", "base_budget", "unit_savings", "joint_savings")


def tokens_of(text: str) -> list[str] | None:
    """The options and crosses a line consists of: "open", "mark", "empty", "base_budget" …; None when it says more."""
    found, at = [], 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            return None
        kind = token.lastgroup or ""
        if kind != "skip":
            found.append(kind)
        at = token.end()
    return found


def chosen(tokens: list[str]) -> list[str]:
    """The options with a cross: after each option, or before each where the line begins with one."""
    before = bool(tokens) and tokens[0] in ("mark", "empty")
    options = []
    for at, token in enumerate(tokens):
        beside = at - 1 if before else at + 1
        if token in OPTIONS and 0 <= beside < len(tokens) and tokens[beside] == "mark":
            options.append(token)
    return options
