"""The playbooks the product ships: whole in both languages, easy to read, in our own words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pejlemaerke.playbooks.loader import LIBRARY_LANGUAGES, check, library
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.tests.factories import LIBRARY
from pejlemaerke.playbooks.tests.readability import lix

FILES = sorted(file.name for file in LIBRARY.iterdir() if file.name.endswith(".yaml"))

#: Sentences of real documents whose words belong to others, each as the start of a SHA-256.
BORROWED = frozenset((Path(__file__).parent / "borrowed.txt").read_text(encoding="ascii").split())

HARD_TO_READ = 42


def texts_of(name: str, language: str) -> list[tuple[str, str]]:
    """(dotted path, text) of every text in a playbook in that language."""

    def walk(part: object, path: str) -> Iterator[tuple[str, str]]:
        if isinstance(part, dict):
            if isinstance(part.get("da"), str):
                yield path, part[language]
            else:
                for key, value in part.items():
                    yield from walk(value, f"{path}.{key}")
        elif isinstance(part, list | tuple):
            for item in part:
                yield from walk(item, f"{path}.{item['key']}")

    return list(walk(library()[name.removesuffix(".yaml")].model_dump(), name))


def joined(playbook: Playbook) -> dict[str, str]:
    """What somebody reads in one go, in Danish: the longer texts."""
    sections = playbook.backbrief.sections
    prompts = [prompt for _field, prompt in playbook.brief.prompts()]
    answers = [answer for _code, answer in playbook.review.answers.all()]
    return {
        "presentation": f"{playbook.summary.da} {playbook.purpose.da}",
        "help": " ".join(text.da for text in playbook.help.values()),
        "brief": " ".join(f"{prompt.question.da} {prompt.help.da}" for prompt in prompts),
        "brief examples": " ".join(prompt.example.da for prompt in prompts),
        "backbrief": " ".join(f"{section.question.da} {section.help.da}" for section in sections),
        "backbrief examples": " ".join(section.example.da for section in sections),
        "review": " ".join(item.question.da for item in playbook.review.look_for),
        "answers": " ".join(f"{answer.sentence.da} {answer.leads_to.da}" for answer in answers),
        "words": " ".join(word.meaning.da for word in playbook.words),
        **{
            f"stage {stage.key}": " ".join([stage.purpose.da, *(line.text.da for line in stage.what_happens)])
            for stage in playbook.stages
        },
        **{
            f"end of {stage.key}": " ".join(line.text.da for line in (*stage.evaluation, *stage.sketch))
            for stage in playbook.stages
        },
    }


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_playbook_has_no_fault_in_either_language(name: str) -> None:
    assert check((LIBRARY / name).read_text(encoding="utf-8"), languages=LIBRARY_LANGUAGES) == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_named_by_its_key(name: str) -> None:
    assert name.removesuffix(".yaml") in library()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LIBRARY_LANGUAGES)
def test_texts_speak_quietly(name: str, language: str) -> None:
    for path, text in texts_of(name, language):
        assert "!" not in text, path
        assert "  " not in text, path


@pytest.mark.parametrize("name", FILES)
def test_help_is_one_to_three_sentences(name: str) -> None:
    for path, text in texts_of(name, "da"):
        if ".help." in path or path.endswith(".help"):
            assert 1 <= len(re.findall(r"[.?](?=\s|$)", re.sub(r"\d\.", "", text))) <= 3, path


@pytest.mark.parametrize("name", FILES)
def test_danish_is_easy_to_read(name: str) -> None:
    hard = {what: round(lix(text)) for what, text in joined(library()[name.removesuffix(".yaml")]).items()}
    assert {what: value for what, value in hard.items() if value > HARD_TO_READ} == {}


def test_readability_tells_a_law_from_a_letter() -> None:
    assert lix("Du kan gå nu. Vi ses i morgen.") < 10
    law = "Kommunalbestyrelsens afgørelser vedrørende personbefordringsgodtgørelse påklages uafhængigt."
    assert lix(law) > 80


def fingerprints(text: str) -> set[str]:
    sentences = re.split(r"[.:?]+(?=\s|$)", text.lower())
    words = (re.findall(r"[^\W\d_]+", sentence) for sentence in sentences)
    return {hashlib.sha256(" ".join(found).encode()).hexdigest()[:10] for found in words}


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_is_somebody_elses(name: str) -> None:
    assert BORROWED
    for path, text in texts_of(name, "da"):
        assert not fingerprints(text) & BORROWED, path


def test_the_core_task_goes_from_known_to_done_and_through_med_each_time() -> None:
    playbook = library()["core-task"]
    first, second = playbook.stages
    assert second.after == first.key
    for stage in playbook.stages:
        assert stage.begins_in_med
        assert stage.ends_in_med
        assert stage.evaluation
        assert stage.sketch
        assert "MED" in stage.what_happens[0].text.da


def test_the_core_task_asks_a_superior_for_all_there_is_to_look_for() -> None:
    assert len(library()["core-task"].review.look_for) == 14
