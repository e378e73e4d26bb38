"""`pejl check-messages`: is everything people read there in every language?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pejlemaerke.core.messages import Message, messages_in_tree, placeholders


class Command(BaseCommand):
    help = "Names what is not translated, is translated for nothing, or lost a placeholder on the way."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = messages_in_tree(settings.BASE_DIR / "pejlemaerke")
        faults = []
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                language = path.parent.parent.name
                faults += [f"{language}: {fault}" for fault in faults_in(polib.pofile(str(path)), found)]
        if faults:
            raise CommandError("\n".join([*faults, "Run `make messages` and translate what is new."]))
        self.stdout.write(f"{len(found)} messages, all translated")


def faults_in(catalogue: polib.POFile, found: dict[Message, list[str]]) -> list[str]:
    """What is wrong with one language's translations, in words."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    faults = []
    for message, files in found.items():
        entry = known.get(message.key)
        said = [] if entry is None else list(entry.msgstr_plural.values()) or [entry.msgstr]
        if entry is None or not all(said) or bool(message.plural) != bool(entry.msgid_plural):
            faults.append(f"not translated: “{message.msgid}” ({files[0]})")
            continue
        # One form of a plural may leave the number out ("one thing"), but none may invent a placeholder.
        wanted = set(placeholders(message.msgid + message.plural))
        missing = set() if message.plural else wanted - set(placeholders(said[0]))
        invented = {name for text in said for name in placeholders(text)} - wanted
        if missing or invented:
            faults.append(f"other placeholders than in English: “{message.msgid}” ({files[0]})")
    used = {message.key for message in found}
    faults += [
        f"nobody says it any more: “{msgid}”" for context, msgid in known if (context, msgid) not in used
    ]
    return faults
