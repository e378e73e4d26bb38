"""A room uses the rooms above it, never those below. Imports are import-linter's; here is all it cannot see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2] / "pejlemaerke"
#: From the ground up. A room may use itself and what stands before it.
ROOMS = (
    "core", "ui", "documents", "playbooks", "record", "mail", "organisation", "meetings",
    "initiatives", "briefs", "plans", "portal", "demo",
)  # fmt: skip


def too_high(room: str, used: str) -> bool:
    return used in ROOMS and ROOMS.index(used) > ROOMS.index(room)


def files(kind: str) -> Iterator[tuple[str, Path]]:
    """(room, path) of every file of that kind, tests aside: they use the factories of all rooms."""
    for path in sorted(ROOT.rglob(f"*.{kind}")):
        parts = path.relative_to(ROOT).parts
        if len(parts) > 1 and "tests" not in parts and parts[0] in ROOMS:
            yield parts[0], path


def test_every_room_is_in_the_list():
    found = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert found == set(ROOMS)


def test_imports_keep_the_layers(monkeypatch):
    monkeypatch.chdir(ROOT.parent)
    assert lint_imports(no_cache=True) == 0


def test_foreign_keys_point_up():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if too_high(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert not wrong


#: Pages that go by the demo's name but live in `config`, where demo sign-in is.
IN_CONFIG = {"demo:choose"}

#: "briefs.Backbrief" as Django names a model, "briefs:backbrief" as it names a page, "briefs/x.html" a template.
NAMED = re.compile(rf"(?:{'|'.join(ROOMS)})(?=[.:/])")
IN_TEMPLATE = re.compile(
    r"""{%-?\s*(?:url|include|extends|static)\s+["']([a-z_]+)[:/]""",
)


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """String constants of a module, its docstrings aside."""
    tree = ast.parse(path.read_text())
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


@pytest.mark.parametrize("room", ROOMS)
def test_pages_models_and_templates_named_in_code_are_not_below(room):
    wrong = []
    for here, path in files("py"):
        if here != room or "migrations" in path.parts:
            continue
        for line, text in strings(path):
            match = NAMED.match(text)
            if match and " " not in text and text not in IN_CONFIG and too_high(room, match.group()):
                wrong.append(f"{path.relative_to(ROOT)}:{line} {text}")
    assert not wrong


@pytest.mark.parametrize("room", ROOMS)
def test_pages_and_templates_named_in_templates_are_not_below(room):
    wrong = []
    for here, path in files("html"):
        for match in IN_TEMPLATE.finditer(path.read_text()) if here == room else ():
            if too_high(room, match.group(1)):
                wrong.append(f"{path.relative_to(ROOT)}: {match.group()}")
    assert not wrong


def test_the_walk_sees_what_it_should(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text('"""briefs:page in prose is fine."""\nget_model("briefs.Backbrief")\n')
    (found,) = strings(planted)
    model = NAMED.match(found[1])
    assert model is not None
    assert too_high("record", model.group())
    page = IN_TEMPLATE.search("{% url 'portal:front' %}")
    assert page is not None
    assert too_high("ui", page.group(1))
