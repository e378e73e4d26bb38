from __future__ import annotations

from typing import Any

from pejlemaerke.documents.blocks import ReadDocument
from pejlemaerke.documents.reading_command import ReadingCommand
from pejlemaerke.meetings.memo_papers import read_paper
from pejlemaerke.meetings.memo_reading import to_json


class Command(ReadingCommand):
    help = "Read a memo with its minutes (docx, odt, pdf, txt) and print what was understood. Stores nothing."

    def understand(self, document: ReadDocument) -> dict[str, Any]:
        return to_json(read_paper(document))

    def tell(self, data: dict[str, Any]) -> None:
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
        self.tell_periods(data["periods"])
        self.tell_flags(data["flags"])
