"""A file is applied all or nothing, by one worker, and twice is the same as once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from pejlemaerke.core.errors import Conflict, Refused, Unreadable
from pejlemaerke.core.models import Organisation
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.sheets import write_csv
from pejlemaerke.record.models import Event, Turn

from .. import actions
from ..known import known_snapshot
from ..models import OrganisationImport, Person, Post, Role, Unit
from ..placing import Place, place_units
from ..snapshot import Snapshot, as_of
from ..writes import Write
from . import factories as make
from .strategies import file_rows, snapshots

ROOT = "1;Testby Kommune;;kommune"
NORTH = "10;Område Nord;1;område"
HOME = "100;Hjemmeplejen;10;arbejdsplads"
SMALL = (
    f"{ROOT};m1;Ulla;Dam;ulla@by.example;direktør;direktør",
    NORTH,
    f"{HOME};m2;Bo;Ek;bo@by.example;;leder",
)


def bring(data: bytes, **given: Any) -> OrganisationImport:
    owner = make.organisation()
    return actions.bring_import(
        data=data, name="testby.csv", by=make.by_system(owner), now=given.get("now", make.NOW)
    )


def take_in(data: bytes, explicit_leavers: bool = True, **given: Any) -> OrganisationImport:
    brought = bring(data, **given)
    by, now = make.by_system(make.organisation()), given.get("now", make.NOW)
    actions.approve_import(brought, explicit_leavers=explicit_leavers, by=by, now=now, enqueue=False)
    actions.apply_import(brought, by=by, now=now)
    return OrganisationImport.objects.get(pk=brought.pk)


def take_in_by_worker(data: bytes) -> OrganisationImport:
    brought = bring(data)
    by = make.by_system(make.organisation())
    actions.approve_import(brought, explicit_leavers=True, by=by, now=make.NOW)
    return OrganisationImport.objects.get(pk=brought.pk)


@pytest.mark.django_db
class TestApply:
    def test_first_file_makes_the_organisation(self) -> None:
        applied = take_in(make.sheet(*SMALL))
        assert applied.state == "applied"
        assert applied.done == applied.total == 3 + 2 + 2 + 2
        assert list(Unit.objects.values_list("name", "path", "employees")) == [
            ("Testby Kommune", "0001", 1),
            ("Område Nord", "00010001", 0),
            ("Hjemmeplejen", "000100010001", 1),
        ]
        assert set(Role.objects.values_list("kind", "imported")) == {("director", True), ("leader", True)}
        assert [event.verb for event in Event.objects.about(applied)] == ["brought", "approved", "applied"]
        assert make.scope_of(Person.objects.get(key="m2")).led == ("000100010001",)

    def test_the_same_file_twice_changes_nothing(self) -> None:
        take_in(make.sheet(*SMALL))
        again = bring(make.sheet(*reversed(SMALL)))
        assert again.total == 0
        with pytest.raises(Refused):
            actions.approve_import(
                again, explicit_leavers=True, by=make.by_system(make.organisation()), now=make.NOW
            )

    def test_a_branch_moves_with_all_below_it(self) -> None:
        take_in(make.sheet(*SMALL, "11;Område Syd;1;område"))
        take_in(make.sheet(SMALL[0], "10;Område Nord;11;område", SMALL[2], "11;Område Syd;1;område"))
        paths = dict(Unit.objects.values_list("key", "path"))
        assert paths == {"1": "0001", "11": "00010002", "10": "000100020001", "100": "0001000200010001"}

    def test_a_leaver_keeps_the_name_and_loses_the_rest(self) -> None:
        take_in(make.sheet(*SMALL))
        leaver = Person.objects.get(key="m2")
        account = make.account(leaver)
        Role.objects.create(
            organisation=leaver.organisation, person=leaver, unit=Unit.objects.get(key="1"), kind="auditor"
        )
        take_in(make.sheet(SMALL[0], NORTH, HOME))
        leaver.refresh_from_db()
        account.refresh_from_db()
        assert leaver.left_on == make.TODAY
        assert not account.is_active
        assert make.scope_of(leaver).holds == ()
        assert Post.objects.get(person=leaver).last == make.TODAY - timedelta(days=1)
        assert Unit.objects.get(key="100").employees == 0

    def test_somebody_comes_back(self) -> None:
        take_in(make.sheet(*SMALL))
        take_in(make.sheet(SMALL[0], NORTH, HOME))
        take_in(make.sheet(*SMALL), now=make.NOW + timedelta(days=1))
        back = Person.objects.get(key="m2")
        assert back.left_on is None
        assert make.scope_of(back, on=make.TODAY + timedelta(days=1)).led == ("000100010001",)

    def test_what_is_given_by_hand_is_not_touched(self) -> None:
        take_in(make.sheet(*SMALL))
        politician = make.person("Karen", "Blik")
        seat = make.seat(make.committee("Byråd", Unit.objects.get(key="1"), "political"), politician)
        boss = Person.objects.get(key="m1")
        role = Role.objects.create(
            organisation=boss.organisation, person=boss, unit=Unit.objects.get(key="1"), kind="director"
        )
        take_in(make.sheet(f"{ROOT};m1;Ulla;Dam;ulla@by.example;borgmester", *SMALL[1:]))
        seat.refresh_from_db()
        role.refresh_from_db()
        politician.refresh_from_db()
        assert (seat.last, role.last, politician.left_on) == (None, None, None)
        assert not Role.objects.live(make.TODAY).filter(person=boss, imported=True).exists()

    def test_a_unit_that_is_gone_is_closed_and_opens_again(self) -> None:
        take_in(make.sheet(*SMALL, "11;Område Syd;1;område"))
        take_in(make.sheet(*SMALL))
        assert Unit.objects.get(key="11").closed_on == make.TODAY
        take_in(make.sheet(*SMALL, "11;Område Syd;10;område"))
        south = Unit.objects.get(key="11")
        assert (south.closed_on, south.path) == (None, "000100010002")

    def test_an_account_follows_the_new_address(self) -> None:
        take_in(make.sheet(*SMALL))
        account = make.account(Person.objects.get(key="m2"))
        take_in(make.sheet(*SMALL[:2], f"{HOME};m2;Bo;Ek;bo.ek@by.example;;leder"))
        account.refresh_from_db()
        assert account.email == "bo.ek@by.example"


@pytest.mark.django_db
class TestRefuse:
    def test_more_than_five_percent_leavers_needs_an_explicit_yes(self) -> None:
        take_in(make.sheet(*SMALL))
        part = make.sheet(SMALL[0], NORTH, HOME)
        with pytest.raises(Refused, match="1 "):
            take_in(part, explicit_leavers=False)
        assert take_in(part, explicit_leavers=True).state == "applied"

    def test_a_file_with_faults_is_not_kept_and_cannot_be_approved(self) -> None:
        brought = bring(make.sheet(ROOT, f"{HOME};m2;Bo;Ek;bo@by.example;ring 010280-1234"))
        assert brought.state == "refused"
        assert [fault["code"] for fault in brought.faults] == ["cpr", "unknown_parent"]
        assert not StoredFile.objects.exists()
        assert not Turn.objects.exists()
        with pytest.raises(Refused):
            actions.approve_import(
                brought, explicit_leavers=True, by=make.by_system(make.organisation()), now=make.NOW
            )

    def test_a_file_that_is_no_sheet_stores_nothing(self) -> None:
        with pytest.raises(Unreadable):
            bring(b"%PDF-1.4 broken")
        assert not OrganisationImport.objects.exists()

    def test_an_organisation_that_changed_meanwhile_is_a_conflict(self) -> None:
        owner = make.organisation()
        first, second = bring(make.sheet(*SMALL)), bring(make.sheet(ROOT))
        by = make.by_system(owner)
        actions.approve_import(first, explicit_leavers=False, by=by, now=make.NOW)
        with pytest.raises(Conflict):
            actions.approve_import(second, explicit_leavers=True, by=by, now=make.NOW)
        again = actions.read_again(second, by=by, now=make.NOW)
        assert again.leaver_share == 1.0
        assert OrganisationImport.objects.get(pk=second.pk).state == "declined"

    def test_a_fault_midway_leaves_nothing_half_applied(self, monkeypatch: pytest.MonkeyPatch) -> None:
        take_in(make.sheet(*SMALL))
        before = known_snapshot(make.organisation().pk, on=make.TODAY)
        run = Write.run

        def break_at_roles(self: Write) -> None:
            if "organisation_role" in self.sql:
                raise RuntimeError("the disk is full")
            run(self)

        monkeypatch.setattr(Write, "run", break_at_roles)
        failed = take_in_by_worker(make.sheet(f"{ROOT};m9;Ny;Chef;ny@by.example;;chef", NORTH, HOME))
        assert failed.state == "failed"
        assert Turn.objects.about(failed).count() == 0  # brought by the command line: nobody's turn
        assert known_snapshot(make.organisation().pk, on=make.TODAY) == before

    def test_a_dead_worker_is_found_and_the_import_tried_again(self) -> None:
        from .. import rules

        owner = make.organisation()
        by = make.by_system(owner)
        brought = bring(make.sheet(*SMALL))
        actions.approve_import(brought, explicit_leavers=False, by=by, now=make.NOW, enqueue=False)
        assert not rules.is_stopped(brought, make.NOW)
        later = make.NOW + timedelta(minutes=3)
        assert rules.is_stopped(brought, later)
        actions.retry_import(brought, by=by, now=later)
        assert OrganisationImport.objects.get(pk=brought.pk).state == "applied"
        with pytest.raises((Conflict, Refused)):
            actions.apply_import(brought, by=by, now=later)


@given(st.integers(1, 12), st.randoms())
def test_places_are_stable_and_never_collide(count: int, random: Any) -> None:
    def tree() -> dict[str, str]:
        keys = [str(number) for number in range(count)]
        random.shuffle(keys)
        return {key: random.choice(["", *keys[:at]]) if at else "" for at, key in enumerate(keys)}

    old, new = tree(), tree()
    known = {key: Place(path, old[key]) for key, path in place_units({}, old).items()}
    placed = place_units(known, new)
    assert len(set(placed.values())) == count
    before = {place.path: key for key, place in known.items()}
    for key, path in placed.items():
        assert path[:-4] == (placed[new[key]] if new[key] else "")
        assert before.get(path, key) == key
    assert place_units(known, old) == {key: place.path for key, place in known.items()}


class TestAnyOrganisation(TestCase):
    @settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    @given(snapshots(), snapshots())
    def test_two_files_after_each_other_leave_what_the_last_one_says(
        self, first: Snapshot, second: Snapshot
    ) -> None:
        for snapshot in (first, second):
            rows = file_rows(snapshot)
            brought = bring(write_csv(list(rows[0]), [list(row.values()) for row in rows]))
            if brought.total:
                by = make.by_system(make.organisation())
                actions.approve_import(brought, explicit_leavers=True, by=by, now=make.NOW, enqueue=False)
                actions.apply_import(brought, by=by, now=make.NOW)
                brought.refresh_from_db()
                assert brought.state == "applied"
            known = known_snapshot(make.organisation().pk, on=make.TODAY)
            assert known == as_of(snapshot, make.TODAY)
        for unit in Unit.objects.select_related("parent").exclude(parent=None):
            assert unit.path[:-4] == unit.parent.path


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_have_one_winner() -> None:
    owner = make.organisation()
    brought = bring(make.sheet(*SMALL))
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def approve() -> None:
        mine = OrganisationImport.objects.get(pk=brought.pk)
        barrier.wait()
        try:
            actions.approve_import(
                mine, explicit_leavers=False, by=make.by_system(owner), now=make.NOW, enqueue=False
            )
            outcomes.append("approved")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=approve) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved", "conflict"]
    assert Event.objects.filter(verb="approved").count() == 1


@pytest.mark.django_db
def test_a_new_organisation_is_made_once() -> None:
    made = actions.start_organisation("Ærøby Kommune")
    assert (made.slug, Organisation.objects.count()) == ("aeroeby-kommune", 1)
    with pytest.raises(Refused):
        actions.start_organisation("Ærøby Kommune")
