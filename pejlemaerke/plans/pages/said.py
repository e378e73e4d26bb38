"""All that has been said in a plan: what came out of each thing that was held, and what was written together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse

from pejlemaerke.organisation.access import Scope
from pejlemaerke.ui.dates import say_date

from .. import rules
from ..models import Activity, PhasePaper, Plan, Product
from ..words import PAPER_STATES
from .shared import Mark

PAGE = 20


@dataclass(frozen=True)
class ServiceRow:
    """A service, and what was answered to each of the questions, in their order; "" where nothing was said."""

    service: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SaidThere:
    """What came out of one activity: services side by side, and what was said about the whole."""

    title: str
    url: str
    when: str
    questions: tuple[str, ...]
    services: tuple[ServiceRow, ...]
    whole: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True)
class PaperLine:
    title: str
    url: str
    state: Mark


@dataclass(frozen=True)
class SaidPage:
    there: tuple[SaidThere, ...]
    numbered: Page[Any]
    papers: tuple[PaperLine, ...]
    is_empty: bool


def read_said_in_plan(plan: Plan, scope: Scope, *, number: str, today: date) -> SaidPage:
    """The newest first. Four queries."""
    spoken = (
        plan.activities.filter(state="held")
        .filter(
            Q(pk__in=Product.objects.filter(activity__plan=plan).values("activity"))
            | ~Q(no_product_reason="")
        )
        .order_by("-held_on", "-pk")
    )
    numbered = Paginator(spoken, PAGE).get_page(number)
    activities = list(numbered.object_list)
    papers = []
    for paper in PhasePaper.objects.filter(plan=plan).exclude(state="writing").order_by("stage", "kind"):
        paper.plan = plan
        if rules.may_read_paper(scope, paper):
            word, shape = PAPER_STATES[paper.state]
            papers.append(PaperLine(paper.title, paper.get_absolute_url(), Mark(str(word), shape)))
    return SaidPage(
        there=tuple(_there(activities, today)),
        numbered=numbered,
        papers=tuple(papers),
        is_empty=not activities and not papers,
    )


def _there(activities: list[Activity], today: date) -> Iterable[SaidThere]:
    by_activity: dict[UUID, list[Product]] = defaultdict(list)
    products = Product.objects.filter(activity__in=[one.pk for one in activities])
    for one in products.select_related("service").order_by("service__position", "at", "id"):
        by_activity[one.activity_id].append(one)
    for activity in activities:
        said = sorted(by_activity[activity.pk], key=lambda one: one.pk)
        questions = {one.key: one.question for one in said if one.service_id}
        rows: dict[str, dict[str, str]] = {}
        for one in by_activity[activity.pk]:
            if one.service is not None:
                rows.setdefault(one.service.name, {})[one.key] = one.text
        yield SaidThere(
            title=activity.title,
            url=reverse("plans:activity", args=[activity.pk]),
            when=say_date(activity.held_on, today) if activity.held_on else "",
            questions=tuple(questions.values()),
            services=tuple(
                ServiceRow(name, tuple((question, row.get(key, "")) for key, question in questions.items()))
                for name, row in rows.items()
            ),
            whole=tuple((one.question, one.text) for one in said if one.service_id is None),
            reason=activity.no_product_reason,
        )
