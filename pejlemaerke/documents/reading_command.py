"""A command that reads a document and prints what was understood."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from .blocks import ReadDocument
from .errors import sentence
from .limits import Unfit
from .reading import read_document


class ReadingCommand(BaseCommand):
    """A room says how it understands a document, and how it tells that in plain words. Stores nothing."""

    def understand(self, document: ReadDocument) -> dict[str, Any]:
        """What was read, as JSON."""
        raise NotImplementedError

    def tell(self, data: dict[str, Any]) -> None:
        """The same in plain words."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the reading as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            data = self.understand(read_document(file.read_bytes(), file.name))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except Unfit as unfit:
            raise CommandError(f"{file}: {sentence(unfit)}") from unfit
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.tell(data)

    def tell_periods(self, periods: list[dict[str, Any]]) -> None:
        for period in periods:
            self.stdout.write(
                f"{period['text']}: {period['first']} – {period['last']} ({period['precision']})"
            )

    def tell_flags(self, flags: list[dict[str, Any]]) -> None:
        for flag in flags:
            self.stdout.write(f"! {flag['field']}: {flag['code']} {flag['text']}")
