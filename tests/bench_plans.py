"""What plans cost: their three views with 50 and with 5,000 activities, and laying out, pausing and taking up 1,500 of
them. Everything is made in a transaction that is rolled back."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pejlemaerke.core.actor import Actor
from pejlemaerke.initiatives.models import Initiative, Participation
from pejlemaerke.organisation.models import Account, Unit
from pejlemaerke.plans import actions
from pejlemaerke.plans.models import Activity, Plan

FEW, MANY, PLANS, ROUNDS = 50, 5000, 1500, 5


def measure(initiative: Initiative, account: Account) -> None:
    """`account` is of somebody who may see the central plan."""
    with transaction.atomic():
        by = Actor(initiative.organisation_id, None, "bench")
        now = timezone.now()
        actions.lay_out(initiative, by=by, now=now)
        _views(initiative, account)
        _workplaces(initiative)
        beats = [time.perf_counter()]
        actions.lay_out(initiative, by=by, now=now, beat=lambda done: beats.append(time.perf_counter()))
        longest = max(later - sooner for sooner, later in pairwise(beats))
        print(
            f"\n{PLANS} plans laid out in {beats[-1] - beats[0]:.2f} s, the longest write {longest * 1000:.0f} ms"
        )
        days: dict[str, Callable[[], Any]] = {
            "paused": lambda: actions.pause_initiative(initiative, reason="-", on=now.date(), by=by, now=now),
            "taken up again": lambda: actions.resume_initiative(initiative, days=7, by=by, now=now),
        }
        for word, do in days.items():
            start = time.perf_counter()
            done = do()
            print(f"{done} plans {word} in {time.perf_counter() - start:.2f} s")
        transaction.set_rollback(True)


def _views(initiative: Initiative, account: Account) -> None:
    plan = Plan.objects.get(initiative=initiative, is_central=True)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    took: dict[tuple[str, int], float] = {}
    made = 0
    for count in (FEW, MANY):
        _fill(plan, count - made)
        made = count
        for view in ("timeline", "list", "month"):
            address = f"{reverse('plans:plan', args=[plan.pk])}?view={view}"
            response = client.get(address)
            times = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                client.get(address)
                times.append((time.perf_counter() - start) * 1000)
            took[view, count] = statistics.median(times)
            if count == MANY:
                ratio = took[view, MANY] / took[view, FEW]
                print(
                    f"plan: {view:10} {count} activities {took[view, MANY]:8.1f} ms, {ratio:.1f} times that of {FEW},"
                    f" {len(response.content) / 1000:.0f} kB, answered {response.status_code}"
                )


def _fill(plan: Plan, count: int) -> None:
    now, first = timezone.now(), date(timezone.localdate().year, 1, 4)
    stage = plan.stages.first()
    Activity.objects.bulk_create(
        [
            Activity(
                organisation_id=plan.organisation_id, plan=plan, stage=stage, kind="meeting", state="confirmed",
                title=f"Møde nr. {number} om de nye forløb", first=first + timedelta(days=number % 300),
                last=first + timedelta(days=number % 300), precision="day", changed_at=now, created_at=now,
            )
            for number in range(count)
        ],
        batch_size=500,
    )  # fmt: skip


def _workplaces(initiative: Initiative) -> None:
    top = initiative.unit
    units = [
        Unit(
            organisation_id=top.organisation_id, key=f"bench-{number}", name=f"Enhed {number}", parent=top,
            path=f"{top.path}{8000 + number:04d}",
        )
        for number in range(PLANS)
    ]  # fmt: skip
    Unit.objects.bulk_create(units, batch_size=500)
    Participation.objects.bulk_create(
        [
            Participation(organisation_id=top.organisation_id, initiative=initiative, unit=unit)
            for unit in units
        ],
        batch_size=500,
    )
