"""`pejl check-data`: proves that nothing crosses organisations and that turns agree with states."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pejlemaerke.record.faults import find_faults


class Command(BaseCommand):
    help = "Find rows and links that cross organisations, and turns that disagree with their object's state."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for fault in find_faults():
            self.stdout.write(fault)
            count += 1
        if count:
            raise CommandError(f"Faults found: {count}")
        self.stdout.write("No faults.")
