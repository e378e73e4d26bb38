"""A backbrief or a brief as a paper, and our own paper back as the very same content.

`documents.files` says how a docx we wrote carries its content along.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejlemaerke.documents.blocks import ReadDocument
from pejlemaerke.documents.files import carried
from pejlemaerke.documents.paper import Bullets, Heading, Item, Note, Paper, Part, Prose, Table

from .above import Intent
from .brief_content import BriefContent
from .content import Content, Reading, Step
from .content_json import content_from_json, content_to_json
from .pages.shared import ShownSubtask, show_subtasks
from .reading import read_backbrief
from .sections import FIELDS

CONTENT = "PejlemaerkeContent"


@dataclass(frozen=True)
class Front:
    """What stands at the head of a backbrief's paper."""

    unit: str
    organisation: str
    initiative: str
    language: str
    facts: tuple[tuple[str, str], ...]
    intents: tuple[Intent, ...]
    adjustment: str = ""


def backbrief_paper(content: Content, front: Front, titles: Mapping[str, str]) -> Paper:
    """`titles` are the sections' names in the paper's language, from the playbook."""
    parts: list[Part] = []
    if front.adjustment:
        parts.append(Note(_("Accepted with this adjustment"), front.adjustment))
    parts += [
        Note(_("Intent from %(whose)s") % {"whose": intent.whose}, f"{intent.sentence} {intent.why}".strip())
        for intent in front.intents
    ]
    for name in FIELDS:
        parts += _section(name, content, titles.get(name, name))
    properties = {CONTENT: json.dumps(content_to_json(content), ensure_ascii=False)}
    return Paper(
        title=_("Backbrief from %(unit)s") % {"unit": front.unit},
        organisation=front.organisation,
        language=front.language,
        subtitle=front.initiative,
        facts=front.facts,
        parts=tuple(parts),
        properties=properties,
    )


def _section(name: str, content: Content, title: str) -> list[Part]:
    """The parts of one section; an empty section is not on the paper."""
    body: list[Part] = []
    if name == "main_task":
        if content.starting_point:
            body += [Heading(_("Our starting point"), 2), Prose(content.starting_point)]
        if content.main_task:
            body += [Heading(_("Our main task"), 2), Prose(content.main_task)]
    elif name == "subtasks":
        for subtask in show_subtasks(content):
            body += _subtask(subtask)
    elif name == "time_plan":
        body = [Prose(content.time_plan)] if content.time_plan else []
    elif name == "reporting":
        told = content.reporting
        body = [Prose(told.text)] if told.text else []
        rows = tuple((label, words) for label, words in ((_("To"), told.to), (_("When"), told.when)) if words)
        if rows:
            body.append(Table((_("Reporting"), ""), rows))
    elif name == "signs":
        body = [Bullets(tuple(Item(sign) for sign in content.signs))] if content.signs else []
    elif name == "boundaries":
        if content.constraints:
            body += [Heading(_("Constraints"), 2), Prose(content.constraints)]
        if content.freedoms:
            body += [Heading(_("Freedoms"), 2), Prose(content.freedoms)]
    else:
        text = getattr(content, name)
        body = [Prose(text)] if text else []
    return [Heading(title, 1, key=name), *body] if body else []


def _subtask(subtask: ShownSubtask) -> list[Part]:
    title = _("Task %(number)d: %(title)s") % {"number": subtask.number, "title": subtask.title}
    parts: list[Part] = [Heading(title, 2, key=subtask.key)]
    if subtask.steps:
        parts.append(Bullets(tuple(_item(step) for step in subtask.steps)))
    rows = (
        (_("Who"), subtask.who),
        (_("When"), subtask.period),
        (_("Waits for"), subtask.after),
        (_("Product"), subtask.product),
        (_("Phase"), subtask.phase),
        (_("Main effort"), _("Yes") if subtask.is_main_effort else ""),
    )
    told = tuple((label, words) for label, words in rows if words)
    if told:
        parts.append(Table((_("About the task"), ""), told))
    return parts


def _item(step: Step) -> Item:
    return Item(step.text, tuple(_item(inner) for inner in step.steps))


def brief_paper(
    content: BriefContent,
    *,
    unit: str,
    organisation: str,
    initiative: str,
    language: str,
    due: str,
    facts: tuple[tuple[str, str], ...],
    above: tuple[Intent, ...],
    labels: Mapping[str, str],
) -> Paper:
    """`labels` name the brief's fields in the paper's language, from the playbook."""
    parts: list[Part] = [
        Note(_("Intent from %(whose)s") % {"whose": intent.whose}, f"{intent.sentence} {intent.why}".strip())
        for intent in above
    ]
    parts += [Heading(labels["intent"]), Prose(f"{content.what} {content.in_order_to}".strip())]
    if content.signs:
        parts += [Heading(labels["signs"]), Bullets(tuple(Item(sign) for sign in content.signs))]
    for name in ("main_effort", "constraints", "freedoms", "expected_back"):
        if text := getattr(content, name):
            parts += [Heading(labels[name]), Prose(text)]
    if due:
        parts += [Heading(_("By when")), Prose(due)]
    return Paper(
        title=_("Brief from %(unit)s") % {"unit": unit}, organisation=organisation, language=language,
        subtitle=initiative, facts=facts, parts=tuple(parts),
    )  # fmt: skip


# -- and back --------------------------------------------------------------------------------------------------


def read_paper(document: ReadDocument) -> Reading:
    """A document as a backbrief: our own, untouched, as it went out; any other as `read_backbrief` understands it."""
    kept = carried(document, CONTENT)
    if kept is not None:
        try:
            content = content_from_json(kept)
        except ValueError:
            return read_backbrief(document)
        title = next((block.text for block in document.blocks if block.kind == "title"), "")
        return Reading(title=title, content=content)
    return read_backbrief(document)
