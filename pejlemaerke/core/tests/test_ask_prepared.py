"""What is written once gives each who asks their own answer."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast

from pejlemaerke.core.models import Organisation
from pejlemaerke.core.prepared import Prepared

MAY, JUNE = date(2027, 5, 1), date(2027, 6, 1)


def _named(organisation: UUID, on: date) -> Any:
    return Organisation.objects.filter(pk=organisation).values_list(
        "pk", "name", Cast(Value(on), models.DateField()), Value("as it stands")
    )


@pytest.mark.django_db
def test_everybody_gets_their_own_rows_in_one_query_each(django_assert_num_queries):
    asked = Prepared(_named, organisation=UUID, on=date)
    one = Organisation.objects.create(name="Testby", slug="testby")
    other = Organisation.objects.create(name="Andenby", slug="andenby")
    with django_assert_num_queries(2):
        assert asked.rows(organisation=one.pk, on=MAY) == [(one.pk, "Testby", MAY, "as it stands")]
        assert asked.rows(organisation=other.pk, on=JUNE) == [(other.pk, "Andenby", JUNE, "as it stands")]


@pytest.mark.django_db
def test_what_is_not_there_is_no_row():
    asked = Prepared(_named, organisation=UUID, on=date)
    assert asked.rows(organisation=UUID(int=0), on=MAY) == []


@pytest.mark.django_db
def test_an_argument_nobody_gave_is_missed():
    with pytest.raises(KeyError):
        Prepared(_named, organisation=UUID, on=date).rows(organisation=UUID(int=0))
