"""What was said survives: the database itself refuses to change it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from pejlemaerke.briefs.models import BriefRevision, Review, Revision
from pejlemaerke.briefs.tests import factories as make

from ..models import Event

pytestmark = pytest.mark.django_db

UNCHANGEABLE = [
    (Event, "note"),
    (Revision, "phase"),
    (BriefRevision, "reason"),
    (Review, "text"),
]


@pytest.mark.parametrize(("model", "field"), UNCHANGEABLE)
def test_an_update_is_refused_through_the_orm(model, field):
    make.backbrief("accepted")
    row = model.objects.first()
    before = getattr(row, field)
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field: "bagefter"})
    setattr(row, field, "bagefter")
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        row.save()
    assert getattr(model.objects.get(pk=row.pk), field) == before


@pytest.mark.parametrize(("model", "field"), UNCHANGEABLE)
def test_an_update_is_refused_in_plain_sql(model, field):
    make.backbrief("accepted")
    with (
        pytest.raises(IntegrityError, match="unchangeable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {model._meta.db_table} SET {field} = 'bagefter'")  # noqa: S608


def test_retention_may_still_delete():
    make.backbrief("accepted")
    Event.objects.all().delete()
    assert not Event.objects.exists()
