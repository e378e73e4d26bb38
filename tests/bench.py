"""`make bench`: how long the pages that must be quick take, on the demo organisation, and how much they ask."""

from __future__ import annotations

import statistics
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from pejlemaerke.briefs.models import Backbrief  # noqa: E402
from pejlemaerke.initiatives.models import Initiative  # noqa: E402
from pejlemaerke.organisation.models import Account  # noqa: E402
from tests import bench_plans  # noqa: E402

ROUNDS = 15

#: Who looks: one with a large branch, one who writes, one who only reads.
DIRECTOR, LEADER, EMPLOYEE = "Birgitte Holmgaard", "Sara Lindholm", "Maja Nguyen"


def account(name: str) -> Account:
    first, last = name.rsplit(" ", 1)
    return Account.objects.get(person__first_name=first, person__last_name=last)


def main() -> None:
    initiative = Initiative.objects.filter(state="running").order_by("created_at")[0]
    mine = Backbrief.objects.filter(unit__roles__person=account(LEADER).person)[0]
    accepted = Backbrief.objects.filter(unit__posts__person=account(EMPLOYEE).person).exclude(accepted=None)[
        0
    ]
    looks = [
        (DIRECTOR, "front page", reverse("portal:front")),
        (LEADER, "front page", reverse("portal:front")),
        (DIRECTOR, "the line", reverse("portal:line", args=[initiative.pk])),
        (DIRECTOR, "initiatives", reverse("initiatives:list")),
        (DIRECTOR, "units", reverse("organisation:units")),
        (DIRECTOR, "people", reverse("organisation:people")),
        (LEADER, "write", reverse("briefs:write", args=[mine.pk])),
        (LEADER, "one section", reverse("briefs:section", args=[mine.pk, "main_task"])),
        (EMPLOYEE, "accepted backbrief", reverse("briefs:backbrief", args=[accepted.pk])),
    ]
    print(f"{'who':24} {'page':20} {'median ms':>9} {'slowest':>8} {'queries':>8}")
    for person, page, address in looks:
        client = Client()
        client.force_login(account(person), backend="django.contrib.auth.backends.ModelBackend")
        client.get(address)  # templates are read once
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        queries = len(asked)
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        said = "" if response.status_code == 200 else f"  answered {response.status_code}"
        print(f"{person:24} {page:20} {statistics.median(times):9.1f} {max(times):8.1f} {queries:8}{said}")
    bench_plans.measure(initiative, account(DIRECTOR))


main()
