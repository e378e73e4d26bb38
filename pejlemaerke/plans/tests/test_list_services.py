"""The unit's short list of services, and the way from a unit to its plans."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ..models import Service
from ..pages.services import moved
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


def names(unit):
    return list(Service.objects.filter(unit=unit).here().values_list("name", flat=True))


def test_the_leader_and_med_keep_the_list(client, at):
    url = reverse("plans:services", args=[at.nord.pk])
    as_(client, at.sara)
    assert client.get(url).status_code == 200
    for name in ("Bad", "Mad", "Gåture"):
        assert client.post(url, {"name": name}).status_code == 302
    walks = Service.objects.get(name="Gåture")
    as_(client, at.ida).post(reverse("plans:move_service", args=[walks.pk]), {"way": "up"})
    assert names(at.nord) == ["Bad", "Gåture", "Mad"]


def test_the_same_name_twice_is_told_at_the_field(client, at):
    make.service(at.nord, "Bad", at.sara)
    answer = as_(client, at.sara).post(reverse("plans:services", args=[at.nord.pk]), {"name": "bad"})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert names(at.nord) == ["Bad"]


def test_a_service_is_taken_off_and_put_back(client, at):
    one = make.service(at.nord, "Bad", at.sara)
    as_(client, at.sara)
    answer = client.post(reverse("plans:end_service", args=[one.pk]), follow=True)
    undo = reverse("plans:take_up_service", args=[one.pk])
    assert undo in answer.text
    assert names(at.nord) == []
    assert client.post(undo).status_code == 302
    assert names(at.nord) == ["Bad"]


def test_it_is_not_put_back_beside_another_of_the_same_name(client, at):
    one = make.service(at.nord, "Bad", at.sara)
    as_(client, at.sara).post(reverse("plans:end_service", args=[one.pk]))
    make.service(at.nord, "Bad", at.sara)
    assert client.post(reverse("plans:take_up_service", args=[one.pk])).status_code == 409


def test_employees_read_and_others_do_not_keep_it(client, at):
    one = make.service(at.nord, "Bad", at.sara)
    url = reverse("plans:services", args=[at.nord.pk])
    as_(client, at.ali)
    page = client.get(url)
    assert "Bad" in page.text
    assert "<button" not in page.text.split("<main")[1].split("</main")[0]
    assert client.post(url, {"name": "Mad"}).status_code == 403
    for name in ("end_service", "take_up_service", "move_service"):
        assert client.post(reverse(f"plans:{name}", args=[one.pk]), {"way": "up"}).status_code == 403


def test_a_way_that_is_none(client, at):
    one = make.service(at.nord, "Bad", at.sara)
    url = reverse("plans:move_service", args=[one.pk])
    assert as_(client, at.sara).post(url, {"way": "sideways"}).status_code == 404


@pytest.mark.parametrize(
    ("key", "way", "after"),
    [("b", "up", "bac"), ("b", "down", "acb"), ("a", "up", "abc"), ("c", "down", "abc"), ("x", "up", "abc")],
)
def test_one_place_at_a_time(key, way, after):
    assert "".join(moved(list("abc"), key, way)) == after


def test_from_a_unit_to_its_plan(client, at):
    plan = make.plan("begun", at)
    url = reverse("plans:unit_plans", args=[at.nord.pk])
    answer = as_(client, at.ali).get(url)
    assert answer["location"] == plan.get_absolute_url()
    page = client.get(at.nord.get_absolute_url())
    assert url in page.text
    assert url not in as_(client, at.lone).get(at.nord.get_absolute_url()).text


def test_several_plans_are_listed_and_none_is_said(client, at):
    make.plan("begun", at)
    page = as_(client, at.karin).get(reverse("plans:unit_plans", args=[at.birken.pk]), follow=True)
    assert page.status_code == 200
    assert 'class="empty"' in as_(client, at.bo).get(reverse("plans:unit_plans", args=[at.nord.pk])).text
