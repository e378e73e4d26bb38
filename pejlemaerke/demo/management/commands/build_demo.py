"""`pejl build-demo`: make the demo organisation, once."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.core.errors import Refused
from pejlemaerke.demo.build import build


class Command(BaseCommand):
    help = "Builds the demo organisation. What is there already is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="build it as it would stand on this day")
        parser.add_argument("--fresh", action="store_true", help="remove the demo organisation first")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["today"]:
            now = datetime.combine(options["today"], time(15, 50), tzinfo=timezone.get_current_timezone())
        try:
            built = build(now=now, fresh=options["fresh"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        said = (
            _("%(name)s is built as it stands on %(day)s.")
            if built.made
            else _("%(name)s is there already, built for %(day)s. --fresh builds it again.")
        )
        self.stdout.write(said % {"name": built.organisation.name, "day": built.day.isoformat()})
