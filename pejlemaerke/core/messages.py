"""Which words are there to translate, and do the translations hold.

Reads Python with `ast` and templates with Django's own `templatize`, so that no gettext tool is needed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

#: Names from django.utils.translation → which arguments are context, singular and plural (by position).
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_IN_TEMPLATE = re.compile(
    rf"\b(?P<call>_|n?p?gettext(?:_noop)?)\(\s*(?P<strings>{_STRING}(?:\s*,\s*{_STRING})*)", re.S
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Message:
    """What gettext looks up. `context` and `plural` are "" where there is none."""

    msgid: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.msgid


def messages_in_python(source: str) -> Iterator[Message]:
    """The messages of literal calls to gettext and its kin, under whatever name they were imported or made."""
    tree = ast.parse(source)
    names: dict[str, str] = {
        (alias.asname or alias.name): alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in _CALLS
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and (called.id in names or called.id in _CALLS):
            name = names.get(called.id, called.id)
        elif isinstance(called, ast.Attribute) and called.attr in _CALLS:
            name = called.attr
        else:
            continue
        strings: list[object] = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        yield from _message(name, strings)


def messages_in_template(source: str) -> Iterator[Message]:
    """The messages of `{% translate %}`, `{% blocktranslate %}` and `_("…")` in a template."""
    for found in _IN_TEMPLATE.finditer(templatize(source)):
        name = found["call"] if found["call"] != "_" else "gettext"
        yield from _message(name, list(ast.literal_eval(f"({found['strings']},)")))


def _message(name: str, strings: list[object]) -> Iterator[Message]:
    context, singular, plural = (
        strings[at] if at is not None and at < len(strings) else "" for at in _CALLS[name]
    )
    if isinstance(context, str) and isinstance(singular, str) and isinstance(plural, str) and singular:
        yield Message(singular, context, plural)


def messages_in_tree(root: Path) -> dict[Message, list[str]]:
    """Every message of the code under `root` with the files it stands in, in reading order. Tests are left out."""
    found: dict[Message, list[str]] = {}
    paths = [*root.rglob("*.py"), *root.glob("*/templates/**/*")]
    for path in sorted(path for path in paths if path.is_file() and "tests" not in path.parts):
        read = messages_in_python if path.suffix == ".py" else messages_in_template
        for message in read(path.read_text("utf-8")):
            files = found.setdefault(message, [])
            name = path.relative_to(root.parent).as_posix()
            if name not in files:
                files.append(name)
    # The same words said both with and without a plural are one entry, and it has the plural.
    with_plural = {message.key for message in found if message.plural}
    return {
        message: files for message, files in found.items() if message.plural or message.key not in with_plural
    }


def placeholders(text: str) -> list[str]:
    """What a translation must hold again: "%(name)s", "%d", "{name}"."""
    return sorted(set(_PLACEHOLDER.findall(text)))
