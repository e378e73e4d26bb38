"""`pejl import-organisation FILE`: show what differs, ask, and carry it out."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.models import Organisation

from ... import actions
from ...models import OrganisationImport
from ...pages.imports import all_unit_names, say_difference, say_fault, say_leavers
from ...snapshot import Difference, difference_from_json


class Command(BaseCommand):
    help = "Bring the organisation file (csv or xlsx) and, after a yes, carry out what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", metavar="SLUG", help="which one, when there are several")
        parser.add_argument("--create-organisation", metavar="NAME", help="begin a new organisation")
        parser.add_argument("--yes", action="store_true", help="carry it out without asking")
        parser.add_argument("--accept-leavers", action="store_true", help="more than 5 %% leavers is right")
        parser.add_argument("--language", default="da", choices=["da", "en"])

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                self._bring(options)
            except Refused as refused:
                raise CommandError(str(refused)) from refused

    def _bring(self, options: dict[str, Any]) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(_("The file cannot be opened.")) from error
        organisation = self._organisation(options)
        by = Actor(organisation.pk, name="pejl")
        brought = actions.bring_import(data=data, name=options["file"].name, by=by, now=timezone.now())
        if brought.fault_count:
            for fault in map(say_fault, brought.faults):
                self.stderr.write(" · ".join(filter(None, (fault.row, fault.column, fault.sentence))))
            raise CommandError(_("Nothing was changed: the file has faults."))
        what = difference_from_json(brought.difference)
        self._tell(brought, what)
        if not what:
            return
        if not self._is_approved(what, options):
            actions.decline_import(brought, by=by, now=timezone.now())
            raise CommandError(_("Nothing was changed."))
        explicit = options["accept_leavers"] or not options["yes"]
        actions.approve_import(brought, explicit_leavers=explicit, by=by, now=timezone.now(), enqueue=False)
        try:
            actions.apply_import(brought, by=by, now=timezone.now())
        except Exception:
            brought.refresh_from_db()
            if brought.state == "approved":
                actions.fail_import(brought, reason="", by=by, now=timezone.now())
            raise
        self.stdout.write(_("Carried out."))

    def _organisation(self, options: dict[str, Any]) -> Organisation:
        if options["create_organisation"]:
            return actions.start_organisation(options["create_organisation"])
        found = Organisation.objects.all()
        if options["organisation"]:
            found = found.filter(slug=options["organisation"])
        try:
            return found.get()
        except Organisation.DoesNotExist as error:
            raise CommandError(
                _("There is no such organisation. Begin one with --create-organisation NAME.")
            ) from error
        except Organisation.MultipleObjectsReturned as error:
            raise CommandError(
                _("There are several organisations. Say which with --organisation.")
            ) from error

    def _tell(self, brought: OrganisationImport, what: Difference) -> None:
        if not what:
            self.stdout.write(_("The file says what is already known. There is nothing to change."))
        for one in say_difference(what, all_unit_names(brought.organisation_id, what)):
            self.stdout.write(one.sentence)
            for name in one.names[:10]:
                self.stdout.write(f"    {name}")
            rest = len(one.names) - 10 + one.more
            if rest > 0:
                self.stdout.write("    " + _("and %(n)d more") % {"n": rest})

    def _is_approved(self, what: Difference, options: dict[str, Any]) -> bool:
        if what.needs_explicit_yes and not options["accept_leavers"]:
            self.stdout.write(say_leavers(what))
            if options["yes"]:
                self.stdout.write(_("Say --accept-leavers if that is right."))
                return False
        if options["yes"]:
            return True
        answer = input(_("Carry it out? Write yes: "))
        return answer.strip().casefold() in {"yes", "ja", _("yes")}
