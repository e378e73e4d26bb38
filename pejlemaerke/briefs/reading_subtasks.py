"""Subtasks out of the blocks of a document. Imports no Django.

A subtask is, in this order of preference: a labelled part ("Opgave 1", "Fase 2: …"), a row of a table with a
header, a heading with what stands under it, one item of a list, one paragraph. Nothing is invented: what has
no place goes to `rest`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pejlemaerke.briefs.content import Step, Subtask
from pejlemaerke.briefs.section_words import (
    Label,
    attribute_named,
    columns_named,
    sentences,
    subtask_named,
    subtasks_mentioned,
)
from pejlemaerke.briefs.subtask_words import (
    BEGINS_A_TASK,
    Group,
    as_step,
    clean_title,
    columns_guessed,
    labelled_groups,
    levelled,
    next_is_item,
    puts_off,
    says_the_task,
    without_period,
)
from pejlemaerke.core.periods import Period, parse_period, place_periods
from pejlemaerke.documents.blocks import Block


@dataclass(frozen=True)
class Found:
    """A subtask without key yet, and the label it went by."""

    subtask: Subtask
    label: Label | None = None


@dataclass
class Reader:
    """`titles` are the self-set tasks listed at the main task; `rest` collects what no subtask took."""

    titles: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    def read(self, blocks: list[Block]) -> list[Found]:
        """The subtasks of a section, in order."""
        groups = labelled_groups(levelled(blocks))
        if len(groups) == 1 and groups[0].head is None:
            return self._unlabelled(groups[0].blocks)
        found: list[Found] = []
        phase, phase_period = "", None
        if groups[0].head is None:
            self.rest += [block.text for block in groups.pop(0).blocks]
        labelled = [group for group in groups if group.label and group.label.kind == "task"]
        titles = self.titles if len(self.titles) == len(labelled or groups) else []
        for at, group in enumerate(groups):
            is_phase = group.label is not None and group.label.kind == "phase"
            follows = groups[at + 1].label if at + 1 < len(groups) else None
            if is_phase and follows and follows.kind == "task" and not group.blocks:
                # A phase that only gathers tasks under it.
                phase = (group.head or "").rstrip(":").rstrip()
                phase_period = without_period(group.label.rest)[1] if group.label else None
                continue
            taken = (
                titles[len(found)] if len(found) < len(titles) and (not labelled or group in labelled) else ""
            )
            one = self._group(group, taken)
            if is_phase:
                phase = ""
            elif phase:
                period = one.subtask.period or phase_period
                one = replace(one, subtask=replace(one.subtask, phase=phase, period=period))
            found.append(one)
        return found

    def from_titles(self) -> list[Found]:
        """One subtask for each self-set task, when the document says no more of them."""
        return [self._item(title) for title in self.titles]

    # ------------------------------------------------------------------------------------ shapes

    def _group(self, group: Group, title: str) -> Found:
        label, blocks = group.label, list(group.blocks)
        head = group.head or ""
        period: Period | None = None
        put_off = ""
        if label is not None:
            head, period = without_period(label.rest)
            if puts_off(head):
                put_off, head = head, ""
            if label.headed and len(sentences(head)) > 1:
                # "Opgave 1: Vi vil … Først … Derefter …" is a paragraph that opens with its label.
                blocks.insert(0, Block("paragraph", head))
                head = ""
        else:
            head, period = without_period(head)
            head = head or (group.head or "")
        subtask = self._filled(blocks, head or title, labelled=label is not None)
        if not subtask.title and label is not None:
            subtask = replace(
                subtask, title=(group.head or "").rstrip(":").rstrip() if not head else label.words
            )
        elif put_off:
            # The title came from what stands below; more than the putting off may have been said here.
            self.rest.append(put_off)
        if label is not None and label.kind == "phase" and not subtask.phase:
            subtask = replace(subtask, phase=label.words)
        if period is not None:
            if subtask.period is None:
                subtask = replace(subtask, period=period)
            else:
                self.rest.append(period.text)
        return Found(subtask, label)

    def _filled(self, blocks: list[Block], title: str, *, labelled: bool = False) -> Subtask:
        """What stands under a subtask's heading: its title if it has none, steps, who, period, product.

        `labelled` keeps the first step a step where no title is found: the label is title enough."""
        given: dict[str, str] = {}
        steps: list[Step] = []
        listed = any(block.kind in ("bullet", "number") for block in blocks)
        leading: str | None = None
        for at, block in enumerate(blocks):
            attribute = attribute_named(block.text)
            if attribute and attribute[0] not in given:
                given[attribute[0]] = attribute[1]
            elif block.kind in ("bullet", "number"):
                if leading is not None:
                    steps.append(as_step(leading))
                    leading = None
                    nest = True
                else:
                    nest = block.level > 0 or (bool(steps) and at > 0 and self._nests(blocks, at))
                if nest and steps:
                    steps[-1] = replace(steps[-1], steps=(*steps[-1].steps, as_step(block.text)))
                else:
                    steps.append(as_step(block.text))
            else:
                text = block.text
                for sentence in sentences(text):
                    attribute = attribute_named(sentence)
                    last = sentence is sentences(text)[-1]
                    opens_list = text.endswith(":") and sentence.endswith(":") and next_is_item(blocks, at)
                    if attribute and attribute[0] not in given:
                        given[attribute[0]] = attribute[1]
                    elif not title and says_the_task(sentence) and not (opens_list and at):
                        title = sentence.rstrip(":").rstrip() if last else sentence
                    elif opens_list and steps:
                        leading = sentence
                    elif opens_list or (listed and not steps and not sentence.endswith("?")):
                        self.rest.append(sentence)
                    else:
                        steps.append(as_step(sentence))
        if leading is not None:
            steps.append(as_step(leading))
        if not title and steps and not labelled:
            first = steps.pop(0)
            title, steps = first.text, [*first.steps, *steps]
        return Subtask(
            key="",
            title=clean_title(title),
            steps=tuple(steps),
            who=given.get("who", ""),
            period=parse_period(given["period"]) if "period" in given else None,
            product=given.get("product", ""),
            phase=given.get("phase", ""),
            # The words for now; `keyed` finds whose they are.
            after=given.get("after", ""),
            is_main_effort="main_effort" in given,
        )

    @staticmethod
    def _nests(blocks: list[Block], at: int) -> bool:
        """Does the run of items this one stands in hang under a lead-in that became a step?"""
        start = at
        while start > 0 and blocks[start - 1].kind in ("bullet", "number"):
            start -= 1
        lead = blocks[start - 1] if start else None
        earlier = any(block.kind in ("bullet", "number") for block in blocks[: max(start - 1, 0)])
        return lead is not None and lead.text.endswith(":") and earlier

    def _unlabelled(self, blocks: list[Block]) -> list[Found]:
        found: list[Found] = []
        at = 0
        while at < len(blocks):
            if blocks[at].kind == "row":
                end = at
                while end < len(blocks) and blocks[end].kind == "row":
                    end += 1
                found += self.rows(blocks[at:end])
                at = end
            else:
                end = at
                while end < len(blocks) and blocks[end].kind != "row":
                    end += 1
                found += self._prose_and_lists(blocks[at:end], before_table=end < len(blocks))
                at = end
        return found

    def rows(self, rows: list[Block]) -> list[Found]:
        """One subtask for each row. Columns are told apart by the header, else by what stands in them."""
        columns = columns_named(rows[0].cells)
        header = rows[0].cells if columns else ()
        found = []
        for row in rows[1:] if columns else rows:
            names = columns or columns_guessed(row.cells)
            found.append(self._row(row.cells, names, header))
        return found

    def _row(self, cells: tuple[str, ...], names: list[str], header: tuple[str, ...]) -> Found:
        label: Label | None = None
        title, who, with_whom, product = "", "", "", ""
        period: Period | None = None
        steps: list[Step] = []
        for at, text in enumerate(cells):
            name = names[at] if at < len(names) else ""
            text = text.strip()
            if not text:
                continue
            lines = [
                re.sub(r"^\s*(?:•|1\.)\s*", "", line).strip() for line in text.split("\n") if line.strip()
            ]
            one_line = " ".join(lines)
            if name == "title" and not title:
                label = subtask_named(lines[0])
                title = label.rest if label and label.rest else lines[0]
                steps += [as_step(line) for line in lines[1:]]
            elif name == "period" and period is None:
                period = parse_period(one_line)
            elif name == "who" and not who:
                who = one_line
            elif name == "product" and not product:
                product = one_line
            elif name == "participants":
                with_whom = f"{header[at].strip().lower()}: {one_line}"
            elif name == "steps" or len(lines) > 1 or at >= len(header):
                steps += [as_step(line) for line in lines]
            else:
                steps.append(as_step(f"{header[at].strip()}: {one_line}" if header[at].strip() else one_line))
        if with_whom:
            who = f"{who} ({with_whom})" if who else with_whom
        phase = label.words if label and label.kind == "phase" else ""
        subtask = Subtask("", clean_title(title), phase, tuple(steps), who, period, product)
        return Found(subtask, label)

    def _prose_and_lists(self, blocks: list[Block], *, before_table: bool) -> list[Found]:
        heads = [
            at
            for at, block in enumerate(blocks)
            if block.kind == "paragraph" and next_is_item(blocks, at) and len(block.text) < 200
        ]
        if len(heads) > 1:
            found = []
            self.rest += [block.text for block in blocks[: heads[0]]]
            for start, end in zip(heads, [*heads[1:], len(blocks)], strict=True):
                found.append(self._headed(blocks[start].text.rstrip(":").rstrip(), blocks[start + 1 : end]))
            return found
        if any(block.kind in ("bullet", "number") for block in blocks):
            return self._list(blocks)
        if before_table:
            self.rest += [block.text for block in blocks]
            return []
        return [one for block in blocks for one in self._paragraph(block.text)]

    def _headed(self, head: str, blocks: list[Block]) -> Found:
        """A line with items under it: "I foråret 2025 (fase 2) vil vi:"."""
        subtask = self._filled(blocks, head)
        placed = [one.period for one in place_periods(head)]
        if subtask.period is None and placed:
            period = placed[0] if len(placed) == 1 else parse_period(head)
            subtask = replace(subtask, period=period)
        label = subtask_named(head)
        mentioned = subtasks_mentioned(head)
        if label is None and len(mentioned) == 1:
            _, kind, number = mentioned[0]
            label = Label("", kind, number, head, headed=False)
            if kind == "phase" and (words := _PHASE.search(head)) and not subtask.phase:
                subtask = replace(subtask, phase=words[0])
        return Found(subtask, label)

    def _list(self, blocks: list[Block]) -> list[Found]:
        found: list[Found] = []
        for at, block in enumerate(blocks):
            if block.kind not in ("bullet", "number"):
                attribute = attribute_named(block.text)
                if attribute and found:
                    found[-1] = replace(found[-1], subtask=self._given(found[-1].subtask, attribute))
                elif at and block.text.endswith(":") and next_is_item(blocks, at):
                    self.rest.append(block.text)
                else:
                    self.rest.append(block.text)
            elif block.level > 0 and found:
                attribute = attribute_named(block.text)
                if attribute:
                    subtask = self._given(found[-1].subtask, attribute)
                else:
                    subtask = replace(
                        found[-1].subtask, steps=(*found[-1].subtask.steps, as_step(block.text))
                    )
                found[-1] = replace(found[-1], subtask=subtask)
            else:
                attribute = attribute_named(block.text)
                if attribute and found:
                    found[-1] = replace(found[-1], subtask=self._given(found[-1].subtask, attribute))
                else:
                    found.append(self._item(block.text))
        return found

    def _given(self, subtask: Subtask, attribute: tuple[str, str]) -> Subtask:
        name, value = attribute
        if name != "main_effort" and getattr(subtask, name):
            return replace(subtask, steps=(*subtask.steps, as_step(value)))
        if name == "period":
            return replace(subtask, period=parse_period(value))
        if name == "main_effort":
            return replace(subtask, is_main_effort=True)
        told: dict[str, str] = {name: value}
        return replace(subtask, **told)  # type: ignore[arg-type]

    def _item(self, text: str) -> Found:
        """One list item as a subtask: its first sentence is the title, the others steps."""
        label = subtask_named(text)
        if label is not None and not (label.headed and label.rest):
            label = None
        return Found(
            self._filled([Block("paragraph", label.rest if label else text)], ""),
            label,
        )

    def _paragraph(self, text: str) -> list[Found]:
        """Prose: one subtask, or one for each "Opgave 2 er …", "For det andet …" in it."""
        pieces: list[str] = []
        for sentence in sentences(text):
            if pieces and not BEGINS_A_TASK.match(sentence):
                pieces[-1] = f"{pieces[-1]} {sentence}"
            else:
                pieces.append(sentence)
        if len(pieces) > 1 and not BEGINS_A_TASK.match(pieces[0]):
            self.rest.append(pieces.pop(0))
        found = []
        for piece in pieces:
            label = subtask_named(piece)
            subtask = self._filled([Block("paragraph", piece)], "")
            found.append(Found(subtask, label))
        return found


_PHASE = re.compile(r"(?:fase|phase)\s+\w+|\w+\.?\s+(?:fase|phase)", re.I)


def keyed(found: list[Found], rest: list[str]) -> list[Found]:
    """The subtasks with keys s1, s2 …; the words after "Venter på:" become the key of the one they name, by
    its title or its label, and go to `rest` where they name none."""
    result = []
    for at, one in enumerate(found, start=1):
        words = one.subtask.after
        waited = next((place for place, other in enumerate(found) if words and _names(words, other)), None)
        if words and waited is None:
            rest.append(words)
        after = f"s{waited + 1}" if waited is not None else ""
        result.append(replace(one, subtask=replace(one.subtask, key=f"s{at}", after=after)))
    return result


def _names(words: str, other: Found) -> bool:
    label = subtask_named(words)
    if other.subtask.title.casefold() in (words.casefold(), (label.rest if label else "").casefold()):
        return True
    mine = other.label
    return bool(label and mine and (label.kind, label.number) == (mine.kind, mine.number) and not label.rest)
