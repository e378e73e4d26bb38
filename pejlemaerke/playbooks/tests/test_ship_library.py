"""The playbooks the product ships: whole in both languages, easy to read, in our own words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pejlemaerke.playbooks.loader import LIBRARY_LANGUAGES, check, library
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.tests.factories import LIBRARY
from pejlemaerke.playbooks.tests.readability import lix
from pejlemaerke.playbooks.texts import Text, after_length
from pejlemaerke.playbooks.when import Window, place

FILES = sorted(file.name for file in LIBRARY.iterdir() if file.name.endswith(".yaml"))

#: Sentences of real documents whose words belong to others, each as the start of a SHA-256.
BORROWED = frozenset((Path(__file__).parent / "borrowed.txt").read_text(encoding="ascii").split())

HARD_TO_READ = 40


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
            for place, item in enumerate(part):
                if not isinstance(item, str):
                    yield from walk(item, f"{path}.{item.get('key', place)}")

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
        **joined_plan(playbook),
    }


def joined_plan(playbook: Playbook) -> dict[str, str]:
    """The same of what a plan is made of."""

    def spoken(*texts: Text | None) -> str:
        return " ".join(text.da if text.da.endswith((".", "?")) else f"{text.da}." for text in texts if text)

    return {
        **{
            f"activity {activity.key}": spoken(
                activity.title,
                activity.text,
                activity.med and activity.med.asks,
                activity.message and activity.message.why,
                *(line.text for line in activity.hours),
                *(field.question for field in (activity.product.fields if activity.product else ())),
            )
            for activity in playbook.activities
        },
        **{
            f"checklist {checklist.key}": spoken(
                checklist.purpose,
                *(text for question in checklist.questions for text in (question.text, question.help)),
            )
            for checklist in playbook.checklists
        },
        **{
            f"theme {theme.key}": spoken(theme.text, *(line.text for line in theme.questions))
            for theme in playbook.reflection
        },
        **{f"package {package.key}": spoken(package.what, package.why) for package in playbook.packages},
        **{
            f"report {report.key}": spoken(report.title, *(line.text for line in report.asks))
            for report in playbook.reports
        },
        **{f"risk {risk.key}": spoken(risk.title, risk.cause, risk.what_is_done) for risk in playbook.risks},
        **{f"role {role.key}": spoken(*(line.text for line in role.duties)) for role in playbook.roles},
        "audiences": spoken(*(audience.text for audience in playbook.audiences)),
        "rhythms": spoken(*(text for rhythm in playbook.rhythms for text in (rhythm.title, rhythm.text))),
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
    said = joined(library()[name.removesuffix(".yaml")])
    hard = {what: round(lix(text)) for what, text in said.items() if text}
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


@pytest.mark.parametrize("name", FILES)
def test_nothing_comes_before_what_it_waits_for(name: str) -> None:
    playbook = library()[name.removesuffix(".yaml")]
    opens = date(2026, 1, 5)
    stages: dict[str, Window] = {}
    for stage in playbook.stages:
        closes = after_length(opens, stage.length) - timedelta(days=1)
        stages[stage.key] = (opens, closes)
        opens = closes + timedelta(days=1)
    placed = {}
    for activity in playbook.activities:
        first, last = stages[activity.stage]
        placed[activity.key] = place(activity.when, activity.lasts, first=first, last=last, stages=stages)
    for activity in playbook.activities:
        for waited in activity.after:
            assert placed[waited][0][0] <= placed[activity.key][0][0], (activity.key, waited)


@pytest.mark.parametrize("name", FILES)
def test_a_plan_is_whole(name: str) -> None:
    playbook = library()[name.removesuffix(".yaml")]
    for section in (
        "activities",
        "checklists",
        "reflection",
        "audiences",
        "packages",
        "reports",
        "risks",
        "roles",
    ):
        assert getattr(playbook, section), section
    spoken_to = {key for activity in playbook.activities if activity.message for key in activity.message.to}
    for activity in playbook.activities:
        if activity.kind in ("workshop", "visit", "training"):
            assert activity.product, activity.key
    assert {audience.key for audience in playbook.audiences} >= spoken_to
    for stage in playbook.stages:
        has_med = any(a.kind == "med_item" and a.stage == stage.key for a in playbook.activities)
        assert has_med or not (stage.begins_in_med or stage.ends_in_med), stage.key
        assert not stage.ends_in_med or (stage.evaluation and stage.sketch), stage.key


def test_the_second_phase_of_the_core_task_waits_for_med_evaluation_and_sketch() -> None:
    playbook = library()["core-task"]
    gate = playbook.stage("phase-2").gate
    assert gate is not None
    assert (gate.scope, gate.evaluations, gate.sketches) == ("local", ("phase-1",), ("phase-1",))
    [item] = [playbook.activity(key) for key in gate.med_items]
    assert item.med is not None
    assert item.med.type == "discussion"


def test_the_core_task_keeps_what_teams_say_for_each_service() -> None:
    playbook = library()["core-task"]
    words, walk = playbook.activity("own-words").product, playbook.activity("walk-through").product
    assert words is not None
    assert walk is not None
    assert words.per_service
    assert walk.per_service
    assert [field.key for field in words.fields] == ["wording", "keep", "change"]
    assert [field.key for field in walk.fields] == ["keep", "change", "law", "needs", "decision"]
    assert playbook.activity("walk-through").carry_over


def test_the_role_framework_asks_fifteen_questions_under_five_themes() -> None:
    playbook = library()["role-framework"]
    assert [len(theme.questions) for theme in playbook.reflection] == [2, 4, 2, 4, 3]
    gate = playbook.stage("daily-life").gate
    assert gate is not None
    assert gate.checklists == ("all-reached",)


def test_good_casework_decides_six_things_and_asks_five_and_seven() -> None:
    playbook = library()["good-casework"]
    assert [question.answer for question in playbook.checklist("six-decisions").questions] == ["words"] * 6
    assert len(playbook.checklist("preparation").questions) == 5
    assert len(playbook.checklist("activities").questions) == 7
    assert playbook.approval is not None
    gate = playbook.stage("training").gate
    assert gate is not None
    assert gate.approval
    [support] = [role for role in playbook.roles if role.key == "support-person"]
    assert len(support.duties) == 5


def test_good_casework_works_in_its_rhythm() -> None:
    rhythms = {rhythm.key: rhythm for rhythm in library()["good-casework"].rhythms}
    numbers = {
        key: (rhythm.every, rhythm.every_most, rhythm.least, rhythm.most) for key, rhythm in rhythms.items()
    }
    assert numbers["training-group"] == (None, None, 5, 7)
    assert numbers["training-length"][2:] == (2, 3)
    assert numbers["training-cases"] == (None, None, 2, 2)
    assert numbers["experience"][:2] == ("+4w", "+6w")
    assert numbers["tip"][0] == "+1w"
    assert numbers["logbook"] == (None, None, None, None)


def test_good_casework_sets_hours_aside() -> None:
    hours = {
        (activity.key, line.who): line.per
        for activity in library()["good-casework"].activities
        for line in activity.hours
    }
    assert hours["relieve-support-persons", "support_person"] == "week"
    assert hours["use-at-once", "caseworkers"] == "week"


def test_visits_are_discussed_in_med_at_every_level_and_told_twice() -> None:
    playbook = library()["citizen-first-visits"]
    levels = {a.med.level for a in playbook.activities if a.med and a.stage == "before"}
    assert levels == {"local", "main", "work_environment"}
    first, final = playbook.activity("first-notice").message, playbook.activity("final-notice").message
    assert first is not None
    assert final is not None
    assert (first.preliminary, final.preliminary) == (True, False)
    assert [package.to for package in playbook.packages] == [("senior-managers",), ("leaders",)]
    assert [q.key for q in playbook.checklist("senior-manager-check").questions] == [
        "coverage",
        "resistance",
        "ideas",
    ]
    assert {"citizens-expect", "staff-feel-judged"} <= {risk.key for risk in playbook.risks}
