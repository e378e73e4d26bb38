"""Which decided point may speak of which item of the playbook. Imports no Django.

A suggestion for a person to confirm, found by the words the two have in common. Words that stand everywhere in the
playbook say little; words of a title say more than those of its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pejlemaerke.core.words import fold
from pejlemaerke.playbooks.activities import Activity
from pejlemaerke.playbooks.reports import Report
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.stages import Stage
from pejlemaerke.playbooks.texts import LANGUAGES, Text

from .timetable import in_order, items

#: From this score up something is suggested. A stage's words are broad; an activity must be meant more clearly.
STAGE_THRESHOLD = 0.34
ITEM_THRESHOLD = 0.45
#: A playbook is suggested from this score up, if it is so much ahead of the next.
PLAYBOOK_THRESHOLD = 0.4
CLEAR_LEAD = 0.15

#: What people call the first and the last stage, whatever the playbook calls them; and what such a word is worth.
_CUES_OF_FIRST = ("forbered", "planlaegning", "opstart", "prepar", "planning")
_CUES_OF_LAST = (
    "opsaml",
    "samles op",
    "saml op",
    "opfoelg",
    "foelges op",
    "udbytte",
    "evaluer",
    "evaluat",
    "follow-up",
)
_CUE = 0.35

#: Letters a word is known by once its ending is off, so that "besøgene" and "besøg" are one.
_STEM = 6
_SHORTEST = 4
_ENDINGS = (
    *("ningernes", "ningerne", "ningens", "ninger", "ningen", "ning", "ingerne", "inger", "ingen", "ing"),
    *("elserne", "elser", "elsen", "else", "erede", "erer", "eret", "ernes", "erne", "enes", "ene"),
    *("ede", "ers", "ens", "ets", "er", "en", "et", "es", "ne", "e", "s"),
)
#: What may stand before a verb or after it: "opsamler" and "samler op" are one.
_PARTICLES = ("frem", "ind", "til", "op", "ud", "af")
#: A stem of so many letters is found where a longer one begins with it: "leder" in "lederdag".
_SHARED = 5
#: Words that say nothing of what it is about; times among them, since every plan is full of them.
_WORDS_OF_NO_WEIGHT = """
alle allerede andre bliver blive blevet derefter deres dette disse efter eller endnu enkelt enten flere fordi foran
fælles gennem have hele helst hvad hver hvilke hvilken hvis hvor hvordan hvornår ikke ingen inden ligger mange medens
mellem mens mere mindst måned måneder noget nogle også omkring over samme samt selv sige siger sikre skal skulle sådan
således under uden uger ville være været vores about after before between could every from have into more most must over
shall should some that their them then there these they this those through under what when where which while will with
would your januar februar marts april juni juli august september oktober november december foråret sommeren efteråret
vinteren kvartal january february march june july october spring summer autumn winter quarter
"""
_EMPTY = frozenset(fold(word) for word in _WORDS_OF_NO_WEIGHT.split())


@dataclass(frozen=True)
class Decided:
    """A decided point as far as it matters here. `first` is None where its period names no days."""

    key: str
    heading: str
    text: str
    first: date | None


@dataclass(frozen=True)
class _Words:
    """The stems of an item, in one language."""

    title: frozenset[str]
    text: frozenset[str]
    cues: tuple[str, ...] = ()


def suggest(points: Sequence[Decided], playbook: Playbook) -> dict[str, Decided]:
    """Item → the point that seems to say when it is. Only points with days; for stages each point at most
    once. What comes back is given no days of its own."""
    dated = [point for point in points if point.first is not None]
    if not dated:
        return {}
    order = in_order(playbook)
    cues = {f"stages.{order[0].key}": _CUES_OF_FIRST, f"stages.{order[-1].key}": _CUES_OF_LAST}
    spoken = {
        item: tuple(_spoken(one, cues.get(item, ())))
        for item, one in items(playbook).items()
        if not (isinstance(one, Activity) and one.comes_back)
    }
    stands = Counter(
        stem for words in spoken.values() for stem in {s for one in words for s in one.title | one.text}
    )
    spoken_of = [(point, f"{point.heading} {point.text}") for point in dated]
    said = [(point, fold(text), _with_beginnings(_stems(text))) for point, text in spoken_of]
    scores = [
        (_score(words, folded, stems, stands), item, point)
        for item, words in spoken.items()
        for point, folded, stems in said
    ]
    # The order of items and points decides between equals: `sorted` keeps it.
    ranked = sorted(scores, key=lambda one: -one[0])
    return dict(_chosen(ranked))


def _chosen(ranked: Iterable[tuple[float, str, Decided]]) -> Iterator[tuple[str, Decided]]:
    taken: set[str] = set()
    spent: set[str] = set()
    for score, item, point in ranked:
        is_stage = item.startswith("stages.")
        if item in taken or score < (STAGE_THRESHOLD if is_stage else ITEM_THRESHOLD):
            continue
        if is_stage:
            if point.key in spent:
                continue
            spent.add(point.key)
        taken.add(item)
        yield item, point


def _score(words: Sequence[_Words], folded: str, stems: frozenset[str], stands: Mapping[str, int]) -> float:
    """0–1, in the language that fits best."""
    return max((_in_one(one, folded, stems, stands) for one in words), default=0.0)


def _in_one(words: _Words, folded: str, stems: frozenset[str], stands: Mapping[str, int]) -> float:
    def weight(found: Iterable[str]) -> float:
        return sum(1 / stands[stem] for stem in found)

    whole = weight(words.title)
    # Danish puts words together: "halvdagsbesøg" speaks of a "besøg".
    title = weight(
        stem for stem in words.title if _holds(stems, stem) or (len(stem) >= _SHARED and stem in folded)
    )
    text = weight(stem for stem in words.text if _holds(stems, stem))
    cue = _CUE if any(word in folded for word in words.cues) else 0.0
    return min(1.0, 0.65 * (title / whole if whole else 0.0) + 0.35 * min(1.0, text / 1.5) + cue)


def _spoken(one: Stage | Activity | Report, cues: tuple[str, ...] = ()) -> Iterator[_Words]:
    if isinstance(one, Stage):
        texts: list[Text | None] = [one.purpose, *(line.text for line in one.what_happens)]
    elif isinstance(one, Activity):
        texts = [one.text, one.participants]
    else:
        texts = [line.text for line in one.asks]
    for language in LANGUAGES:
        if getattr(one.title, language) is not None:
            title = _stems(one.title.in_language(language))
            rest = " ".join(text.in_language(language) for text in texts if text)
            yield _Words(title, _stems(rest) - title, cues)


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        _stem(folded)
        for word in re.findall(r"[^\W\d_]+", text)
        if (folded := fold(word)) not in _EMPTY and (len(folded) >= _SHORTEST or _is_abbreviation(word))
    )


def _is_abbreviation(word: str) -> bool:
    """ "HR", "MED": short, and says who."""
    return len(word) > 1 and word.isupper()


def _stem(word: str) -> str:
    for particle in _PARTICLES:
        if word.startswith(particle) and len(word) - len(particle) > _SHORTEST:
            word = word.removeprefix(particle)
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST and word[-1] == word[-2]:  # "planlægger", "planlæg"
        word = word[:-1]
    return word[:_STEM]


def _with_beginnings(stems: frozenset[str]) -> frozenset[str]:
    """The stems, and marked how the long ones begin."""
    return stems | {f"^{stem[:_SHARED]}" for stem in stems if len(stem) > _SHARED}


def _holds(stems: frozenset[str], stem: str) -> bool:
    """This one, or one that begins with it. `stems` as `_with_beginnings` makes them."""
    return stem in stems or f"^{stem}" in stems


def suggest_playbook(said: str, books: Mapping[str, Playbook]) -> str:
    """Which playbook the words seem to speak of, by its key; "" where none stands out: then a person chooses."""
    spoken = {key: tuple(_of_playbook(book)) for key, book in books.items()}
    stands = Counter(
        stem for words in spoken.values() for stem in {s for one in words for s in one.title | one.text}
    )
    folded, stems = fold(said), _with_beginnings(_stems(said))
    ranked = sorted(
        ((_score(words, folded, stems, stands), key) for key, words in spoken.items()), reverse=True
    )
    if not ranked or ranked[0][0] < PLAYBOOK_THRESHOLD:
        return ""
    (best, key), *others = ranked
    return "" if others and best - others[0][0] < CLEAR_LEAD else key


def _of_playbook(book: Playbook) -> Iterator[_Words]:
    for language in LANGUAGES:
        if getattr(book.title, language) is not None:
            title = _stems(book.title.in_language(language))
            yield _Words(title, _stems(book.summary.in_language(language)) - title)
