from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pejlemaerke.briefs.papers import read_paper
from pejlemaerke.briefs.reading import to_json
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.reading import read_document


class Command(BaseCommand):
    help = "Read a backbrief (docx, odt, pdf, txt) and print what was understood. Stores nothing."

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
        for name in ("title", "starting_point", "main_task"):
            self.stdout.write(f"{name}: {data[name]}")
        for number, subtask in enumerate(data["subtasks"], 1):
            self.stdout.write(f"{number}. {subtask['title']}")
            for step in subtask["steps"]:
                self.stdout.write(f"   - {step}")
        for period in data["timetable"]:
            self.stdout.write(
                f"{period['text']}: {period['first']} – {period['last']} ({period['precision']})"
            )
        self.stdout.write(f"reporting: {data['reporting']['text']}")
        for flag in data["flags"]:
            self.stdout.write(f"! {flag['field']}: {flag['code']} {flag['text']}")
