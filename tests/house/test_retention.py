"""Every model of the house says how long it is kept and why, and none says so that is not there."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps

FILE = Path(__file__).resolve().parents[2] / "retention.toml"


def test_every_model_has_its_period_and_its_reason():
    said = tomllib.loads(FILE.read_text())
    models = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("pejlemaerke.")
    }
    assert set(said) == models
    for label, entry in said.items():
        assert set(entry) == {"keep", "basis", "personal"}, label
        assert all(entry.values()), label
