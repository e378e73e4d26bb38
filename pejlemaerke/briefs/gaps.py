"""What a backbrief leaves open, found so that the writer can be asked. Questions, never a score. Imports no
Django.

What matters most comes first: a line that leads nowhere (nobody to report to, no main task) before subtasks
that hang in the air, before what could be clearer. The order is `ORDER`; the page shows the first three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pejlemaerke.briefs.content import Content, Subtask
from pejlemaerke.core.words import overlap

#: Codes, what matters most first. Missing sections lead because nothing can be reviewed without them; then
#: the reporting line (the two real backbriefs this was learned from both lacked it), then what contradicts
#: itself, then what nobody or no time stands at, then what would make the backbrief better.
ORDER = (
    "missing_main_task", "missing_subtasks", "missing_time_plan", "missing_reporting",
    "no_reporting_recipient", "no_reporting_date", "pasted_main_task", "two_main_efforts",
    "circular_wait", "waits_for_missing", "unreadable_period", "subtask_without_owner",
    "subtask_without_period", "no_sign", "med_without_part", "no_main_effort",
)  # fmt: skip

#: From this share of the main task's word runs found in the brief it reads as pasted.
PASTED = 0.5
#: A main task shorter than this says too little to tell pasting from naming the subject.
FEWEST_WORDS = 8
#: With more subtasks than this one of them must go first.
FEW_SUBTASKS = 3


@dataclass(frozen=True)
class Gap:
    """One question. `section` is where it is answered ("main_task", "subtasks", "time_plan", "reporting",
    "signs", "main_effort", "med"); `subtask_key` is set when it is about one subtask; `words` quotes what it
    is about: titles of several subtasks are joined with "; "."""

    code: str
    section: str
    subtask_key: str = ""
    words: str = ""


def find_gaps(
    content: Content,
    *,
    brief_text: str,
    higher_text: str = "",
    has_med: bool = True,
    complete: bool = True,
) -> list[Gap]:
    """The gaps, what matters most first. A period that is "open" is no gap.

    `brief_text` and `higher_text` are what stands above, for telling a pasted main task. `has_med`: the unit
    has a local MED committee. `complete=False` (a draft just begun) leaves out what is only not written yet
    and asks about what is there.
    """
    found = [
        *_reporting(content),
        *_main_task(content, brief_text, higher_text),
        *_main_effort(content, complete=complete),
        *_waits(content.subtasks),
        *_periods(content),
    ]
    if complete:
        found += _not_written(content, has_med=has_med)
    return sorted(found, key=lambda gap: ORDER.index(gap.code))


def _not_written(content: Content, *, has_med: bool) -> Iterator[Gap]:
    if not content.main_task.strip():
        yield Gap("missing_main_task", "main_task")
    if not content.subtasks:
        yield Gap("missing_subtasks", "subtasks")
    dated = any(subtask.period for subtask in content.subtasks)
    if not content.time_plan.strip() and not content.timetable and not dated:
        yield Gap("missing_time_plan", "time_plan")
    if not content.reporting.text.strip() and not content.reporting.to and not content.reporting.when:
        yield Gap("missing_reporting", "reporting")
    yield from _together("subtask_without_owner", [one for one in content.subtasks if not one.who.strip()])
    yield from _together("subtask_without_period", [one for one in content.subtasks if one.period is None])
    if not any(sign.strip() for sign in content.signs):
        yield Gap("no_sign", "signs")
    if has_med and not content.med.strip():
        yield Gap("med_without_part", "med")


def _reporting(content: Content) -> Iterator[Gap]:
    reporting = content.reporting
    if not (reporting.text.strip() or reporting.to.strip() or reporting.when.strip()):
        return
    if not reporting.to.strip():
        yield Gap("no_reporting_recipient", "reporting", words=reporting.text)
    if not reporting.when.strip():
        yield Gap("no_reporting_date", "reporting", words=reporting.text)


def _main_task(content: Content, brief_text: str, higher_text: str) -> Iterator[Gap]:
    own = content.main_task
    if (
        len(own.split()) >= FEWEST_WORDS
        and max(overlap(brief_text, own), overlap(higher_text, own)) >= PASTED
    ):
        yield Gap("pasted_main_task", "main_task", words=own)


def _main_effort(content: Content, *, complete: bool) -> Iterator[Gap]:
    chosen = [subtask for subtask in content.subtasks if subtask.is_main_effort]
    if len(chosen) > 1:
        yield Gap("two_main_efforts", "main_effort", words=_titles(chosen))
    if complete and not chosen and not content.main_effort.strip() and len(content.subtasks) > FEW_SUBTASKS:
        yield Gap("no_main_effort", "main_effort")


def _periods(content: Content) -> Iterator[Gap]:
    """Words that could not be read, asked about once each, at the subtask where they stand there."""
    asked: list[str] = []
    for subtask in content.subtasks:
        if subtask.period and subtask.period.precision == "unreadable":
            asked.append(subtask.period.text)
            yield Gap("unreadable_period", "subtasks", subtask.key, subtask.period.text)
    for line in content.timetable:
        words = line.period.text
        if line.period.precision == "unreadable" and not any(words in text for text in asked):
            asked.append(words)
            yield Gap("unreadable_period", "time_plan", words=words)


def _waits(subtasks: tuple[Subtask, ...]) -> Iterator[Gap]:
    """Subtasks that wait for one that is not there, or in a ring for each other."""
    after = {subtask.key: subtask.after for subtask in subtasks if subtask.after}
    keys = {subtask.key for subtask in subtasks}
    yield from _together(
        "waits_for_missing", [one for one in subtasks if one.after and one.after not in keys]
    )
    yield from _together("circular_wait", [one for one in subtasks if _waits_for_itself(one.key, after)])


def _waits_for_itself(key: str, after: dict[str, str]) -> bool:
    seen = {key}
    at = after.get(key, "")
    while at:
        if at == key:
            return True
        if at in seen:
            return False
        seen.add(at)
        at = after.get(at, "")
    return False


def _together(code: str, subtasks: list[Subtask]) -> Iterator[Gap]:
    """One gap for all subtasks it is true of."""
    if subtasks:
        yield Gap(code, "subtasks", subtasks[0].key if len(subtasks) == 1 else "", _titles(subtasks))


def _titles(subtasks: list[Subtask]) -> str:
    return "; ".join(subtask.title or subtask.key for subtask in subtasks)
