"""Activities, decisions, memos and MED items are found by their words, and only by those who may read them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client

from pejlemaerke.core.found import fill_folded
from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings.models import Memo, Minutes
from pejlemaerke.meetings.tests import factories as met
from pejlemaerke.organisation.models import Person
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.plans import actions as plans
from pejlemaerke.plans.models import Activity
from pejlemaerke.plans.tests import factories as planned
from pejlemaerke.portal.search import KINDS, Found, Group, read_search

pytestmark = pytest.mark.django_db


def found(person: Person, text: str) -> dict[str, list[Found]]:
    return {group.kind: list(group.rows) for group in read_search(org.scope_of(person), text).groups}


def names(person: Person, text: str) -> dict[str, list[str]]:
    return {kind: [row.verb for row in rows] for kind, rows in found(person, text).items()}


@pytest.mark.parametrize("text", ["blåbær", "BLAABÆR", "blabaer syltet", "krukker"])
def test_an_activity_is_found_by_its_title_and_its_text(text: str) -> None:
    at = planned.line()
    plan = planned.plan("begun", at)
    made = planned.activity(of=plan, title="Syltet blåbær", text="Alle tager krukker med")
    (row,) = found(at.sara, text)["activities"]
    assert (row.url, row.verb) == (made.get_absolute_url(), "Syltet blåbær")
    assert row.who == f"Nord, {at.initiative.title}"
    assert row.when == "10. november 2026"


def test_an_activity_is_found_by_what_it_says_now() -> None:
    at = planned.line()
    made = planned.activity(of=planned.plan("begun", at), title="Rundtur i kælderen")
    plans.change_activity(
        made, planned.fields(title="Rundtur på loftet"), by=planned.by(at.sara), now=planned.NOW
    )
    assert names(at.sara, "kælderen") == {}
    assert names(at.sara, "loftet") == {"activities": ["Rundtur på loftet"]}
    plans.drop_activity(made, by=planned.by(at.sara), now=planned.NOW)
    assert names(at.sara, "loftet") == {}


def test_an_activity_of_a_plan_one_may_not_read_is_not_found() -> None:
    at = planned.line()
    planned.activity(of=planned.plan("begun", at), title="Rundtur i kælderen")
    stranger = org.person("Eva", "Lund", org.unit("Biblioteket", organisation=at.organisation))
    assert names(stranger, "kælderen") == {}
    abroad = org.person(unit=org.unit("Andet", organisation=org.organisation("Anden")), role="administrator")
    assert names(abroad, "kælderen") == {}


def test_a_memo_is_found_by_those_before_whom_it_is() -> None:
    at = met.body()
    memo = met.memo("draft", at, title="Nøgler til alle døre")
    assert [row.who for row in found(at.sara, "noegler")["memos"]] == ["Chefteamet"]
    assert names(at.mette, "nøgler") == {}
    meetings.send_memo(memo, by=met.by(at.sara), now=met.NOW)
    assert names(at.mette, "nøgler") == {"memos": ["Nøgler til alle døre"]}
    assert names(at.ali, "nøgler") == {}


def test_a_memo_is_found_by_the_title_it_has_got() -> None:
    at = met.body()
    memo = met.memo("draft", at, title="Nøgler til alle døre")
    meetings.edit_memo_head(memo, title="Koder til alle døre", by=met.by(at.sara), now=met.NOW)
    assert names(at.sara, "nøgler") == {}
    assert names(at.sara, "koder") == {"memos": ["Koder til alle døre"]}
    meetings.drop_memo(memo, by=met.by(at.sara), now=met.NOW)
    assert names(at.sara, "koder") == {}


def test_a_decision_is_found_once_the_meeting_is_over_and_by_all_once_approved() -> None:
    at = met.body()
    lasting = met.meeting("in_progress", at)
    point = met.point(lasting.items.get(), at, text="Nøglerne samles i ét skab.")
    changed = {"asked": "b", "answer": "declined", "heading": "PROCES"}
    meetings.edit_point(point, text="Nøglerne samles ikke.", **changed, by=met.by(at.hanne), now=met.later(7))
    assert names(at.mette, "nøglerne") == {}
    meetings.record_outcome(
        lasting.items.get(), discussed="", outcome="treated", by=met.by(at.hanne), now=met.later(7)
    )
    meetings.close_meeting(lasting, by=met.by(at.hanne), now=met.later(7))
    assert names(at.mette, "skab") == {}
    (row,) = found(at.mette, "nøglerne ikke")["points"]
    assert (row.url, row.who) == (point.get_absolute_url(), "Chefteamet")
    assert row.when.endswith((", declined", ", afvist"))
    assert names(at.ali, "nøglerne") == {}


def test_what_was_decided_in_approved_minutes_is_found_once_by_everybody() -> None:
    at = met.body()
    met.minutes("approved", at)
    assert names(at.ali, "sommerferien") == {"points": ["Besøgene begynder efter sommerferien 2027."]}
    assert names(at.hanne, "sommerferien") == {"points": ["Besøgene begynder efter sommerferien 2027."]}
    hidden = met.minutes("approved", at, is_closed=True)
    assert hidden.state == "approved"
    assert len(names(at.ali, "sommerferien")["points"]) == 1
    assert len(names(at.hanne, "sommerferien")["points"]) == 2


def test_a_med_item_is_found_by_title_and_text_until_withdrawn() -> None:
    at = met.body()
    item = met.med_item("planned", at)
    assert names(at.ali, "nye besøg") == {"med": ["Nye besøg i Nord"]}
    assert names(at.ali, "vagterne") == {"med": ["Nye besøg i Nord"]}
    stranger = org.person("Eva", "Lund", org.unit("Biblioteket", organisation=at.organisation))
    assert names(stranger, "vagterne") == {}
    meetings.withdraw_med_item(item, by=met.by(at.sara), now=met.NOW)
    assert names(at.ali, "vagterne") == {}


def test_many_of_every_kind_cost_no_more_than_few(client: Client, django_assert_max_num_queries: Any) -> None:
    at = planned.line()
    plan = planned.plan("begun", at)
    planned.backbrief(at=at)
    at.nord.name = at.initiative.title = "Fyrtårn"
    at.nord.prepare().save()
    at.initiative.prepare().save()
    board = met.body()
    held = met.meeting("in_progress", board)
    item = held.items.get()
    by, now = planned.by(at.sara), planned.NOW
    for number in range(23):
        name = f"Fyrtårn {number:02}"
        planned.activity(of=plan, title=name)
        met.point(item, board, text=name, asked="", answer="")
        met.med_item("planned", board, committee=at.lmu, decides_at=at.nord, title=name)
        meetings.create_memo(committee=at.lmu, title=name, by=by, now=now, content=met.content())
        org.unit(name, at.nord)
        org.person("Nr", name, at.nord)
    meetings.record_outcome(item, discussed="", outcome="treated", by=met.by(board.hanne), now=met.later(7))
    meetings.close_meeting(held, by=met.by(board.hanne), now=met.later(7))
    Minutes.objects.update(state="approved")
    counts = {
        group.kind: group.page.paginator.count
        for group in read_search(org.scope_of(at.sara), "fyrtårn").groups
    }
    assert counts == dict.fromkeys(KINDS, 23) | {"units": 24, "initiatives": 1, "backbriefs": 3}
    client.force_login(org.account(at.sara))
    with django_assert_max_num_queries(15):
        shown = client.get("/search/?q=fyrtårn").content.decode()
    assert shown.count("(23)") == 5
    assert shown.count("work-row-link") == 6 * 20 + 1 + 3
    last = client.get("/search/?q=fyrtårn&kind=points&page=2").content.decode()
    assert last.count("work-row-link") == 3


@pytest.mark.parametrize(
    ("title", "within"), [("Aktiviteter", "aktiviteter"), ("MED-punkter", "MED-punkter")]
)
def test_a_heading_inside_a_sentence_keeps_its_abbreviation(title: str, within: str) -> None:
    assert Group("x", title, "flag", (), Paginator([], 1).get_page(1)).title_within == within


def test_what_was_there_before_is_filled_in() -> None:
    at = planned.line()
    activity = planned.activity(
        of=planned.plan("begun", at), title="Rundtur i kælderen", text="Tag støvler på"
    )
    memo = met.memo("draft", met.body(), title="Nøgler til alle døre")
    for model in (Activity, Memo):
        model.objects.update(folded="")
    editor = SimpleNamespace(connection=connection)
    fill_folded("plans", "Activity", "title", "text").code(apps, editor)  # type: ignore[arg-type]
    fill_folded("meetings", "Memo", "title").code(apps, editor)  # type: ignore[arg-type]
    assert Activity.objects.get(pk=activity.pk).folded == "rundtur i kaelderen\ntag stoevler paa"
    assert Memo.objects.get(pk=memo.pk).folded == "noegler til alle doere"
