"""What stands in plans on Min side: what is near is mine to do, what comes soon is told, what is far off waits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.plans.models import Plan
from pejlemaerke.plans.tests import factories as make
from pejlemaerke.portal.front import FrontPage, due_now, read_front
from pejlemaerke.record.models import Turn

pytestmark = pytest.mark.django_db
TODAY = org.TODAY


@pytest.fixture
def at() -> make.Line:
    return make.line()


@pytest.fixture
def plan(at: make.Line) -> Plan:
    return make.plan("empty", at)


def front(person) -> FrontPage:
    with translation.override("en"):
        return read_front(org.scope_of(person, TODAY), TODAY)


def asks(page: FrontPage, verb: str) -> list[str]:
    return [row.about for row in page.turns if row.verb == verb]


@pytest.mark.parametrize(
    ("when", "where"),
    [("2. november 2026", "turns"), ("12. november 2026", "soon"), ("12. december 2026", "nowhere")],
)
def test_a_confirmed_activity_is_mine_on_its_day_soon_before_and_far_off_in_the_plan_alone(
    at, plan, when, where
):
    make.activity("confirmed", plan, title="Fællesmøde", when=when)
    page = front(at.sara)
    found = {
        name
        for name in ("turns", "soon")
        if any("Fællesmøde" in row.verb + row.about for row in getattr(page, name))
    }
    assert found == ({where} - {"nowhere"})


def test_what_is_past_and_not_told_of_is_late(at, plan):
    make.activity("confirmed", plan, title="Fællesmøde", when="28. oktober 2026")
    (row,) = [row for row in front(at.sara).turns if row.verb == "Say how it went:"]
    assert row.late


def test_two_to_confirm_are_two_rows_and_more_are_one(at, plan):
    for number in range(2):
        make.activity("tentative", plan, title=f"Møde {number}", when="5. november 2026")
    assert len(asks(front(at.sara), "Confirm")) == 2
    for number in range(5):
        make.activity("tentative", plan, title=f"Runde {number}", when="6. november 2026")
    page = front(at.sara)
    assert asks(page, "Confirm") == []
    (row,) = [row for row in page.turns if row.verb.startswith("Confirm 7 activities")]
    assert (row.about, row.url) == (plan.unit.name, f"{plan.get_absolute_url()}?view=list&show=tentative")


def test_a_proposal_a_paper_and_an_approval_come_to_those_whose_turn_it_is(at, plan):
    make.proposal(plan, at.ali, text="Kunne vi mødes om morgenen?")
    make.paper("presented", plan)
    make.approval(plan, [at.mette])
    assert any("Kunne vi mødes" in about for about in asks(front(at.sara), "Answer the proposal"))
    mine = front(at.mette)
    assert asks(mine, "Read")
    assert asks(mine, "Approve the plan of")


def test_everything_in_plans_comes_in_one_query(at, plan):
    make.activity("confirmed", plan, when="2. november 2026")
    with CaptureQueriesContext(connection) as before:
        front(at.sara)
    make.proposal(plan, at.ali)
    make.paper("writing", plan)
    make.activity("tentative", plan, when="3. november 2026")
    with CaptureQueriesContext(connection) as after:
        front(at.sara)
    assert len(after) == len(before) <= 15


def test_ones_own_plan_is_followed_once_it_has_begun_and_proposing_is_one_tap_away(at, plan, client):
    assert not any(row.url == plan.get_absolute_url() for row in front(at.ali).follows)
    assert front(at.ali).propose_url == ""
    make.activity("confirmed", plan, when="12. november 2026")
    page = front(at.ali)
    assert page.follows[0].url == plan.get_absolute_url()
    assert page.propose_url == f"/plans/{plan.pk}/propose/"
    client.force_login(org.account(at.ali))
    assert page.propose_url in client.get("/").content.decode()


def test_what_is_not_due_yet_is_not_counted_as_waiting(at, plan):
    make.activity("confirmed", plan, when="12. december 2026")
    mine = Turn.objects.of(org.scope_of(at.sara, TODAY).owner_keys)
    counted = set(due_now(mine, TODAY).values_list("what", flat=True))
    assert "plans.hold" in set(mine.values_list("what", flat=True)) - counted
