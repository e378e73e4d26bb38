"""Words compared: folded for search, keyed for Danish sorting, overlap of two texts. Imports no Django."""

from __future__ import annotations

import re
import unicodedata

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
#: What a writer without Danish letters, or a scanner that lost them, leaves of each.
_LOST = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_MOST_VARIANTS = 12


def fold(text: str) -> str:
    """The text as search compares it: no case, æ/ø/å as ae/oe/aa, no accents. fold(fold(x)) == fold(x)."""
    return _without_accents(_even(text).translate(_DANISH))


def fold_variants(query: str) -> list[str]:
    """Folded forms to search for, the most exact first, at most twelve.

    A search for "opnå" also finds a scanned "opna", and a search typed "opna" also finds "opnå".
    """
    variants = [fold(query), _without_accents(_even(query).translate(_LOST))]
    plain = _without_accents(_even(query))
    for at, letter in enumerate(plain):
        if letter in "ao" and plain[at : at + 2] not in ("ae", "oe", "aa") and plain[at - 1 : at] != "a":
            variants.append(fold(plain[:at]) + {"a": "aa", "o": "oe"}[letter] + fold(plain[at + 1 :]))
    return list(dict.fromkeys(variants))[:_MOST_VARIANTS]


def danish_sort_key(text: str) -> str:
    """Sorts as a Danish reader expects: digits before letters, æ ø å last, "aa" as å, no case, no accents.

    Two digits a character and nothing else, so that SQLite and any PostgreSQL collation agree on the order
    (a Danish collation would take "aa" inside the key for å).
    """
    even = unicodedata.normalize("NFC", _even(text))
    even = even.replace("aa", "å").replace("ä", "æ").replace("ö", "ø").replace("ü", "y")
    key: list[str] = []
    for letter in even:
        base = letter if letter in "æøå" else _without_accents(letter)
        key.extend(_code(one) for one in base)
    return "".join(key).strip()


def _code(letter: str) -> str:
    if letter.isspace() or letter in "-–/":
        return "00"
    if letter.isdecimal():
        return f"1{int(letter)}"
    if "a" <= letter <= "z":
        return str(20 + ord(letter) - ord("a"))
    if letter in "æøå":
        return str(46 + "æøå".index(letter))
    # Letters of other alphabets come after ours, each with its number; other signs do not count.
    return f"49{ord(letter):07d}" if letter.isalpha() else ""


def overlap(a: str, b: str) -> float:
    """How much of `b` stands word for word in `a`: the share (0–1) of b's runs of five words found there.

    A text shorter than five words is one run. 0 when either is empty.
    """
    words_a, words_b = _words(a), _words(b)
    size = min(5, len(words_b))
    if not size:
        return 0.0
    known = set(_runs(words_a, size))
    runs = _runs(words_b, size)
    return sum(run in known for run in runs) / len(runs)


def _runs(words: list[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _even(text: str) -> str:
    """One form of each letter, without case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFKC", "".join(one for one in parts if not unicodedata.combining(one)))
