"""`pejl invite ADDRESS`: the first way in. Prints the link as well, for a house without mail."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused

from ... import actions
from ...models import Person


class Command(BaseCommand):
    help = "Make an account for the person with this work address and write them a letter with a link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--organisation", metavar="SLUG", help="which one, when there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        people = Person.objects.here().filter(email=options["address"].lower())
        if options["organisation"]:
            people = people.filter(organisation__slug=options["organisation"])
        found = list(people.select_related("organisation")[:2])
        if len(found) != 1:
            raise CommandError("Nobody has that address." if not found else "Say which with --organisation.")
        try:
            link = actions.invite(
                found[0], by=Actor(found[0].organisation_id, name="pejl"), now=timezone.now()
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(link)
