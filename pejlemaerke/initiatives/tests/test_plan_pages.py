"""The pages of the timetable, the risks and the groups, and the way from a decision to an initiative."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from pejlemaerke.core.actor import Actor
from pejlemaerke.initiatives import actions
from pejlemaerke.initiatives.models import Initiative, Risk, Timing
from pejlemaerke.initiatives.pages import groups_of
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.meetings.tests import factories as meetings
from pejlemaerke.organisation.models import Committee, Seat
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.organisation.tests.factories import NOW, TODAY
from pejlemaerke.record.models import Event, Link

from . import factories as make

pytestmark = pytest.mark.django_db

SAID: list[dict[str, Any]] = [
    {"heading": "FORMÅL", "text": "Vi vil tættere på hverdagen hos borgerne."},
    {"text": "Udvalgene er med i forberedelsen.", "when": "november/december 2026"},
    {"text": "Lederne tager på besøg en halv dag.", "when": "februar – marts 2027"},
    {"text": "Der kommer ingen ny app.", "asked": "c", "answer": "declined"},
]


class Town:
    def __init__(self) -> None:
        self.body = meetings.body()
        self.top, self.house, self.boss, self.leader = (
            self.body.top,
            self.body.nord,
            self.body.karin,
            self.body.sara,
        )
        self.by = Actor(self.top.organisation_id, self.boss.pk, self.boss.name)

    def decided(self) -> list[DecidedPoint]:
        return make.decided(self.body, *SAID)

    def initiative(self, **given: Any) -> Initiative:
        return make.initiative(self.top, self.boss, self.house, playbook=make.visits(), **given)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def boss(client: Client, town: Town) -> Client:
    client.force_login(org.account(town.boss))
    return client


def sign_in(client: Client, person: Any) -> Client:
    client.force_login(org.account(person))
    return client


# -- from a decision -------------------------------------------------------------------------------------------


def test_the_form_begins_with_what_was_decided(boss: Client, town: Town) -> None:
    _why, _prepare, visits, declined = points = town.decided()
    sent = boss.get(f"/initiatives/new/from/{visits.pk}/")
    assert sent["Location"] == f"/initiatives/new/?point={visits.pk}"
    page = boss.get(sent["Location"]).content.decode()
    assert "Vi vil tættere på hverdagen hos borgerne." in page
    assert points[0].item.title in page
    ticked = set(re.findall(r'name="points"[^>]*value="([^"]+)"[^>]*checked', page))
    assert ticked == {str(point.pk) for point in points if point != declined}
    assert f'value="{declined.pk}"' not in page
    assert "Der kommer ingen ny app." in page


def test_an_initiative_starts_from_all_a_meeting_decided(client: Client, boss: Client, town: Town) -> None:
    *_others, visits, declined = points = town.decided()
    meeting = visits.item.meeting
    for page, start in (
        (meeting.get_absolute_url(), f"/initiatives/new/from/meetings/{meeting.pk}/"),
        (f"{meeting.get_absolute_url()}minutes/", f"/initiatives/new/from/minutes/{meeting.minutes.pk}/"),
    ):
        assert start in boss.get(page).content.decode()
        form = boss.get(start, follow=True).content.decode()
        ticked = set(re.findall(r'name="points"[^>]*value="([^"]+)"[^>]*checked', form))
        assert ticked == {str(point.pk) for point in points if point != declined}
    sign_in(client, town.leader)
    assert start not in client.get(page).content.decode()
    assert client.get(start).status_code == 403


def test_a_meeting_that_goes_on_or_turned_everything_down_starts_nothing(boss: Client, town: Town) -> None:
    (going,) = make.decided(town.body, {"text": "Ja"}, open_still=True)
    (turned_down,) = make.decided(town.body, {"asked": "b", "answer": "declined"})
    for point in (going, turned_down):
        meeting = point.item.meeting
        start = f"/initiatives/new/from/meetings/{meeting.pk}/"
        assert start not in boss.get(meeting.get_absolute_url()).content.decode()
        assert boss.get(start).status_code == 409


def test_what_is_ticked_is_what_it_carries_out(boss: Client, town: Town) -> None:
    why, _prepare, visits, declined = town.decided()
    words = {
        "title": "Ledere med", "why": "Tættere på", "sponsor": "Karin Dam", "unit": town.top.name,
        "period": "november 2026 til juni 2027", "playbook": "core-task", "points": [str(why.pk), str(visits.pk)],
    }  # fmt: skip
    url = f"/initiatives/new/?point={visits.pk}"
    page = boss.post(url, words).content.decode()
    understood = re.search(r'name="understood" value="([^"]+)"', page)
    assert understood
    assert boss.post(url, words | {"understood": understood.group(1)}).status_code == 302
    made = Initiative.objects.get()
    causes = Link.objects.filter(effect_id=made.pk).values_list("cause_id", flat=True)
    assert set(causes) == {why.pk, visits.pk}
    shown = boss.get(made.get_absolute_url()).content.decode()
    assert "Lederne tager på besøg en halv dag." in shown
    assert visits.get_absolute_url() in shown
    assert visits.item.memo is not None
    assert visits.item.memo.get_absolute_url() in shown
    forced = boss.post(url, words | {"points": [str(declined.pk)], "understood": understood.group(1)})
    assert forced.status_code == 422


def test_only_what_one_may_see_and_prepare_can_be_started_from(
    client: Client, boss: Client, town: Town
) -> None:
    *_others, visits, declined = town.decided()
    assert boss.get(f"/initiatives/new/from/{declined.pk}/").status_code == 409
    assert boss.get(f"/initiatives/new/?point={town.top.pk}").status_code == 404
    assert boss.get("/initiatives/new/?point=x").status_code == 404
    sign_in(client, town.leader)
    assert client.get(f"/initiatives/new/from/{visits.pk}/").status_code == 403
    abroad = org.unit("Andenby", organisation=org.organisation("Andenby"))
    sign_in(client, org.person(unit=abroad, role="director"))
    assert client.get(f"/initiatives/new/from/{visits.pk}/").status_code == 404
    assert client.get(f"/initiatives/new/?point={visits.pk}").status_code == 404


def test_a_closed_item_is_not_read_on_the_initiative(client: Client, boss: Client, town: Town) -> None:
    (secret,) = make.decided(town.body, {"text": "Det lukkede punkt", "when": "maj 2027"}, is_closed=True)
    made = town.initiative(points=[secret], state="running")
    actions.save_timetable(
        made,
        {"stages.during": actions.TimingValue(secret.period, secret)},  # type: ignore[arg-type]
        by=town.by,
        now=NOW,
    )
    sign_in(client, town.body.ali)
    for url in (made.get_absolute_url(), f"{made.get_absolute_url()}timetable/"):
        page = client.get(url).content.decode()
        assert "Det lukkede punkt" not in page
        assert "maj 2027" in page


# -- the timetable ---------------------------------------------------------------------------------------------


def fields(page: str) -> dict[str, str]:
    """Every field of the timetable as the page gives it."""
    found = dict(re.findall(r'<input type="text" name="(when-[^"]+)"(?: value="([^"]*)")?', page))
    for name, inside in re.findall(r'<select name="(point-[^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = chosen.group(1) if chosen else ""
    return found


def test_what_was_decided_is_suggested_and_holds_when_it_is_saved(boss: Client, town: Town) -> None:
    points = town.decided()
    made = town.initiative(points=points[:3])
    url = f"{made.get_absolute_url()}timetable/"
    given = fields(boss.get(url).content.decode())
    assert given["when-stages.during"] == "februar – marts 2027"
    assert given["point-stages.during"] == str(points[2].pk)
    assert given["point-stages.before"] == str(points[1].pk)
    assert given["when-stages.after"] == ""
    assert not Timing.objects.exists()
    assert boss.post(url, given).status_code == 302
    kept = Timing.objects.get(item="stages.during")
    assert (kept.point, kept.precision) == (points[2], "range")
    assert Event.objects.filter(verb="timetable").count() == 1
    page = boss.get(url).content.decode()
    assert fields(page)["point-stages.during"] == str(points[2].pk)
    boss.post(url, given | {"when-stages.before": "", "point-stages.before": ""})
    assert list(Timing.objects.values_list("item", flat=True)) == ["stages.during"]


def test_a_period_that_cannot_be_read_is_asked_about_and_nothing_is_lost(boss: Client, town: Town) -> None:
    made = town.initiative()
    url = f"{made.get_absolute_url()}timetable/"
    answer = boss.post(
        url, {"when-stages.before": "når vi er klar i 205", "when-stages.during": "marts 2027"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_when-stages.before_error"' in page
    assert fields(page)["when-stages.during"] == "marts 2027"
    assert not Timing.objects.exists()


def test_an_impossible_order_is_said_at_the_stage(boss: Client, town: Town) -> None:
    made = town.initiative()
    url = f"{made.get_absolute_url()}timetable/"
    answer = boss.post(url, {"when-stages.before": "maj 2027", "when-stages.during": "april 2027"})
    assert answer.status_code == 422
    assert 'id="id_when-stages.during_error"' in answer.content.decode()
    assert not Timing.objects.exists()


def test_everybody_reads_the_timetable_and_its_makers_set_it(client: Client, town: Town) -> None:
    made = town.initiative(state="running")
    url = f"{made.get_absolute_url()}timetable/"
    sign_in(client, town.body.ali)
    page = client.get(url)
    assert page.status_code == 200
    assert 'name="when-' not in page.content.decode()
    assert client.post(url, {"when-stages.before": "maj 2027"}).status_code == 403


def test_the_initiative_says_which_days_were_decided_and_which_are_counted(boss: Client, town: Town) -> None:
    points = town.decided()
    made = town.initiative(points=points[:3])
    boss.post(
        f"{made.get_absolute_url()}timetable/",
        {"when-stages.during": "", "point-stages.during": points[2].pk},
    )
    page = boss.get(made.get_absolute_url())
    stages = {one.title: one for one in page.context["page"].stages}
    assert stages["Besøgene"].is_fixed
    assert "februar – marts 2027" in stages["Besøgene"].when
    assert stages["Opsamling"].when
    assert not stages["Opsamling"].is_fixed
    assert not stages["Forberedelse"].when


# -- risks -----------------------------------------------------------------------------------------------------


def test_a_risk_is_written_changed_closed_and_opened_again(boss: Client, town: Town) -> None:
    made = town.initiative(state="running")
    url = f"{made.get_absolute_url()}risks/"
    words = {
        "title": "Ferien",
        "cause": "Vagtplanen",
        "what_is_done": "Tidlig plan",
        "owner": "Sara Lind",
        "key": "k1",
    }
    assert boss.post(f"{url}new/", words | {"title": ""}).status_code == 422
    for _twice in range(2):
        assert boss.post(f"{url}new/", words).status_code == 302
    risk = Risk.objects.get()
    assert (risk.owner, risk.unit) == (town.leader, None)
    assert "Tidlig plan" in boss.get(url).content.decode()
    own = risk.get_absolute_url()
    assert boss.get(own).status_code == 200
    boss.post(f"{own}edit/", words | {"owner": "", "whose": "lederne"})
    assert boss.post(f"{own}close/", {"note": ""}).status_code == 422
    assert boss.post(f"{own}close/", {"note": "Det gik godt"}).status_code == 302
    assert boss.post(f"{own}close/", {"note": "Igen"}).status_code == 409
    boss.post(f"{own}reopen/")
    risk.refresh_from_db()
    assert (risk.state, risk.owner, risk.whose) == ("open", None, "lederne")


def test_a_stated_risk_is_taken_with_one_tap(boss: Client, town: Town) -> None:
    made = town.initiative()
    url = f"{made.get_absolute_url()}risks/"
    assert "Der er ikke tid" in boss.get(url).content.decode()
    assert boss.post(f"{url}take/", {"risk": "time"}).status_code == 302
    assert 'value="time"' not in boss.get(url).content.decode()
    assert boss.post(f"{url}take/", {"risk": "time"}).status_code == 409
    assert boss.post(f"{url}take/", {"risk": "weather"}).status_code == 409


def test_a_leader_keeps_the_risks_of_the_own_workplace(client: Client, town: Town) -> None:
    made = town.initiative(state="running")
    sign_in(client, town.leader)
    url = f"{made.get_absolute_url()}risks/"
    page = client.get(f"{url}new/").content.decode()
    assert town.house.name in page
    assert client.post(f"{url}new/", {"title": "Sygdom", "place": ""}).status_code == 422
    assert client.post(f"{url}new/", {"title": "Sygdom", "place": town.house.pk}).status_code == 302
    assert Risk.objects.get().unit == town.house
    assert client.post(f"{url}take/", {"risk": "time"}).status_code == 403
    assert (
        client.post(f"{url}new/?unit={town.house.pk}", {"title": "Mere", "place": town.house.pk}).status_code
        == 302
    )
    assert client.get(f"{url}new/?unit={town.top.pk}").status_code == 404
    sign_in(client, town.body.ali)
    own = Risk.objects.order_by("created_at")[0].get_absolute_url()
    assert client.get(own).status_code == 200
    assert client.post(f"{own}reopen/").status_code == 403
    assert client.get(f"{url}new/").status_code == 403


def test_the_list_of_risks_goes_along_without_formulas(boss: Client, town: Town) -> None:
    made = town.initiative()
    actions.add_risk(made, title="=1+1", cause="Ferie", by=town.by, now=NOW)
    url = f"{made.get_absolute_url()}risks/sheet"
    sheet = load_workbook(io.BytesIO(boss.get(f"{url}.xlsx").content)).active
    assert sheet is not None
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert "Ferie" in boss.get(f"{url}.csv").content.decode("utf-8-sig")
    assert boss.get(f"{url}.exe").status_code == 404


def test_risks_cost_the_same_for_few_and_for_many(
    boss: Client, town: Town, django_assert_max_num_queries: Any
) -> None:
    made = town.initiative(state="running")
    for number in range(60):
        actions.add_risk(made, title=f"Nr. {number}", owner=town.leader, by=town.by, now=NOW)
    with django_assert_max_num_queries(15):
        page = boss.get(f"{made.get_absolute_url()}risks/")
    assert len(page.context["page"].open) == 50


# -- groups ----------------------------------------------------------------------------------------------------


def test_a_group_is_formed_with_several_people_at_a_time(boss: Client, town: Town) -> None:
    made = town.initiative()
    url = f"{made.get_absolute_url()}groups/"
    words = {"name": "Gruppen", "leads": "Karin Dam", "people": "ida juul\n\nPer Holt\nIda Juul", "key": "k1"}
    first = boss.post(f"{url}new/", words)
    assert boss.post(f"{url}new/", words)["Location"] == first["Location"]
    group = groups_of(made).get()
    seats = {seat.person.first_name: seat.function for seat in Seat.objects.filter(committee=group)}
    assert seats == {"Karin": "chair", "Ida": "", "Per": ""}
    page = boss.get(first["Location"]).content.decode()
    assert "Ida Juul" in page
    assert "Gruppen" in boss.get(url).content.decode()


def test_names_that_several_answer_to_come_back_to_be_chosen(boss: Client, town: Town) -> None:
    other = org.person("Ida", "Juul", town.top, title="jurist")
    made = town.initiative()
    url = f"{made.get_absolute_url()}groups/new/"
    words = {"name": "Gruppen", "people": "Ida Juul\nPer Holt\nIngen Kender"}
    answer = boss.post(url, words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "jurist" in page
    assert "Ingen Kender" in page
    assert 'id="id_people_error"' in page
    assert not Committee.objects.filter(kind__purpose="implementation").exists()
    chosen = words | {"people": "Ida Juul\nPer Holt", "pick-ida-juul": str(other.pk)}
    assert boss.post(url, chosen).status_code == 302
    assert Seat.objects.filter(committee=groups_of(made).get(), person=other).exists()


def test_people_join_and_are_taken_out(boss: Client, client: Client, town: Town) -> None:
    made = town.initiative(state="running")
    group = actions.form_group(made, name="G", members=[town.body.per], by=town.by, now=NOW, today=TODAY)
    url = f"{made.get_absolute_url()}groups/{group.pk}/"
    assert boss.post(url, {"people": ""}).status_code == 422
    assert boss.post(url, {"people": "Mette Holm\nSara Lind"}).status_code == 302
    seat = Seat.objects.get(committee=group, person=town.leader)
    assert boss.post(f"{url}leave/", {"seat": str(seat.pk)}).status_code == 302
    assert boss.post(f"{url}leave/", {"seat": str(seat.pk)}).status_code == 404
    assert "Sara Lind" not in boss.get(url).content.decode()
    elsewhere = Seat.objects.exclude(committee=group).first()
    assert elsewhere is not None
    assert boss.post(f"{url}leave/", {"seat": str(elsewhere.pk)}).status_code == 404
    assert boss.get(f"{made.get_absolute_url()}groups/{town.body.lmu.pk}/").status_code == 404
    sign_in(client, town.body.ali)
    assert client.get(url).status_code == 200
    assert client.post(url, {"people": "Ali Demir"}).status_code == 403
    assert client.post(f"{url}leave/", {"seat": str(seat.pk)}).status_code == 403


def test_a_leader_forms_a_group_for_the_own_workplace(client: Client, town: Town) -> None:
    made = town.initiative(state="running")
    sign_in(client, town.leader)
    url = f"{made.get_absolute_url()}groups/new/"
    assert client.post(url, {"name": "G", "people": "Ali Demir", "place": ""}).status_code == 422
    assert (
        client.post(url, {"name": "G", "people": "Ali Demir", "place": str(town.house.pk)}).status_code == 302
    )
    assert groups_of(made).get().unit == town.house
