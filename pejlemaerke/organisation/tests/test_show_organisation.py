"""Everybody here reads the organisation; only administrators change it; others do not know it exists."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pejlemaerke.mail.models import Letter
from pejlemaerke.record.models import Event

from ..models import Committee, CommitteeKind, Role, Seat, Substitution, Unit
from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Any:
    class At:
        top = make.unit("Testby Kommune", level="kommune")
        north = make.unit("Område Nord", top, "område")
        home = make.unit("Hjemmeplejen Nord", north, "arbejdsplads")
        admin = make.person("Anders", "Broby", top, "systemansvarlig", role="administrator")
        leader = make.person("Sara", "Lindholm", home, "leder", role="leader")
        worker = make.person("Åse", "Ødum", home, "sygeplejerske")
        committee = make.committee("LMU", home)

    make.seat(At.committee, At.worker, "employees", "vice_chair")
    stranger_home = make.unit("Andeby", organisation=make.organisation("Andeby"))
    At.stranger = make.person("Fremmed", "Mand", stranger_home, role="administrator")
    return At


def client_of(person: Any) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(
        person.account if hasattr(person, "account") else make.account(person),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"organisation:{name}", args=args)


@pytest.mark.parametrize("name", ["units", "people", "committees", "substitutes"])
def test_everybody_reads_the_lists(at: Any, name: str) -> None:
    answer = client_of(at.worker).get(url(name))
    assert answer.status_code == 200
    assert "Andeby" not in answer.content.decode()


def test_the_unit_page_says_who_leads_works_and_sits(at: Any) -> None:
    text = client_of(at.worker).get(url("unit", at.home.pk)).content.decode()
    for words in ("Sara Lindholm", "Åse Ødum", "LMU Hjemmeplejen Nord", "Medarbejderside", "Område Nord"):
        assert words in text


def test_a_name_is_found_however_it_is_spelt(at: Any) -> None:
    client = client_of(at.worker)
    assert "Åse Ødum" in client.get(url("people"), {"q": "aase oedum"}).content.decode()
    assert "Område Nord" in client.get(url("units"), {"q": "omrade"}).content.decode()
    assert "Sara" not in client.get(url("people"), {"q": "aase"}).content.decode().split("<main", 1)[1]


def test_others_do_not_know_it_exists(at: Any) -> None:
    client = client_of(at.stranger)
    role = Role.objects.get(person=at.leader)
    seat = Seat.objects.get()
    for address in (
        url("unit", at.home.pk), url("person", at.worker.pk), url("committee", at.committee.pk),
        url("give_role", at.worker.pk), url("edit_committee", at.committee.pk), url("add_seat", at.committee.pk),
        url("edit_kind", at.committee.kind_id), f"{url('units')}?branch={at.north.pk}",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    for address in (
        url("invite", at.worker.pk), url("deactivate", at.worker.pk), url("end_seat", at.committee.pk, seat.pk),
        url("withdraw_role", at.leader.pk, role.pk),
    ):  # fmt: skip
        assert client.post(address).status_code == 404, address


def test_only_administrators_change(at: Any) -> None:
    client = client_of(at.leader)
    for address in (
        url("invite", at.worker.pk), url("deactivate", at.worker.pk), url("give_role", at.worker.pk),
        url("add_committee"), url("add_kind"), url("edit_kind", at.committee.kind_id),
        url("edit_committee", at.committee.pk), url("add_seat", at.committee.pk),
        url("end_seat", at.committee.pk, Seat.objects.get().pk), url("bring_import"),
    ):  # fmt: skip
        assert client.post(address).status_code == 403, address
    assert client.get(url("imports")).status_code == 403
    assert Event.objects.count() == 0


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["export_units", "export_people", "export_committees"])
def test_every_list_can_be_taken_away(at: Any, name: str, form: str) -> None:
    answer = client_of(at.worker).get(url(name, form))
    assert answer.status_code == 200
    if form == "csv":
        assert ("Ødum" if name != "export_units" else "Hjemmeplejen") in answer.content.decode("utf-8-sig")
    assert client_of(at.leader).get(url(name, "exe")).status_code == 404


def test_a_role_is_given_and_withdrawn(at: Any) -> None:
    client = client_of(at.admin)
    answer = client.post(
        url("give_role", at.worker.pk),
        {"kind": "auditor", "unit": "omraade nord", "last": "31. december 2030"},
    )
    assert answer.status_code == 302
    role = Role.objects.get(person=at.worker)
    assert (role.kind, role.unit, role.imported) == ("auditor", at.north, False)
    assert "auditor" in client.get(url("person", at.worker.pk)).content.decode()
    client.post(url("withdraw_role", at.worker.pk, role.pk))
    role.refresh_from_db()
    assert role.last is not None
    assert client.post(url("withdraw_role", at.worker.pk, role.pk)).status_code == 409
    assert [event.verb for event in Event.objects.about(at.worker)] == ["role_given", "role_withdrawn"]


def test_a_role_from_the_file_is_not_withdrawn_by_hand(at: Any) -> None:
    role = Role.objects.get(person=at.leader)
    Role.objects.filter(pk=role.pk).update(imported=True)
    assert client_of(at.admin).post(url("withdraw_role", at.leader.pk, role.pk)).status_code == 409


def test_several_of_one_name_are_offered(at: Any) -> None:
    other = make.unit("Område Nord", at.top)
    client = client_of(at.admin)
    typed = {"kind": "auditor", "unit": "Område Nord"}
    answer = client.post(url("give_role", at.worker.pk), typed)
    assert answer.status_code == 422
    assert str(other.pk) in answer.content.decode()
    client.post(url("give_role", at.worker.pk), {**typed, "unit_pick": str(other.pk)})
    assert Role.objects.get(person=at.worker).unit == other


def test_an_invited_person_chooses_a_password_and_signs_in(at: Any) -> None:
    client_of(at.admin).post(url("invite", at.worker.pk))
    letter = Letter.objects.get()
    assert letter.to == at.worker.email
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    visitor = Client()
    form = visitor.get(link.split("8000", 1)[1], follow=True)
    address = form.redirect_chain[-1][0]
    answer = visitor.post(address, {"password1": make.PASSWORD, "password2": make.PASSWORD})
    assert answer.status_code == 302
    at.worker.account.refresh_from_db()
    assert at.worker.account.check_password(make.PASSWORD)


def test_a_closed_account_is_out_at_the_next_click(at: Any) -> None:
    client = client_of(at.worker)
    assert client.get(url("units")).status_code == 200
    client_of(at.admin).post(url("deactivate", at.worker.pk))
    assert client.get(url("units")).status_code == 302
    assert client_of(at.admin).post(url("deactivate", at.worker.pk)).status_code == 409
    assert client_of(at.admin).post(url("deactivate", at.admin.pk)).status_code == 409


def test_committees_kinds_and_seats_are_data(at: Any) -> None:
    client = client_of(at.admin)
    days = {"item_days": "21", "papers_days": "10"}
    client.post(url("add_kind"), {"short": "HMU", "name": "Hovedudvalg", "purpose": "med", **days})
    kind = CommitteeKind.objects.get(short="HMU")
    assert (kind.item_days, kind.papers_days) == (21, 10)
    made = {"name": "HMU Testby", "kind": kind.pk, "unit": "Testby Kommune"}
    client.post(url("add_committee"), made)
    committee = Committee.objects.get(name="HMU Testby")
    side = at.committee.organisation.pk and Seat.objects.get().side
    client.post(
        url("add_seat", committee.pk), {"person": "Sara Lindholm", "side": side.pk, "function": "chair"}
    )
    seat = Seat.objects.get(committee=committee)
    assert (seat.person, seat.function) == (at.leader, "chair")
    second = {"person": "Åse Ødum", "side": side.pk, "function": "chair"}
    assert client.post(url("add_seat", committee.pk), second).status_code == 409
    client.post(url("edit_committee", committee.pk), {**made, "parent": at.committee.pk})
    committee.refresh_from_db()
    assert committee.parent == at.committee
    ring = {"name": "LMU", "kind": kind.pk, "unit": "Hjemmeplejen Nord", "parent": committee.pk}
    assert client.post(url("edit_committee", at.committee.pk), ring).status_code == 409
    client.post(url("end_seat", committee.pk, seat.pk))
    seat.refresh_from_db()
    assert seat.last is not None


def test_a_leader_names_a_substitute_and_ends_it(at: Any) -> None:
    client = client_of(at.leader)
    typed = {"substitute": "Åse Ødum", "first": "1. januar 2026", "last": "31. december 2030"}
    assert client.post(url("substitutes"), typed).status_code == 302
    substitution = Substitution.objects.get()
    assert (substitution.absent, substitution.substitute) == (at.leader, at.worker)
    assert make.scope_of(at.worker).actor(f"leader:{at.home.pk}").on_behalf_of == at.leader.pk
    assert client.post(url("substitutes"), typed).status_code == 409
    assert client_of(at.worker).post(url("end_substitution", substitution.pk)).status_code == 403
    assert client_of(at.stranger).post(url("end_substitution", substitution.pk)).status_code == 404
    client.post(url("end_substitution", substitution.pk))
    assert not Substitution.objects.live(make.TODAY.replace(year=2028)).exists()


def test_a_period_the_wrong_way_round_is_said_at_the_field(at: Any) -> None:
    typed = {"substitute": "Åse Ødum", "first": "2. januar 2031", "last": "1. januar 2031"}
    answer = client_of(at.leader).post(url("substitutes"), typed)
    assert answer.status_code == 422
    assert "2. januar 2031" in answer.content.decode()
    assert not Substitution.objects.exists()


@pytest.mark.parametrize(
    "name", ["units", "unit", "people", "person", "committees", "substitutes", "imports"]
)
def test_a_page_costs_the_same_for_ten_and_a_thousand_units(
    at: Any, name: str, django_assert_max_num_queries: Any
) -> None:
    made = [
        Unit(organisation=at.top.organisation, key=f"x{n}", name=f"Enhed {n}", parent=at.north,
             path=f"{at.north.path}{n:04d}").prepare()
        for n in range(10, 1000)
    ]  # fmt: skip
    client = client_of(at.admin)
    address = url(name, *{"unit": [at.north.pk], "person": [at.worker.pk]}.get(name, []))
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)
    Unit.objects.bulk_create(made, batch_size=500)
    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200
