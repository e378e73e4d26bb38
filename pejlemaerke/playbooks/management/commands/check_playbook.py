"""`pejl check-playbook FILE`: every fault in a playbook, with its line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.playbooks.faults import Fault
from pejlemaerke.playbooks.loader import check, load
from pejlemaerke.playbooks.source import MAX_BYTES, too_large


class Command(BaseCommand):
    """Prints `FILE:line:column: message` for each fault and ends with status 1, or says "ok"."""

    help = "Checks a playbook and names line and column of every fault."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the playbook, a YAML file")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["file"]
        try:
            with Path(name).open("rb") as file:
                content = file.read(MAX_BYTES + 1)  # one more than allowed is enough to be told so
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be opened: %(reason)s") % {"file": name, "reason": error.strerror}
            ) from error
        if len(content) > MAX_BYTES:
            self.tell(name, [too_large()])
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - content.rfind(b"\n", 0, error.start)
            self.tell(name, [Fault(line, column, "", "not_utf8")])
        self.tell(name, check(text))
        playbook = load(text, name=name)
        stages = ngettext("%(count)s stage", "%(count)s stages", len(playbook.stages)) % {
            "count": len(playbook.stages)
        }
        self.stdout.write(
            _("%(file)s: ok. %(title)s, version %(version)s, %(stages)s.")
            % {"file": name, "title": playbook.title.da, "version": playbook.version, "stages": stages}
        )

    def tell(self, name: str, faults: list[Fault]) -> None:
        for fault in faults:
            self.stdout.write(f"{name}:{fault.line}:{fault.column}: {_(fault.sentence) % fault.values}")
        if faults:
            raise SystemExit(1)
