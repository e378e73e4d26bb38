"""Physical lines, as OCR and `pdftotext` leave them: decoding, tidying, page furniture, signs, joining.

Imports no Django. No letter is ever guessed: "opna" stays "opna".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SOFT_HYPHEN = "\u00ad"
_TIDY = str.maketrans(
    {
        **_LIGATURES,
        _SOFT_HYPHEN: None,
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"),
        **dict.fromkeys("\u00a0\u202f\u2007", " "),
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")

#: Signs that are always bullets, also without a space after; and Word's symbol font, which lands at U+F0xx.
_ALWAYS = r"[•●○◦▪▫■□◆◇►▸▶‣⁃∙❖➢➤➔✓✔\uf000-\uf0ff]"
_BULLET = re.compile(rf"({_ALWAYS})\s*")
_DASH = re.compile(r"([-–—−*·])(?:\s+|(?=[^\W\d_]))|([-–—−*·])$")
#: What a bullet is read as: only a bullet when several lines begin so.
_MISREAD = re.compile(r"([eo¢©°«»¤+O0])(?:\s+(?=\S)|$)")
_NUMBER = re.compile(r"\(?(\d{1,2}|[a-h]|[ivx]{1,4})(\)|\.(?!\d))(?:\s+|$)|(\d{1,2}\))(?=[^\W\d_])")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=[^\W\d_])")
_ORDINAL = re.compile(
    r"(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec"
    r"|kvartal|halvår|kvt|uge|led|gang|del|fase|etape|runde|sal|klasse|juledag|påskedag)\b",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:side|page|s\.)\s*\d{1,4}(?:\s*(?:af|of|/)\s*\d{1,4})?|\d{1,4}\s*(?:af|of)\s*\d{1,4}", re.IGNORECASE
)
_OF_PAGES = re.compile(r"\d{1,3}\s*/\s*\d{1,3}")
_BARE_NUMBER = re.compile(r"[-–—\[(|]?\s*(\d{1,3})(?:\s*/\s*\d{1,3})?\s*[-–—\])|]?")
_LEADER = re.compile(r"[.…_]{4,}\s*\d{1,4}$|(?:\. ){4,}\.?\s*\d{1,4}$")
_RULER = re.compile(r"[-–—_=.*~\s]{3,}")

_CONJUNCTION = re.compile(r"(og|eller|samt|/)\b", re.IGNORECASE)
_OPEN_END = re.compile(
    r"(?:\b(?:og|eller|samt|at|en|et|den|vores|for|and|or|the|of|to)|[,/–])$", re.IGNORECASE
)
_OPEN_BEFORE_LOWER = re.compile(
    r"\b(?:i|på|af|til|med|fra|om|ved|som|der|kan|skal|vil|bliver|er|har|hvor|in|on|with|by)$", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SHORTENED = re.compile(
    r"\b(?:bl\.\s?a|f\.\s?eks|fx|eks|evt|ift|mht|mv|m\.\s?v|m\.\s?m|m\.\s?fl|osv|ca|jf|hhv|inkl|ekskl|pkt"
    r"|nr|kl|d|dvs|vedr|pga|iht|tlf|kap|afd|dir|min|max|p\.\s?t|pt)\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A physical line. `raw` keeps its columns; `gap` counts the blank lines before, -1 at a page's top."""

    raw: str
    text: str
    indent: int
    gap: int

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


def decode(data: bytes) -> str:
    """A text file's text: UTF-8 and UTF-16 with or without mark, else Windows-1252, else Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    head = data[:4096]
    if head.count(0) > len(head) // 4:
        big = head[0::2].count(0) > head[1::2].count(0)
        return data.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def tidy(text: str) -> str:
    """One clean line: letters composed, ligatures opened, invisible characters and runs of space gone."""
    text = unicodedata.normalize("NFC", text).translate(_TIDY)
    return " ".join(_CONTROL.sub("", text).split())


def pages_of(text: str) -> list[list[str]]:
    """The raw lines of each page. Form feeds part pages."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return [_few_blanks(page.replace("\v", "\n").split("\n")) for page in text.split("\f")]


