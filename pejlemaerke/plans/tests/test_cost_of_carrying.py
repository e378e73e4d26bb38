"""The pages of carrying out cost at most fifteen queries, the same for a handful of activities and for 5,000."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pejlemaerke.organisation.tests import factories as people

from .. import actions
from ..models import Activity, Product, Proposal
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db

MOST = 15


def pages(plan, paper, med):
    stage = [plan.pk, "phase-2"]
    return {
        "stage": (stage, ""),
        "override_stage": (stage, ""),
        "move_stage": (stage, "?first=2027-03-01"),
        "end_stage": ([plan.pk, "phase-1"], ""),
        "checklist": ([plan.pk, "everyone-in"], ""),
        "paper": ([paper.pk], ""),
        "write_paper": ([paper.pk], ""),
        "approval": ([plan.pk], ""),
        "ask_approval": ([plan.pk], ""),
        "proposals": ([plan.pk], ""),
        "propose": ([plan.pk], ""),
        "pause": ([plan.pk], ""),
        "before_med": ([med.pk], ""),
        "services": ([plan.unit_id], ""),
        "unit_plans": ([plan.unit_id], ""),
        "feeds": ([], f"?plan={plan.pk}"),
    }


def costs(client, found):
    asked = {}
    for name, (parameters, query) in found.items():
        url = reverse(f"plans:{name}", args=parameters) + query
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        assert answer.status_code in (200, 302, 409), (name, answer.status_code)
        asked[name] = len(queries)
    return asked


def grow(plan, ali, count):
    """So many activities, two thirds held with something said, and a tenth as many proposals."""
    stage = make.stage(plan)
    day = make.TODAY
    made = Activity.objects.bulk_create(
        Activity(
            organisation_id=plan.organisation_id, plan=plan, stage=stage, kind="workshop", title=f"Møde {n}",
            state="held" if n % 3 else "confirmed", first=day + timedelta(days=n % 200),
            last=day + timedelta(days=n % 200), period_text="x", precision="day", created_at=make.NOW,
            changed_at=make.NOW,
        )
        for n in range(count)
    )  # fmt: skip
    Product.objects.bulk_create(
        Product(
            organisation_id=plan.organisation_id, activity=one, key="k", question="Hvad?", text="Det", at=make.NOW,
            by_name="x",
        )
        for one in made
        if one.state == "held"
    )  # fmt: skip
    Proposal.objects.bulk_create(
        Proposal(
            organisation_id=plan.organisation_id, plan=plan, kind="idea", text=f"Forslag {n}", made_by=ali,
            made_at=make.NOW, state="new",
        )
        for n in range(count // 10)
    )  # fmt: skip


def test_a_page_costs_the_same_for_few_and_for_five_thousand(client):
    at = make.line()
    plan = make.plan("begun", at)
    people.seat(at.lmu, at.sara, side="management", function="chair")
    med = make.take(plan, at.sara, "plan-in-med-2")[0]
    paper = make.paper("writing", plan)
    make.approval(plan, [at.mette])
    for name in ("Bad", "Mad"):
        make.service(at.nord, name, at.sara)
    actions.make_feed(at.sara, plan, by=make.by(at.sara), now=make.NOW)
    as_(client, at.sara)
    grow(plan, at.ali, 10)
    few = costs(client, pages(plan, paper, med))
    grow(plan, at.ali, 5000)
    many = costs(client, pages(plan, paper, med))
    assert few == many
    assert {name: cost for name, cost in many.items() if cost > MOST} == {}
