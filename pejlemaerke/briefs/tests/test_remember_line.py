"""A line put back from memory is the line the actions make."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.core.tests import remembered

#: What differs between two things made alike: ids, numbers of keys, and what is drawn from them.
_OWN = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}|(?<=-)\d+|\d+(?=@)")


class _Undone(Exception):
    pass


def rows() -> dict[str, list[str]]:
    """Every row of ours, without what is each one's own."""
    return {
        model._meta.label: sorted(
            _OWN.sub(
                "…", str({field.name: field.value_from_object(row) for field in model._meta.concrete_fields})
            )
            for row in model._base_manager.all()
        )
        for model in apps.get_models()
        if model.__module__.startswith("pejlemaerke.")
    }


def made(state: str) -> tuple[Any, dict[str, list[str]]]:
    found: list[Any] = []
    with contextlib.suppress(_Undone), transaction.atomic():
        backbrief = make.backbrief(state)
        found += [backbrief.brief.unit.name, backbrief.state, backbrief.reviewer_unit.name], rows()
        raise _Undone
    return found[0], found[1]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["not_begun", "draft", "submitted", "returned", "accepted", "check_again"])
def test_what_is_put_back_is_what_the_actions_make(state, monkeypatch):
    made(state)
    from_memory = made(state)
    monkeypatch.setattr(make, "remembered", lambda name, make, known=None: make())
    names, by_model = made(state)
    assert from_memory[0] == names
    assert {label: found for label, found in by_model.items() if found != from_memory[1][label]} == {}


@pytest.mark.django_db
def test_after_anything_else_is_written_the_actions_do_it(monkeypatch):
    make.backbrief("accepted")
    at = make.line()
    at.sara.save()
    monkeypatch.setattr(remembered, "_memories", {})
    assert make.backbrief("accepted", at).state == "accepted"
    assert remembered._memories == {}