def _few_blanks(lines: list[str]) -> list[str]:
    """The lines with no more than six empty ones together."""
    kept: list[str] = []
    blanks = 0
    for line in lines:
        blanks = 0 if line.strip() else blanks + 1
        if blanks <= 6:
            kept.append(line)
    return kept


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers, repeated headers and footers, rulers and lines of a table of contents.

    A repeated header stays the first time it stands on top of a page, since it may be the title.
    """
    paged = len(pages) > 1
    pages = [[line for line in page if not _is_ruled(tidy(line))] for page in pages]
    while pages and not any(line.strip() for line in pages[-1]):
        pages.pop()
    repeated = _repeated(pages)
    seen: set[str] = set()
    numbers = _running_numbers(pages)
    result = []
    for page in pages:
        top, bottom = _edges(page)
        kept = []
        for index, line in enumerate(page):
            clean = tidy(line)
            edge = index in top or index in bottom
            last = index in bottom and index == max(bottom) and len(bottom) > 1
            if (
                (last and _OF_PAGES.fullmatch(clean))
                or _PAGE_NUMBER.fullmatch(clean)
                or ((numbers or (edge and paged)) and _is_bare(clean))
            ):
                kept.append("")
                continue
            name = _without_page_number(clean)
            if edge and name in repeated:
                if (index in bottom and index not in top) or name in seen:
                    continue
                seen.add(name)
            kept.append(line)
        result.append(kept)
    return result


def lines_of(pages: list[list[str]]) -> list[Line]:
    """The lines with something on them, in order."""
    lines: list[Line] = []
    for page in pages:
        gap = -1 if lines else 0
        for raw in page:
            raw = raw.expandtabs(8) if raw[:1] == "\t" else raw
            text = raw.rstrip()
            text = text[:-1] + "\u2010" if text.endswith(_SOFT_HYPHEN) else text
            clean = tidy(text)
            if clean:
                lines.append(Line(raw, clean, len(raw) - len(raw.lstrip()), gap))
                gap = 0
            elif gap >= 0:
                gap += 1
    return lines


# --------------------------------------------------------------------------------------------- signs


def misread_signs(texts: list[str]) -> frozenset[str]:
    """The letters that stand for bullets in this document: those that begin several lines."""
    found = Counter(match[1] for text in texts if (match := _MISREAD.match(text)))
    return frozenset(sign for sign, count in found.items() if count >= 2)


def sign_of(text: str, misread: frozenset[str] = frozenset()) -> tuple[str, str] | None:
    """(sign, rest) when the line begins a list item. The sign is "•", "▪", "-", "o", "1", "a" or "1.1"."""
    if match := _BULLET.match(text):
        return {"○": "o", "◦": "o", "▪": "▪", "■": "▪", "\uf0a7": "▪", "\uf06f": "o"}.get(
            match[1], "-" if match[1] == "\uf02d" else "•"
        ), text[match.end() :]
    if match := _DASH.match(text):
        sign = match[1] or match[2]
        rest = text[match.end() :]
        if sign == "*" and rest.endswith("*") and not text.startswith("* "):
            return None
        if text.startswith("**"):
            return None
        return ("•" if sign in "*·" else "-"), rest
    if (match := _MISREAD.match(text)) and match[1] in misread:
        return ("o" if match[1] in "oO0" and misread <= {"o", "O", "0"} else "•"), text[match.end() :]
    if match := _DECIMAL.match(text):
        return match[1], text[match.end() :]
    if match := _NUMBER.match(text):
        mark, rest = match[1] or match[3][:-1], text[match.end() :]
        if _ORDINAL.match(rest):
            return None
        return ("1" if mark.isdigit() else "a"), rest
    return None


# --------------------------------------------------------------------------------------------- joining


def ended(text: str) -> bool:
    """Does the line end a sentence? "bl.a." and "evt." do not."""
    return bool(_ENDED.search(text)) and not _SHORTENED.search(text)


def left_open(text: str, *, before_lower: bool) -> bool:
    """Does the line end in a word or sign that must be followed by more?"""
    return bool(_OPEN_END.search(text)) or (before_lower and bool(_OPEN_BEFORE_LOWER.search(text)))


def starts_lower(text: str) -> bool:
    bare = text.lstrip("\"'”“»«([")
    return bare[:1].islower()


def is_hyphenated(first: str, second: str) -> bool:
    """Is a word broken over the two lines?"""
    if first.endswith("\u2010"):
        return True
    return len(first) > 1 and first.endswith("-") and first[-2].isalpha() and second[:1].isalpha()


def join(first: str, second: str) -> str:
    """The two lines as one, a word broken at the line's end made whole again."""
    if not first:
        return second
    if first.endswith("\u2010"):
        return first[:-1] + second
    if first.endswith("/"):
        return first + second
    if is_hyphenated(first, second):
        if _CONJUNCTION.match(second):
            return f"{first} {second}"
        word = first[:-1].split(" ")[-1]
        # "MED-" + "udvalget" keeps its hyphen; "opga-" + "ver" loses it.
        if second[:1].islower() and not (word.isupper() and len(word) > 1):
            return first[:-1] + second
        return first + second
    return f"{first} {second}"


# --------------------------------------------------------------------------------------------- furniture


def _is_ruled(text: str) -> bool:
    return bool(text) and bool(_RULER.fullmatch(text) or _LEADER.search(text))


def _is_bare(text: str) -> bool:
    return bool(text) and bool(_BARE_NUMBER.fullmatch(text))


def _edges(page: list[str]) -> tuple[set[int], set[int]]:
    filled = [index for index, line in enumerate(page) if line.strip()]
    return set(filled[:2]), set(filled[-2:])


def _without_page_number(text: str) -> str:
    return re.sub(r"[\s|,–-]+$", "", _PAGE_NUMBER.sub("", text)).strip()


def _repeated(pages: list[list[str]]) -> set[str]:
    if len(pages) < 2:
        return set()
    count: Counter[str] = Counter()
    for page in pages:
        top, bottom = _edges(page)
        count.update({_without_page_number(tidy(page[index])) for index in top | bottom})
    return {text for text, times in count.items() if text and times >= 2 and times * 2 >= len(pages)}


def _running_numbers(pages: list[list[str]]) -> bool:
    """Do the lines that are only a number count 1, 2, 3… through the document?"""
    bare = [match[1] for page in pages for line in page if (match := _BARE_NUMBER.fullmatch(tidy(line)))]
    return len(bare) >= 2 and bare == [str(number) for number in range(1, len(bare) + 1)]
