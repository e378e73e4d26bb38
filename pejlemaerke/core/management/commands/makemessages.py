"""`pejl makemessages`: put new words into the .po files and take out those nobody says any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from pejlemaerke.core.messages import messages_in_tree


class Command(BaseCommand):
    help = "Puts new words to translate into the .po files. What is translated stays."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = messages_in_tree(settings.BASE_DIR / "pejlemaerke")
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                old = polib.pofile(str(path))
                known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
                new = polib.POFile(wrapwidth=110)
                new.header, new.metadata = old.header, old.metadata
                for message, files in found.items():
                    entry = known.get(message.key) or polib.POEntry(msgid=message.msgid, msgstr="")
                    entry.msgctxt = message.context or None
                    if message.plural:
                        entry.msgid_plural = message.plural
                        entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
                    entry.occurrences = [(name, "") for name in files]
                    entry.flags = ["python-format"] if "%(" in message.msgid + message.plural else []
                    entry.obsolete = False
                    new.append(entry)
                new.save(str(path))
                self.stdout.write(
                    f"{path.parent.parent.name}: {len(found)} messages, {len(new.untranslated_entries())} to translate"
                )
