"""What is found by its words: a folded column that follows the text, whichever way the row is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import migrations, models

from .words import fold


class _FoldedField(models.TextField):  # type: ignore[type-arg]
    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded: str = model_instance.fold_words()  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, folded)
        return folded

    def deconstruct(self) -> Any:
        """To a migration a text like any other: what fills it there is the migration's own."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class Findable(models.Model):
    """Base of rows that search finds by the fields in `found_by`. An update past the row writes `folded` itself."""

    found_by: ClassVar[tuple[str, ...]]

    folded = _FoldedField(editable=False, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is not None and not {*self.found_by}.isdisjoint(fields):
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)

    def fold_words(self) -> str:
        """What search compares with, one field a line."""
        return _fold_lines(getattr(self, name) for name in self.found_by)


def fill_folded(room: str, model: str, *fields: str) -> migrations.RunPython:
    """A migration step that fills the column of the rows that are there, from the fields named."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        table = apps.get_model(room, model)._default_manager.using(schema_editor.connection.alias)
        keys = list(table.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), 500):
            rows = list(table.filter(pk__in=keys[start : start + 500]).only("pk", *fields))
            for row in rows:
                row.folded = _fold_lines(getattr(row, name) for name in fields)
            table.bulk_update(rows, ["folded"])

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def _fold_lines(texts: Iterable[str]) -> str:
    return "\n".join(map(fold, texts))
