"""Who may do what with plans, persona by persona, as in `test_permissions`: written by hand from what the product
promises. All cells are about Nord's plan, except the last four.

see      the plan and its activities              fin    finish the evaluation, present it
drf      read an evaluation being written         sees   say that the presented one has been read
wrt      ... that is written                      prop   propose something
prs      ... that has been presented              answ   answer a proposal
plan     take, add, change, confirm, pause        serv   keep the list of services
open     open the next stage, end it, move it     held   say how an activity of Nord's own leader went
over     open it although something is missing    body   ... one that Nord's MED committee owns
chk      answer a checklist                       resp   ... one that Ali is responsible for
ask      lay the plan before a leadership group   c.see, c.pl, c.pr: see, make, propose to the central plan
writ     write in the evaluation                  syd    see the plan of Syd, Nord's neighbour
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.plans import rules
from pejlemaerke.plans.models import Activity, Plan, Proposal
from pejlemaerke.plans.tests import factories as make

from .test_permissions import personas

TABLE = """
persona                               see drf wrt prs plan open over chk ask writ fin sees prop answ serv held body resp c.see c.pl c.pr syd
leader                                y   y   y   y   y    y    y    y   y   y    y   -    y    y    y    y    y    y    y     -    y    -
co-leader                             y   y   y   y   y    y    y    y   y   y    y   -    y    y    y    y    y    y    y     -    y    -
employee                              y   -   y   y   -    -    -    -   -   -    -   -    y    -    -    -    -    y    y     -    y    -
employee of a team below              y   -   y   y   -    -    -    -   -   -    -   -    y    -    -    -    -    -    y     -    y    -
employee whose post has ended         -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    -    -
caseworker                            y   -   y   y   -    -    -    -   -   -    -   -    y    -    -    -    -    -    y     -    y    -
MED member                            y   y   y   y   -    -    -    -   -   y    -   -    y    -    y    -    y    -    y     -    y    -
MED member whose seat has ended       -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
MED member of another workplace       -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
member of the main MED committee      y   -   -   y   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
member of the work environment body   y   -   -   y   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
member of a political committee       -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
member of the management team         -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
employee of a neighbour               -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
leader under the same brief           -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
leader under another brief            -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
senior manager beside the superior    -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
superior                              y   -   -   y   -    -    y    -   -   -    -   y    -    -    -    -    -    -    y     -    y    y
superior's superior                   y   -   -   y   -    -    y    -   -   -    -   -    -    -    -    -    -    -    y     y    y    y
programme office                      y   -   -   y   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     y    y    y
programme office of another branch    -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
communications                        y   -   -   y   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
auditor                               y   -   -   y   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
support person                        y   -   -   y   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    y
administrator                         -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
substitute of the leader              y   y   y   y   y    y    y    y   y   y    y   -    y    y    y    y    y    y    y     -    y    -
substitute of the superior            y   -   -   y   -    -    y    -   -   -    -   y    -    -    -    -    -    -    y     -    y    y
substitute of a MED member            -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
substitute before the period          -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
substitute after the period           -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
substitute of a substitute            -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
past holder of the leader's role      -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
co-writer                             -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    y     -    y    -
director of another organisation      -   -   -   -   -    -    -    -   -   -    -   -    -    -    -    -    -    -    -     -    -    -
"""


def questions(at: make.Line) -> dict[str, Callable[[Scope], bool]]:
    """Each column as a view asks it: first whether it is there at all, then the rule."""
    plan = make.plan("begun", at)
    central = make.central(at)
    syd = Plan.objects.get(unit=at.syd)
    paper = make.paper("presented", plan)
    proposal = make.proposal(plan, at.ali)
    next_stage = make.stage(plan, "phase-2")
    next_stage.state = "next"
    own, of_body, of_ali = (
        make.activity("confirmed", plan, **given) for given in ({}, {"body": at.lmu}, {"responsible": at.ali})
    )

    def sees(model: Any, obj: Any) -> Callable[[Scope], bool]:
        return lambda scope: model.objects.visible_to(scope).filter(pk=obj.pk).exists()

    def may(rule: Any, *of: Any) -> Callable[[Scope], bool]:
        return lambda scope: sees(Plan, plan)(scope) and bool(rule(scope, *of))

    def reads(state: str) -> Callable[[Scope], bool]:
        as_if = copy.copy(paper)
        as_if.state = state
        return may(rules.may_read_paper, as_if)

    writing = copy.copy(paper)
    writing.state = "writing"
    return {
        "see": lambda s: sees(Plan, plan)(s) and sees(Activity, own)(s) and sees(Proposal, proposal)(s),
        "drf": reads("writing"),
        "wrt": reads("written"),
        "prs": reads("presented"),
        "plan": lambda s: may(rules.may_change, plan)(s) and may(rules.may_pause, plan)(s),
        "open": may(rules.may_open_stage, next_stage),
        "over": may(rules.may_override, next_stage),
        "chk": may(rules.may_answer_checklist, plan),
        "ask": may(rules.may_ask_approval, plan),
        "writ": may(rules.may_write_paper, plan, writing),
        "fin": may(rules.may_finish_paper, writing),
        "sees": may(rules.may_see_paper, paper),
        "prop": may(rules.may_propose, plan),
        "answ": may(rules.may_answer_proposal, proposal),
        "serv": lambda s: s.organisation == at.organisation.pk and bool(rules.may_list_services(s, at.nord)),
        "held": may(rules.may_close_activity, own),
        "body": may(rules.may_close_activity, of_body),
        "resp": may(rules.may_close_activity, of_ali),
        "c.see": sees(Plan, central),
        "c.pl": lambda s: sees(Plan, central)(s) and bool(rules.may_plan(s, central)),
        "c.pr": lambda s: sees(Plan, central)(s) and bool(rules.may_propose(s, central)),
        "syd": sees(Plan, syd),
    }


@pytest.mark.django_db
def test_the_table_holds():
    at = make.line()
    asked = questions(at)
    found = personas(at)
    head, *rows = (line for line in TABLE.splitlines() if line.strip())
    columns = head.split()[1:]
    assert columns == list(asked)
    width = len(head) - len(head.removeprefix("persona").lstrip())
    names = [row[:width].strip() for row in rows]
    assert names == list(found)
    wrong = []
    for name, row in zip(names, rows, strict=True):
        scope = people.scope_of(found[name])
        for column, expected in zip(columns, row[width:].split(), strict=True):
            if asked[column](scope) != (expected == "y"):
                wrong.append(f"{name} / {column}: the table says {expected}")
    assert not wrong, "\n".join(wrong)
