"""Who may do what, persona by persona. The table is written by hand from what the product promises; a cell that
differs is a fault of the code until somebody has decided otherwise.

All cells are about Nord's backbrief to Mette's brief (see `briefs/tests/factories.py` for the people), except
`prep`, `start` and `admin`. "y" means that the page answers; "-" that it is not found or forbidden.

see      the backbrief in a list, with its state        view     give the committee's view
draft    read the draft                                 review   answer it
sent     read a revision that waits for its answer      open     open a next revision, answer a changed intent
acc      read the accepted revision                     on       make it the brief of the level below
write    write in the draft                             brief    write the brief it answers
send     send it, take it back                          issue    send that brief
c.dr     comment on the draft                           prep     prepare and change the initiative
c.se     comment on what was sent                       start    start it
                                                        admin    change the organisation
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from pejlemaerke.briefs import actions, rules
from pejlemaerke.briefs.models import Backbrief, Brief, Revision
from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.initiatives import rules as initiative_rules
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Person, RoleKind, Unit
from pejlemaerke.organisation.rules import may_administer
from pejlemaerke.organisation.tests import factories as people

TABLE = """
persona                               see draft sent acc write send c.dr c.se view review open on brief issue prep start admin
leader                                y   y     y    y   y     y    y    y    -    -      y    y  -     -     -    -     -
co-leader                             y   y     y    y   y     y    y    y    -    -      y    y  -     -     -    -     -
employee                              y   -     -    y   -     -    -    -    -    -      -    -  -     -     -    -     -
employee of a team below              y   -     -    y   -     -    -    -    -    -      -    -  -     -     -    -     -
employee whose post has ended         -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
caseworker                            y   -     -    y   -     -    -    -    -    -      -    -  -     -     -    -     -
MED member                            y   y     y    y   -     -    y    y    y    -      -    -  -     -     -    -     -
MED member whose seat has ended       -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
MED member of another workplace       -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
member of the main MED committee      y   -     y    y   -     -    -    -    -    -      -    -  -     -     -    -     -
member of the work environment body   y   -     y    y   -     -    -    -    -    -      -    -  -     -     -    -     -
member of a political committee       -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
member of the management team         -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
employee of a neighbour               -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
leader under the same brief           y   -     -    y   -     -    -    -    -    -      -    -  -     -     -    -     -
leader under another brief            -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
senior manager beside the superior    -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
superior                              y   -     y    y   -     -    -    y    -    y      -    -  y     y     -    -     -
superior's superior                   y   -     y    y   -     -    -    -    -    -      -    -  -     -     y    y     -
programme office                      y   -     y    y   -     -    -    -    -    -      -    -  y     -     y    -     -
programme office of another branch    -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
communications                        y   -     y    y   -     -    -    -    -    -      -    -  -     -     -    -     -
auditor                               y   -     y    y   -     -    -    -    -    -      -    -  -     -     -    -     -
support person                        y   -     y    y   -     -    -    -    -    -      -    -  -     -     -    -     -
administrator                         -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     y
substitute of the leader              y   y     y    y   y     y    y    y    -    -      y    y  -     -     -    -     -
substitute of the superior            y   -     y    y   -     -    -    y    -    y      -    -  y     y     -    -     -
substitute of a MED member            -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
substitute before the period          -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
substitute after the period           -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
substitute of a substitute            -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
past holder of the leader's role      -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
co-writer                             y   y     y    y   y     -    y    y    -    -      -    -  -     -     -    -     -
director of another organisation      -   -     -    -   -     -    -    -    -    -      -    -  -     -     -    -     -
"""


def personas(at: make.Line) -> dict[str, Person]:
    """Everybody in the table. Those who need no place of their own work at Birken, in another branch."""
    elsewhere = iter(range(100))

    def someone(unit: Unit | None = at.birken, **given: Any) -> Person:
        return people.person(f"Nr{next(elsewhere)}", "Prøve", unit, **given)

    def holding(kind: str, unit: Unit = at.top, **dates: Any) -> Person:
        person = someone()
        make.role(person, kind, unit, **dates)
        return person

    def seated(purpose: str, **dates: Any) -> Person:
        person = someone()
        seat = people.seat(people.committee(purpose, at.top, purpose=purpose), person)
        type(seat).objects.filter(pk=seat.pk).update(**dates)
        return person

    def standing_in(absent: Person, first: int = -1, last: int = 1) -> Person:
        person = someone()
        days = make.timedelta
        make.substitution(
            absent, person, first=make.TODAY + days(days=first), last=make.TODAY + days(days=last)
        )
        return person

    def ended(person: Person, relation: str) -> Person:
        getattr(person, relation).update(last=make.YESTERDAY)
        return person

    past_member = someone()
    people.seat(at.lmu, past_member)
    abroad = people.unit("Andenby", organisation=people.organisation("Andenby"))
    director_abroad = people.person("Olga", "Nyt", abroad, role="director")
    for kind in ("programme_office", "administrator", "auditor"):
        make.role(director_abroad, kind, abroad)
    substitute = standing_in(at.sara)
    co_writer = someone()
    return {
        "leader": at.sara,
        "co-leader": holding("leader", at.nord),
        "employee": at.ali,
        "employee of a team below": someone(people.unit("Team", at.nord)),
        "employee whose post has ended": ended(someone(at.nord), "posts"),
        "caseworker": someone(at.nord, role="caseworker"),
        "MED member": at.ida,
        "MED member whose seat has ended": ended(past_member, "seats"),
        "MED member of another workplace": at.liv,
        "member of the main MED committee": seated("med"),
        "member of the work environment body": seated("work_environment"),
        "member of a political committee": seated("political"),
        "member of the management team": seated("management"),
        "employee of a neighbour": someone(at.syd),
        "leader under the same brief": at.bo,
        "leader under another brief": at.lone,
        "senior manager beside the superior": at.kurt,
        "superior": at.mette,
        "superior's superior": at.karin,
        "programme office": holding("programme_office"),
        "programme office of another branch": holding("programme_office", at.homes),
        "communications": holding("communications"),
        "auditor": holding("auditor"),
        "support person": holding("support_person"),
        "administrator": holding("administrator"),
        "substitute of the leader": substitute,
        "substitute of the superior": standing_in(at.mette),
        "substitute of a MED member": standing_in(at.ida),
        "substitute before the period": standing_in(at.sara, 1, 5),
        "substitute after the period": standing_in(at.sara, -5, -1),
        "substitute of a substitute": standing_in(substitute),
        "past holder of the leader's role": holding("leader", at.nord, last=make.YESTERDAY),
        "co-writer": co_writer,
        "director of another organisation": director_abroad,
    }


def questions(at: make.Line, co_writer: Person) -> dict[str, Callable[[Scope], bool]]:
    """Each column as a view asks it: first whether the object is there at all, then the rule."""
    at.initiative  # noqa: B018
    found = make.backbrief("draft", at)
    actions.name_co_writer(found, co_writer, by=make.by(at.sara), now=make.NOW)
    accepted = make.send(found, at.sara)
    make.answer(found, "accepted", at.mette)
    actions.open_revision(found, kind="phase", phase="2", by=make.by(at.sara), now=make.NOW)
    sent = make.send(found, at.sara)
    writers = frozenset(found.co_writers.values_list("person", flat=True))

    def standing(state: str) -> Backbrief:
        as_if = copy.copy(found)
        as_if.state = state
        return as_if

    def sees(scope: Scope) -> bool:
        return Backbrief.objects.visible_to(scope).filter(pk=found.pk).exists()

    def reads(revision: Revision) -> Callable[[Scope], bool]:
        return lambda scope: Revision.objects.visible_to(scope).filter(pk=revision.pk).exists()

    def sees_brief(scope: Scope) -> bool:
        return Brief.objects.visible_to(scope).filter(pk=at.area_brief.pk).exists()

    def sees_initiative(scope: Scope) -> bool:
        return Initiative.objects.visible_to(scope).filter(pk=at.initiative.pk).exists()

    draft, accepted_state = standing("draft"), standing("accepted")
    not_started = copy.copy(at.initiative)
    not_started.state = "draft"
    return {
        "see": sees,
        "draft": lambda s: sees(s) and bool(rules.may_read_draft(s, draft, writers)),
        "sent": reads(sent),
        "acc": reads(accepted),
        "write": lambda s: sees(s) and bool(rules.may_write(s, draft, writers)),
        "send": lambda s: sees(s) and bool(rules.may_submit(s, draft)) and bool(rules.may_withdraw(s, found)),
        "c.dr": lambda s: sees(s) and bool(rules.may_comment(s, draft, None, writers)),
        "c.se": lambda s: sees(s) and bool(rules.may_comment(s, found, sent, writers)),
        "view": lambda s: sees(s) and bool(rules.may_give_view(s, draft)),
        "review": lambda s: sees(s) and bool(rules.may_review(s, found, sent, writers)),
        "open": lambda s: (
            sees(s)
            and bool(rules.may_open_revision(s, accepted_state))
            and bool(rules.may_confirm(s, standing("check_again")))
        ),
        "on": lambda s: sees(s) and bool(rules.may_brief_on(s, found)),
        "brief": lambda s: sees_brief(s) and bool(rules.may_write_brief(s, at.area_brief)),
        "issue": lambda s: sees_brief(s) and bool(rules.may_issue_brief(s, at.area_brief)),
        "prep": lambda s: sees_initiative(s) and bool(initiative_rules.may_edit(s, at.initiative)),
        "start": lambda s: sees_initiative(s) and bool(initiative_rules.may_start(s, not_started)),
        "admin": lambda s: s.organisation == at.organisation.pk and bool(may_administer(s)),
    }


@pytest.mark.django_db
def test_the_table_holds():
    at = make.line()
    found = personas(at)
    asked = questions(at, found["co-writer"])
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


@pytest.mark.django_db
def test_every_role_is_in_the_table():
    at = make.line()
    held = {hold.kind for person in personas(at).values() for hold in people.scope_of(person).own}
    assert held >= {kind.value for kind in RoleKind}


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "dropped"])
def test_an_initiative_never_started_is_seen_by_its_makers_only(state):
    at = make.line()
    found = personas(at)
    Initiative.objects.filter(pk=at.initiative.pk).update(state=state)
    seen = {
        name
        for name, person in found.items()
        if Initiative.objects.visible_to(people.scope_of(person)).exists()
    }
    assert seen == {"superior's superior", "programme office"}


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["closed", "dropped"])
def test_what_is_over_cannot_be_changed(state):
    at = make.line()
    at.area_brief  # noqa: B018
    Initiative.objects.filter(pk=at.initiative.pk).update(state=state)
    initiative = Initiative.objects.get(pk=at.initiative.pk)
    brief = Brief.objects.select_related("initiative", "unit").get(pk=at.area_brief.pk)
    assert not initiative_rules.may_edit(people.scope_of(at.karin), initiative)
    assert not initiative_rules.may_start(people.scope_of(at.karin), initiative)
    assert not rules.may_write_brief(people.scope_of(at.mette), brief)
    assert not rules.may_issue_brief(people.scope_of(at.mette), brief)
