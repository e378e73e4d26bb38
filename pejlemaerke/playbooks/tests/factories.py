"""Playbook texts to test with."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

LIBRARY = resources.files("pejlemaerke.playbooks") / "library"
CORE_TASK = (LIBRARY / "core-task.yaml").read_text(encoding="utf-8")

GUIDE = Path(__file__).parents[3] / "docs" / "playbooks.md"


def example_from_guide() -> str:
    found = re.search(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


def broken(old: str, new: str, text: str = CORE_TASK) -> tuple[str, int, int]:
    """The playbook with the first `old` made `new`; line and column of the "¤" in it, which is taken out."""
    assert old in text, old
    marked = text.replace(old, new, 1)
    before = marked[: marked.index("¤")]
    return marked.replace("¤", ""), before.count("\n") + 1, len(before) - before.rfind("\n")
