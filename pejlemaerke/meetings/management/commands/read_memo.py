from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.reading import read_document
from pejlemaerke.meetings.memo_papers import read_paper
from pejlemaerke.meetings.memo_reading import to_json


class Command(BaseCommand):
    help = "Read a memo with its minutes (docx, odt, pdf, txt) and print what was understood. Stores nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the reading as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            reading = read_paper(read_document(file.read_bytes(), file.name))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except Unfit as unfit:
            raise CommandError(f"{file}: {sentence(unfit)}") from unfit
        data = to_json(reading)
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for name in ("title", "date", "background"):
            self.stdout.write(f"{name}: {data[name] or ''}")
        for number, point in enumerate(data["decisions_asked"], 1):
            self.stdout.write(f"{number}. {point}")
        for name in ("communication", "follow_up"):
            for part, text in data[name].items():
                self.stdout.write(f"{name}, {part}: {text}")
        for risk in data["risks"]:
            self.stdout.write(f"risk: {risk}")
        for cost in data["costs"]:
            self.stdout.write(f"cost, {cost['year'] or '–'}: {cost['amount']}")
        for heading in data["minutes"]["headings"]:
            self.stdout.write(f"minutes, {heading['title']}: {heading['text']}")
        for period in data["periods"]:
            self.stdout.write(
                f"{period['text']}: {period['first']} – {period['last']} ({period['precision']})"
            )
        for flag in data["flags"]:
            self.stdout.write(f"! {flag['field']}: {flag['code']} {flag['text']}")
