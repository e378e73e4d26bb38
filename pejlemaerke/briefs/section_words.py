"""How the parts of a backbrief are named in real documents, Danish and English. Imports no Django.

Headings are known by their meaning: lead words ("Hvad er vores …") are passed over and what is left must
begin with a word for the section. Comparison is on `plain` text, where letters a scanner lost make no
difference.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: What a section is about; "intent" is read from above and never taken over.
SECTIONS = (
    "reporting", "intent", "stop", "brief_holds", "main_effort", "signs", "freedoms", "constraints",
    "subtasks", "time_plan", "main_task", "starting_point", "med",
)  # fmt: skip

_PATTERNS = {
    "reporting": r"afrapporter\w*|rapporter\w*|rapport|report\w*|opf(?:o|6|@)?lgning\w*|follow[- ]?up"
    r"|tilbagemelding\w*|melder (?:vi )?tilbage|feedback til",
    "intent": r"leders hensigt|hensigt(?:en)? (?:to|et|1|2) niveau\w*|overordnede? hensigt|higher intent"
    "|intent of",
    "stop": r"holder vi op|stopper|stoppe|stop\b|lade vaere|mindre af|fravalg|fravaelg\w*|nedprioriter\w*"
    r"|do less of|less of|stop doing",
    "brief_holds": r"holder (?:\w+ )?(?:brief|ordren|opgaven)\w*|briefen\b|brief still|brief hold|still hold",
    "main_effort": r"hoved[- ]?indsats\w*|vigtigst\w*|main effort|tyngdepunkt\w*|top priority|most important",
    "signs": r"tegn\b|succes\w*|lykkes\b|lykkedes\b|effektmal\w*|indikator\w*|kendetegn\w*|signs?\b"
    r"|measures?\b"
    r"|success\w*|maltal\b|mal\b|malene\b|malet\b|malbillede\w*|working\b",
    "freedoms": r"frihedsgrad\w*|handle[- ]?rum\w*|raderum\w*|frirum\w*|freedoms?\b|bestemmer vi selv",
    "constraints": r"rammer?\b|rammerne\b|begraensning\w*|bindinger\b|constraints?\b|boundar\w*|ma vi ikke",
    "subtasks": r"under[- ]?opgave\w*|del[- ]?opgave\w*|delmal\w*|handlinger\w*|handleplan\w*|indsatser\w*"
    r"|aktiviteter\w*|opgaver\b|opgaverne\b|faser\b|faserne\b|sub[- ]?tasks?\b|tasks\b|implied tasks"
    r"|activities\b"
    r"|actions?\b|phases\b|fremgangsma\w*|gor vi\b|vil vi gore|skal vi gore|gribe? (?:vi )?det an",
    "time_plan": r"tids[- ]?plan\w*|tids[- ]?ramme\w*|tids[- ]?horisont\w*|tidslinje\w*|tidspunkt\w*"
    r"|milepa?el\w*"
    r"|time[- ]?plan\w*|time[- ]?table\w*|time[- ]?line\w*|time[- ]?frame\w*|schedule\b|kalender\w*"
    r"|deadlines?\b",
    "main_task": r"hoved[- ]?opgave\w*|main task\w*|opgave\b|opgaven\b|our task|task\b|vil vi opna"
    "|skal vi opna"
    r"|what we will achieve|hoved[- ]?formal\w*",
    "starting_point": r"udgangs?[- ]?punkt\w*|baggrund\w*|situation\w*|nulaget?\b|nusituation\w*"
    r"|starting point\w*"
    r"|start(?:er)? vi\b|star vi\b|er vi i dag|are we now|we stand|background|context|status\b",
    "med": r"med[- ]?(?:udvalg\w*|inddragelse\w*|arbejde\w*|rolle\w*|del\b)|lmu\b|lokal[- ]?med\w*"
    r"|inddragelse(?:n)? af med|rolle for med|involvement of (?:staff|med)|staff involvement|med-committee",
}
_STARTS = {name: re.compile(rf"(?:{pattern})") for name, pattern in _PATTERNS.items()}
_STRONG = re.compile(
    r"hoved[- ]?opgave|under[- ]?opgave|del[- ]?opgave|tids[- ]?plan|rapporter|main task|sub[- ]?task"
)

_LEAD_WORDS = frozenset(
    re.findall(
        r"\w+",
        """hvad hvilke hvilken hvilket hvordan hvorledes hvornar hvem hvor hvorfor er bliver vores vor min
        mit mine din dit jeres deres de den det der vi skal vil kan ved at og samt i pa for til lokale lokalt
        enhedens afdelingens arbejdspladsens teamets sadan saledes egne egen egentlige overordnede overordnet
        konkrete naeste forslag plan what which how when who where why is are our the my we will do should
        shall know it that and of to local own""",
    )
)
#: Words that may follow in a heading without saying anything of their own.
_TRAILING_WORDS = _LEAD_WORDS | frozenset(
    re.findall(
        r"\w+",
        """folger af flger fra hertil heraf med hos ma ikke have haft gore gor mere mindre op tid tidsplan
        stadig fortsat from follow follows following still hold on have has been s rolle part role vs this be
        done doing come by niveau niveauer opgave opgaver enheden os selv stille stiller""",
    )
)
_WHEN = re.compile(r"(?:og |hvad |and )?(?:hvor ?n[ao]?r|when)(?: skal det ske| sker det| gor vi det)?")
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]?|\(?[a-hA-H][.)]|[IVX]{1,4}[.)])\s+(?=\S)")


def plain(text: str) -> str:
    """Lower case, æ as ae, ø as o, å as a, no accents and no signs but the hyphen: for comparing only."""
    text = text.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a").replace("p3", "pa")
    text = text.replace("aa", "a").replace("oe", "o")
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(one for one in parts if not unicodedata.combining(one))
    return re.sub(r"[^\w-]+", " ", kept).strip()


def without_number(text: str) -> str:
    """A heading without its "1.", "3)" or "2.1"."""
    return _NUMBERING.sub("", text, count=1).strip()


@dataclass(frozen=True)
class Named:
    """A section recognised. `says_more` when the heading holds words that are not only its name."""

    section: str
    says_more: bool


def section_named(text: str, *, sure: bool) -> Named | None:
    """The section a heading names. `sure` when layout says that it is a heading (a style, a cell of its own):
    then the word may stand anywhere in it."""
    bare = without_number(text).rstrip(":").strip()
    words = plain(bare).split()
    if not words or len(words) > 14 or bare.endswith((".", ",", ";")):
        return None
    if (
        re.match(r"(?:(?:lokal|det lokale )[- ]?)?MED\b(?!\w)", bare)
        and len(words) <= 5
        and not bare.isupper()
    ):
        return Named("med", any(word not in _TRAILING_WORDS | {"med"} for word in words))
    if _WHEN.fullmatch(" ".join(words)):
        return Named("time_plan", False)
    rest = words
    while True:
        line = " ".join(rest)
        for section in SECTIONS:
            if found := _STARTS[section].match(line):
                return Named(section, _says_more(line[found.end() :], section))
        if not rest or rest[0] not in _LEAD_WORDS:
            break
        rest = rest[1:]
    line = " ".join(words)
    if sure or (bare.endswith("?") and _STRONG.search(line)):
        for section in SECTIONS:
            if found := re.search(rf"(?<!\w)(?:{_PATTERNS[section]})", line):
                before = any(word not in _TRAILING_WORDS for word in line[: found.start()].split())
                return Named(section, before or _says_more(line[found.end() :], section))
    return None


def _says_more(rest: str, section: str) -> bool:
    for other in SECTIONS:
        rest = re.sub(rf"(?<!\w)(?:{_PATTERNS[other]})", " ", rest)
    return any(word not in _TRAILING_WORDS for word in rest.split())


_AFTER_NAME = re.compile(r"^(?P<name>[^:.?\n]{3,90}?)\s*(?P<sign>\?|:|\.|\s[–—-])\s+(?P<rest>\S.*)$", re.S)


def section_begun(text: str) -> tuple[Named, str] | None:
    """The section a paragraph opens with, and what follows: "Tidsplan: vi begynder i maj"."""
    found = _AFTER_NAME.match(text)
    if not found or len(found["name"].split()) > 9:
        return None
    sign = found["sign"].strip()
    named = section_named(found["name"] + ("?" if sign == "?" else ""), sure=False)
    # A sentence that begins with the word ("Rapporter skrives. …") is no heading.
    if named is None or (sign != ":" and named.says_more) or (sign == "." and len(found["name"].split()) > 3):
        return None
    if named.section in ("subtasks", "main_task") and subtask_named(text) is not None:
        return None
    return named, found["rest"]


# Subtasks that name themselves ------------------------------------------------------------------


@dataclass(frozen=True)
class Label:
    """ "Opgave 1" or "Fase 2": `words` as they stand, `kind` "task" or "phase", and what follows them."""

    words: str
    kind: str
    number: int
    rest: str
    headed: bool


_KINDS = (
    r"under-?opgave|del-?opgave|hovedspor|opgave|fase|etape|spor|indsats|trin|skridt|aktivitet|workstream"
    r"|track|step"
    r"|sub-?task|task|phase|activity"
)
_COUNT = {
    "et": 1, "en": 1, "to": 2, "tre": 3, "fire": 4, "one": 1, "two": 2, "three": 3, "four": 4, "første": 1,
    "foerste": 1, "forste": 1, "frste": 1, "first": 1, "anden": 2, "andet": 2, "second": 2, "tredje": 3,
    "third": 3, "fjerde": 4, "fourth": 4, "l": 1, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5,
}  # fmt: skip
_ORDINAL = r"første|foerste|forste|frste|anden|andet|tredje|fjerde|first|second|third|fourth"
_NUMBERED = (
    rf"(?P<kind>{_KINDS})n?\s*(?:nr\.?\s*)?(?P<number>\d{{1,2}}|[A-H]|[IVl]{{1,3}}|et|to|tre|one|two|three)"
)
_ORDERED = rf"(?P<order>\d|{_ORDINAL})\.?\s+(?P<what>{_KINDS})"
_LABEL = re.compile(
    rf"(?:{_NUMBERED}|{_ORDERED})(?![\w%])(?P<sign>\s*[.:)–—-]+\s*|,\s+|\s*$|\s+)(?P<rest>.*)$", re.I | re.S
)
_MENTION = re.compile(
    rf"(?<!\w)(?:{_NUMBERED}(?P<more>(?:\s*(?:,|og|and|&)\s*\d{{1,2}}(?![\w.]))*)|{_ORDERED})(?![\w%])", re.I
)


def subtask_named(text: str) -> Label | None:
    """The label a block begins with, if it begins with one."""
    bare = text.strip()
    found = _LABEL.match(bare) or _LABEL.match(without_number(bare))
    if not found:
        return None
    word, number = found["kind"] or found["what"], found["number"] or found["order"]
    rest = found["rest"].strip()
    words = found[0][: len(found[0]) - len(found["rest"])].strip(" .,:)–—-")
    headed = bool(found["sign"].strip(" ,")) or not rest or rest.startswith("(")
    return Label(words, _kind(word), _count(number), rest, headed)


def subtasks_mentioned(text: str) -> list[tuple[int, str, int]]:
    """(place, kind, number) of every "opgave 1", "fase 1 og 2", "første fase" in running text."""
    mentioned = []
    for found in _MENTION.finditer(text):
        kind = _kind(found["kind"] or found["what"])
        mentioned.append((found.start(), kind, _count(found["number"] or found["order"])))
        for more in re.findall(r"\d+", found["more"] or ""):
            mentioned.append((found.start(), kind, int(more)))
    return mentioned


def _kind(word: str) -> str:
    return "phase" if word.lower() in ("fase", "phase", "etape") else "task"


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    if word.lower() in _COUNT and word not in ("A", "B", "C", "D", "E", "F", "G", "H"):
        return _COUNT[word.lower()]
    return ord(word[0].upper()) - ord("A") + 1


# What is said of a subtask ------------------------------------------------------------------------

_ATTRIBUTES = [
    ("who", r"ansvarlige?(?: leder| for opgaven)?|tovholdere?|hvem|ejer|deltagere|responsible|owner|who"),
    ("phase", r"fase|phase"),
    ("after", r"venter p(?:å|a|aa)|afventer|waits for|after"),
    ("main_effort", r"hovedindsats|main effort"),
    ("product", r"produkt\w*|leverance\w*|resultat\w*|output|product|deliverable|result"),
    (
        "period",
        r"hvor ?n(?:å|aa|a|3)?r|tid|tidspunkt|tidsplan|tidsramme|periode|frist|deadline|when|time|period",
    ),
]
_ATTRIBUTE = [
    (name, re.compile(rf"^(?:{words})\s*(?::|\s[–—-]\s)\s*(?P<value>\S.*)$", re.I | re.S))
    for name, words in _ATTRIBUTES
]
_COLUMNS = {
    "title": r"aktivitet\w*|(?:del|under)?opgaver?n?e?|handling\w*|indsats\w*|hvad|emne|fase\w*|activit\w+"
    "|tasks?"
    r"|subtasks?|actions?|what|phase|trin|hvad skal der ske|hvad gor vi",
    "period": r"hvor ?na?r|tid|tidspunkt|tidsplan|tidsramme|periode|dato|frist|deadline|uge|maned|kvartal"
    "|when|time"
    r"|date|period|termin",
    "who": r"ansvarlige?|ansvar|tovholder\w*|hvem|hvem er ansvarlige?|responsible|owner|who|ejer",
    "participants": r"deltager\w*|involverede|malgruppe|participants?|med hvem",
    "product": r"produkt\w*|leverance\w*|resultat\w*|output|product|deliverables?|result",
    "steps": r"skridt|hvordan|beskrivelse|proces|steps?|how|description|indhold|bemaerkning\w*|notes?"
    r"|kommentar\w*|form",
}


_RESPONSIBLE = re.compile(
    r"^(?:ansvarlige?|tovholder|responsible|owner)\s+(?:for (?:opgaven|fasen) )?(?:er"
    r"|is)\s+(?P<value>[^.?]+)\.?$",
    re.I,
)


def attribute_named(text: str) -> tuple[str, str] | None:
    """(what, value) of "Ansvarlig: områdelederen" and its like: who, product, period, phase, after,
    main_effort (the last only with a "yes")."""
    if found := _RESPONSIBLE.match(text.strip()):
        return "who", found["value"].strip()
    for name, pattern in _ATTRIBUTE:
        if found := pattern.match(text.strip()):
            value = found["value"].strip()
            if name == "main_effort" and plain(value) not in ("ja", "yes", "x"):
                continue
            return name, value
    return None


def columns_named(cells: tuple[str, ...]) -> list[str] | None:
    """What each column of a table holds, if the row is its header ("" for a column of another kind)."""
    names = [
        next((name for name, words in _COLUMNS.items() if re.fullmatch(words, plain(cell))), "")
        for cell in cells
    ]
    known = [name for name in names if name]
    if len(known) < 2 or len(set(known)) < 2 or any(len(cell.split()) > 5 for cell in cells):
        return None
    if "title" not in names:
        names[names.index("") if "" in names else 0] = "title"
    return names


_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"]?\s+(?=[A-ZÆØÅ“\"”(•]|\d+[.)]\s)")
_SHORTENED = re.compile(r"\b(?:bl\.a|f\.eks|eks|evt|ca|nr|jf|kl|pkt|dvs|ift|mht|\d)\.$", re.I)
_NUMBERED_END = re.compile(r"\b(?:opgave|fase|task|phase|kvartal|quarter)\s\d\.$", re.I)


def sentences(text: str) -> list[str]:
    """The sentences of a text, no word lost; "bl.a." and "1. kvartal" end none."""
    found: list[str] = []
    for line in text.split("\n"):
        open_end = False
        for part in (part.strip() for part in _SENTENCE_END.split(line)):
            if not part:
                continue
            if open_end:
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
            open_end = bool(_SHORTENED.search(part)) and not _NUMBERED_END.search(part)
    return found
