"""`pejl serve-demo`: serve, and name the persons one can sign in as."""

from __future__ import annotations

import textwrap
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke.core.management.commands.serve import Command as Serve
from pejlemaerke.demo.named import NAMED, PERSONAS


class Command(Serve):
    help = "Serves the demo and names the persons to sign in as."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("The demo is served only with PEJL_MODE=demo."))
        super().handle(*args, **options)

    def announce(self, address: str) -> None:
        lines = [
            "",
            _("You can sign in as one of these with one click at %(address)s/demo/") % {"address": address},
        ]
        for key, danish, english in PERSONAS:
            first, last, *_rest = NAMED[key]
            said = english if (get_language() or "").startswith("en") else danish
            lines += ["", f"  {first} {last}"]
            lines += textwrap.wrap(said, width=88, initial_indent="    ", subsequent_indent="    ")
        self.stdout.write("\n".join([*lines, ""]))
        super().announce(address)
