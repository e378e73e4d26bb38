"""Klintvig as it is built: every state, every persona with something to do or read, and nothing twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands
from django.db import models
from django.utils import timezone

from pejlemaerke.briefs.line import shown_state_of
from pejlemaerke.briefs.models import Backbrief, Brief, Comment, Revision, SubtaskLife
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.models import Organisation, Row
from pejlemaerke.core.personal_data import find_cpr
from pejlemaerke.demo.build import Built, build, remove
from pejlemaerke.demo.clock import moments, working_day
from pejlemaerke.demo.municipality import municipality
from pejlemaerke.demo.pages import groups
from pejlemaerke.demo.texts import load_texts
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.access import Scope, read_scope
from pejlemaerke.organisation.models import Account, Person, Post, Unit
from pejlemaerke.record.models import Event, Turn

#: A Sunday evening: the day people look at a demo, and the one nobody works.
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def rows() -> Counter[str]:
    found = {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if issubclass(model, Row)
    }
    return Counter(found)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    with django_db_blocker.unblock():
        made = build(now=NOW)
    yield made
    with django_db_blocker.unblock():
        remove(made.organisation)
        assert not rows().total()
        assert not Account.objects.exists()


def backbrief(built: Built, unit: str) -> Backbrief:
    number = municipality().unit(unit).number
    return Backbrief.objects.select_related("unit").get(organisation=built.organisation, unit__key=number)


def scope_of(key: str) -> Scope:
    return read_scope(Person.objects.get(key=municipality().person(key).number), on=TODAY)


def test_every_backbrief_stands_where_its_text_says(built: Built) -> None:
    texts = load_texts(today=TODAY)
    wanted = {text.unit: text.state for text in texts.backbriefs}
    stands = {unit: shown_state_of(backbrief(built, unit), TODAY).code for unit in wanted}
    assert stands == wanted
    assert Counter(stands.values()) == {
        "accepted": 14, "draft": 6, "submitted": 5, "not_begun": 3, "check_again": 2, "returned": 2, "silent": 2,
        "brief_changed": 1, "lifted": 1,
    }  # fmt: skip


def test_every_text_is_kept_word_for_word(built: Built) -> None:
    for text in load_texts(today=TODAY).backbriefs:
        kept = Revision.objects.filter(backbrief=backbrief(built, text.unit)).order_by("number")
        sent = [revision for revision in text.revisions if revision.submitted is not None]
        assert [revision.content for revision in kept] == [revision.content for revision in sent]


def test_nothing_happened_in_the_future_or_on_a_sunday(built: Built) -> None:
    moments = [timezone.localtime(at) for at in Event.objects.values_list("at", flat=True)]
    assert max(moments) <= NOW
    assert {at.weekday() for at in moments} <= set(range(5))
    assert {at.hour for at in moments} <= set(range(8, 16))


def test_a_substitute_acts_on_behalf_of_the_absent(built: Built) -> None:
    begun = Event.objects.about(backbrief(built, "sygeplejen-syd")).get(verb="began_writing")
    assert (begun.person_name, begun.on_behalf_of_name) == ("Hassan El-Amin", "Dorthe Bakmann")


def test_the_next_phase_begins_when_the_first_is_done(built: Built) -> None:
    egebakken = backbrief(built, "egebakken")
    states = dict(SubtaskLife.objects.filter(backbrief=egebakken).values_list("key", "state"))
    assert Counter(states.values())["done"] == 3
    assert set(states.values()) >= {"done", "open"}
    assert egebakken.accepted is not None
    assert egebakken.accepted.phase == "Fase 2"


def test_a_brief_is_made_from_what_was_accepted_above_it(built: Built) -> None:
    core = Initiative.objects.get(state="running", predecessor__isnull=False)
    briefs = Brief.objects.filter(initiative=core)
    assert briefs.count() == 6
    assert [brief.unit.name for brief in briefs if brief.made_from is None] == ["Ældre og Sundhed"]


def test_the_earlier_decision_is_attached_as_a_readable_file(built: Built) -> None:
    initiative = Initiative.objects.exclude(decided_file=None).get()
    assert initiative.decided_by == "Byrådet"
    assert initiative.decided_file is not None
    assert initiative.decided_file.read().startswith(b"%PDF")


def test_employees_are_counted_in_their_units(built: Built) -> None:
    posts = Counter(Post.objects.values_list("unit", flat=True))
    assert {unit.pk: unit.employees for unit in Unit.objects.all()} == posts


def test_everybody_who_commented_writes_sits_or_answers(built: Built) -> None:
    assert set(Comment.objects.values_list("voice", flat=True)) == {"writer", "committee", "reviewer"}


@pytest.mark.parametrize("persona", municipality().personas, ids=lambda persona: persona.person)
def test_every_persona_has_an_account_and_something_to_do_or_read(built: Built, persona: Any) -> None:
    scope = scope_of(persona.person)
    account = Account.objects.get(person=scope.person)
    assert not account.has_usable_password()
    turns = Turn.objects.of(scope.owner_keys).count()
    reads = Revision.objects.visible_to(scope).count() + Backbrief.objects.visible_to(scope).count()
    prepares = Initiative.objects.visible_to(scope).count()
    assert turns or reads or (prepares and scope.has_role("administrator"))


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("hjemmepleje.leder", {"briefs.answer_lifted"}),
        ("sundhed.leder", {"briefs.answer"}),
        ("omraade-nord.leder", {"briefs.answer"}),
        ("hjemmeplejen-nord.leder", {"briefs.finish"}),
        ("lyngtoften.leder", {"briefs.rewrite"}),
        ("smedjen.leder", {"briefs.write"}),
        ("sygeplejen-syd.02", {"briefs.finish"}),
    ],
)
def test_it_is_the_turn_of_those_whose_line_says_so(built: Built, key: str, what: set[str]) -> None:
    assert set(Turn.objects.of(scope_of(key).owner_keys).values_list("what", flat=True)) == what


def test_the_page_of_personas_counts_what_waits_as_a_scope_would(
    built: Built, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        shown = {persona.key: persona for group in groups(today=TODAY) for persona in group.personas}
    assert len(shown) == len(municipality().personas)
    for persona in municipality().personas:
        number = municipality().person(persona.person).number
        waits = Turn.objects.of(scope_of(persona.person).owner_keys).count()
        assert shown[number].waiting == ("" if not waits else shown[number].waiting)
        assert shown[number].waiting.split(" ")[0] == (str(waits) if waits else "")


#: Ids hold runs of digits by chance; nobody wrote them.
ID = re.compile(r"\b(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=\w*[a-f])[0-9a-f]{10,})\b")


def test_no_number_looks_like_a_cpr_number(built: Built) -> None:
    for model in apps.get_models():
        if not issubclass(model, Row):
            continue
        texts = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for values in model._base_manager.values(*texts) if texts else ():
            for value in values.values():
                said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                assert not find_cpr(ID.sub("", said)), model


def test_building_twice_changes_nothing(built: Built) -> None:
    before, organisations = rows(), Organisation.objects.count()
    again = build(now=NOW + timedelta(days=3))
    assert not again.made
    assert again.day == TODAY
    assert again.organisation == built.organisation
    assert rows() == before
    assert Organisation.objects.count() == organisations


def test_the_data_hangs_together(built: Built) -> None:
    if "check_data" not in get_commands():
        pytest.skip("the command that proves it is not here yet")
    call_command("check_data")


def test_production_has_no_demo(built: Built, settings: Any) -> None:
    settings.MODE = "production"
    for attempt in (lambda: build(now=NOW, fresh=True), lambda: remove(built.organisation)):
        with pytest.raises(Refused):
            attempt()
    assert Organisation.objects.filter(pk=built.organisation.pk).exists()


@pytest.mark.parametrize("hour", [0, 7, 8, 12, 23])
def test_acts_of_one_day_follow_each_other_and_never_come(hour: int) -> None:
    now = datetime(2026, 11, 18, hour, 1, tzinfo=UTC)  # a Wednesday
    told = list(moments([(0, "c"), (-1, "a"), (0, "d"), (-1, "b")], today=now.date(), now=now, zone=UTC))
    assert [thing for _at, thing in told] == ["a", "b", "c", "d"]
    times = [at for at, _thing in told]
    assert times == sorted(times)
    assert times[-1] <= now


def test_a_weekend_is_the_friday_before() -> None:
    assert working_day(TODAY) == date(2026, 11, 20)
    assert working_day(date(2026, 11, 18)) == date(2026, 11, 18)
