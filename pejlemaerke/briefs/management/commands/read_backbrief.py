from __future__ import annotations

from typing import Any

from pejlemaerke.briefs.papers import read_paper
from pejlemaerke.briefs.reading import to_json
from pejlemaerke.documents.blocks import ReadDocument
from pejlemaerke.documents.reading_command import ReadingCommand


class Command(ReadingCommand):
    help = "Read a backbrief (docx, odt, pdf, txt) and print what was understood. Stores nothing."

    def understand(self, document: ReadDocument) -> dict[str, Any]:
        return to_json(read_paper(document))

    def tell(self, data: dict[str, Any]) -> None:
        for name in ("title", "starting_point", "main_task"):
            self.stdout.write(f"{name}: {data[name]}")
        for number, subtask in enumerate(data["subtasks"], 1):
            self.stdout.write(f"{number}. {subtask['title']}")
            for step in subtask["steps"]:
                self.stdout.write(f"   - {step}")
        self.tell_periods(data["timetable"])
        self.stdout.write(f"reporting: {data['reporting']['text']}")
        self.tell_flags(data["flags"])
