"""Playbook texts to test with."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

LIBRARY = resources.files("pejlemaerke.playbooks") / "library"
CORE_TASK = (LIBRARY / "core-task.yaml").read_text(encoding="utf-8")

GUIDE = Path(__file__).parents[3] / "docs" / "playbooks.md"


def example_from_guide() -> str:
    found = re.search(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


_STAGES = """\
key: shared-lunch
version: 1
title: {da: Fælles frokost}
kind: {da: Mødeform}
summary: {da: Alle spiser sammen.}
purpose: {da: Alle kender hinanden.}

stages:
  - key: try
    title: {da: Prøv det}
    purpose: {da: I prøver.}
    begins_in_med: true
    ends_in_med: true
    length: +12w
  - key: keep
    title: {da: Hold fast}
    purpose: {da: Det er en vane.}
    after: try
    begins_in_med: false
    ends_in_med: true
    length: +3m
    gate:
      checklists: [ready]
      med_items: [talk]
      evaluations: [try]
      sketches: [try]
      activities: [cook]

"""
_PLAN = """\
activities:
  - key: talk
    title: {da: Drøft det i MED}
    kind: med_item
    stage: try
    when: start
    responsible: med_chair
    med:
      type: discussion
      level: area
      asks: {da: Hvad mener I?}
  - key: cook
    title: {da: Lav mad}
    kind: workshop
    stage: try
    when: every 5w
    lasts: +2d
    carry_over: true
    after: [talk]
    together_with: [med, employees]
    hours:
      - {who: support_person, hours: 2, per: week, text: {da: Fri fra vagter.}}
      - {who: employees, hours: 2.5, per: time}
    product:
      per_service: true
      fields:
        - key: keep
          question: {da: Hvad holder I fast i?}
  - key: tell
    title: {da: Fortæl det}
    kind: message
    stage: try
    when: before stage keep
    message:
      to: [all]
      channel: {da: Opslag}
      sender: leader
      why: {da: Så alle ved det.}
      package: words

checklists:
  - key: ready
    title: {da: Er I klar?}
    stage: keep
    questions:
      - key: table
        text: {da: Er der et bord?}
      - key: menu
        text: {da: Hvad er der på bordet?}
        answer: words

reflection:
  - key: table
    title: {da: Om bordet}
    questions:
      - key: who
        text: {da: Hvem sidder vi sammen med?}

audiences:
  - key: all
    title: {da: Alle}

packages:
  - key: words
    title: {da: Ord til lederen}
    stage: try
    to: [all]
    sender: communications
    what: {da: Vi spiser sammen.}
    why: {da: Det er rart.}

reports:
  - key: how
    stage: keep
    title: {da: Sådan gik det}
    when: -2w
    asks:
      - key: came
        text: {da: Hvem kom?}

risks:
  - key: cold
    title: {da: Maden bliver kold}
    cause: {da: Vi taler for længe.}
    what_is_done: {da: Vi dækker den til.}
    whose: leader

roles:
  - key: cook
    title: {da: Kok}
    who: employees
    duties:
      - key: buy
        text: {da: Køb ind.}

rhythms:
  - key: lunch
    title: {da: Frokost}
    every: +4w
    every_most: +6w
    least: 5
    most: 7
    unit: {da: personer}

approval:
  by: leadership_group
  text: {da: Ledergruppen siger ja til planen.}
"""


def _between() -> str:
    """Brief, backbrief, gaps and review of the example in the guide."""
    guide = example_from_guide()
    return guide[guide.index("brief:\n") :].partition("\nactivities:")[0]


#: A small playbook with something in every section a plan is made of.
WITH_PLAN = f"{_STAGES}{_between()}\n{_PLAN}"


def broken(old: str, new: str, text: str = CORE_TASK) -> tuple[str, int, int]:
    """The playbook with the first `old` made `new`; line and column of the "¤" in it, which is taken out."""
    assert old in text, old
    marked = text.replace(old, new, 1)
    before = marked[: marked.index("¤")]
    return marked.replace("¤", ""), before.count("\n") + 1, len(before) - before.rfind("\n")
