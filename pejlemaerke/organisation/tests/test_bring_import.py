"""The administrator brings a file, sees what differs, and says yes or no; the command line does the same."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pejlemaerke.core.models import Organisation

from ..models import OrganisationImport, Person, Unit
from . import factories as make
from .test_apply_import import HOME, NORTH, ROOT, SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    person = make.person("Anders", "Broby", role="administrator")
    unit = make.unit("Testby Kommune", key="1", level="kommune")
    make.Role.objects.create(organisation=unit.organisation, person=person, unit=unit, kind="administrator")
    client = Client()
    client.force_login(make.account(person), backend="django.contrib.auth.backends.ModelBackend")
    return client


def bring(client: Client, data: bytes, name: str = "testby.csv") -> Any:
    return client.post(reverse("organisation:bring_import"), {"file": SimpleUploadedFile(name, data)})


def at(brought: OrganisationImport, name: str = "import") -> str:
    return reverse(f"organisation:{name}", args=[brought.pk])


def test_a_file_is_read_shown_in_words_approved_and_applied(admin: Client) -> None:
    assert bring(admin, make.sheet(*SMALL)).status_code == 302
    brought = OrganisationImport.objects.get()
    text = admin.get(at(brought)).content.decode()
    assert "Område Nord" in text
    assert "Bo Ek" in text
    assert admin.post(at(brought, "approve_import")).status_code == 302
    assert Person.objects.filter(key="m2").exists()
    assert admin.post(at(brought, "approve_import")).status_code == 409
    assert admin.get(at(brought, "import_progress"))["HX-Refresh"] == "true"


def test_faults_name_row_and_column_and_can_be_taken_away(admin: Client) -> None:
    bring(admin, make.sheet(ROOT, f"{NORTH};m1;Bo;Ek;bo.example"))
    brought = OrganisationImport.objects.get()
    text = admin.get(at(brought)).content.decode()
    assert "<code>email</code>" in text
    assert admin.post(at(brought, "approve_import")).status_code == 409
    sheet = admin.get(reverse("organisation:export_import", args=[brought.pk, "csv"])).content.decode()
    assert "3;email;" in sheet


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600])
def test_a_file_that_is_no_sheet_is_said_at_the_field(admin: Client, data: bytes) -> None:
    answer = bring(admin, data)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not OrganisationImport.objects.exists()


def test_many_leavers_need_the_tick(admin: Client) -> None:
    bring(admin, make.sheet(*SMALL))
    first = OrganisationImport.objects.get()
    admin.post(at(first, "approve_import"))
    bring(admin, make.sheet(SMALL[0], NORTH, HOME))
    part = OrganisationImport.objects.exclude(pk=first.pk).get()
    assert "explicit_leavers" in admin.get(at(part)).content.decode()
    assert admin.post(at(part, "approve_import")).status_code == 422
    assert admin.post(at(part, "approve_import"), {"explicit_leavers": "yes"}).status_code == 302
    assert Person.objects.get(key="m2").left_on is not None


def test_an_organisation_that_changed_offers_to_read_again(admin: Client) -> None:
    bring(admin, make.sheet(*SMALL))
    bring(admin, make.sheet(*SMALL, "11;Område Syd;1;område"))
    second, first = OrganisationImport.objects.order_by("-brought_at")
    admin.post(at(first, "approve_import"))
    answer = admin.post(at(second, "approve_import"))
    assert answer.status_code == 409
    assert at(second, "read_import_again") in answer.content.decode()
    again = admin.post(at(second, "read_import_again"), follow=True)
    assert "Område Syd" in again.content.decode()
    assert OrganisationImport.objects.count() == 3


def test_a_dead_worker_is_shown_and_tried_again(admin: Client) -> None:
    bring(admin, make.sheet(*SMALL))
    brought = OrganisationImport.objects.get()
    OrganisationImport.objects.update(state="approved", beat_at=timezone.now(), done=3)
    assert "progress" in admin.get(at(brought)).content.decode()
    assert admin.get(at(brought, "import_progress")).content.decode().count("<progress") == 1
    assert admin.post(at(brought, "retry_import")).status_code == 409
    OrganisationImport.objects.update(beat_at=timezone.now() - timedelta(minutes=5))
    assert at(brought, "retry_import") in admin.get(at(brought)).content.decode()
    admin.post(at(brought, "retry_import"))
    brought.refresh_from_db()
    assert brought.state == "applied"


def test_a_file_can_be_put_away(admin: Client) -> None:
    bring(admin, make.sheet(*SMALL))
    brought = OrganisationImport.objects.get()
    admin.post(at(brought, "decline_import"))
    brought.refresh_from_db()
    assert brought.state == "declined"
    assert not Person.objects.filter(key="m2").exists()


def test_only_administrators_of_the_same_organisation_see_it(admin: Client) -> None:
    bring(admin, make.sheet(*SMALL))
    brought = OrganisationImport.objects.get()
    elsewhere = make.unit("Andeby", organisation=make.organisation("Andeby"))
    for person in (
        make.person(unit=elsewhere, role="administrator"),
        make.person(unit=Unit.objects.get(key="1")),
    ):
        client = Client()
        client.force_login(make.account(person), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(at(brought)).status_code == 404
        for name in ("approve_import", "decline_import", "retry_import", "read_import_again"):
            assert client.post(at(brought, name)).status_code == 404


class TestCommand:
    def file(self, folder: Path, data: bytes) -> str:
        path = folder / "by.csv"
        path.write_bytes(data)
        return str(path)

    def test_an_empty_database_gets_its_first_organisation(self, tmp_path: Path, capsys: Any) -> None:
        path = self.file(tmp_path, make.sheet(*SMALL))
        call_command("import_organisation", path, create_organisation="Nyby", yes=True)
        assert Unit.objects.filter(organisation=Organisation.objects.get(slug="nyby")).count() == 3
        assert "Ulla Dam" in capsys.readouterr().out
        call_command("import_organisation", path, yes=True, language="en")
        assert "nothing to change" in capsys.readouterr().out

    def test_faults_are_told_by_row_and_column(self, tmp_path: Path, capsys: Any) -> None:
        make.organisation()
        path = self.file(tmp_path, make.sheet(f"{ROOT};m1;Ulla;Dam;ulla.example"))
        with pytest.raises(CommandError):
            call_command("import_organisation", path, yes=True, language="en")
        assert "row 2 · email · This is not an e-mail address." in capsys.readouterr().err
        assert not Unit.objects.exists()

    def test_yes_alone_does_not_accept_many_leavers(self, tmp_path: Path) -> None:
        make.organisation()
        call_command("import_organisation", self.file(tmp_path, make.sheet(*SMALL)), yes=True)
        part = self.file(tmp_path, make.sheet(SMALL[0], NORTH, HOME))
        with pytest.raises(CommandError):
            call_command("import_organisation", part, yes=True)
        assert Person.objects.get(key="m2").left_on is None
        call_command("import_organisation", part, yes=True, accept_leavers=True)
        assert Person.objects.get(key="m2").left_on is not None

    def test_a_no_changes_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make.organisation()
        monkeypatch.setattr("builtins.input", lambda prompt: "nej")
        with pytest.raises(CommandError):
            call_command("import_organisation", self.file(tmp_path, make.sheet(*SMALL)))
        assert not Unit.objects.exists()
