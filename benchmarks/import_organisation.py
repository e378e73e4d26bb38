# ruff: noqa: E402, T201
"""How long an import of 20,000 people holds the database, and how long others wait for it.

    .venv/bin/python benchmarks/import_organisation.py [PEOPLE]

Makes a database of its own in a temporary folder (or uses DATABASE_URL, which must be an empty one).
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ["PEJL_MODE"] = "test"
os.environ["PEJL_VAR"] = tempfile.mkdtemp(prefix="pejl-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
sys.path.insert(0, str(Path(__file__).parent.parent))

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.models import Organisation
from pejlemaerke.organisation import actions

HEAD = "enhedsnr;enhed;overordnet_enhedsnr;niveau;medarbejdernr;fornavn;efternavn;email;titel;rolle;fra;til"


def sheet(people: int, surname: str) -> bytes:
    rows = [HEAD, "1;Kommunen;;kommune" + ";" * 8]
    units = max(1, people // 20)
    for number in range(units):
        parent = 1 if number < 30 else 2 + number % 30
        rows.append(f"{number + 2};Enhed {number};{parent};arbejdsplads" + ";" * 8)
    for number in range(people):
        unit = 2 + number % units
        parent = 1 if unit - 2 < 30 else 2 + (unit - 2) % 30
        who = f"m{number};Åse;{surname} {number};m{number}@by.example;assistent;;;"
        rows.append(f"{unit};Enhed {unit - 2};{parent};arbejdsplads;{who}")
    return "\n".join(rows).encode()


class OtherWriter(threading.Thread):
    """Writes one small row again and again and notes the longest wait."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stop = threading.Event()
        self.longest = 0.0

    def run(self) -> None:
        while not self.stop.is_set():
            began = time.perf_counter()
            with transaction.atomic():
                Organisation.objects.filter(slug="nabo").update(name=f"Nabo {began}")
            self.longest = max(self.longest, time.perf_counter() - began)
            time.sleep(0.005)
        connection.close()


def measure(title: str, owner: Organisation, data: bytes) -> None:
    by = Actor(owner.pk, name="bench")
    ready = 0.0

    def beat(done: int) -> None:
        """The last one comes when all is computed and the transaction is next."""
        nonlocal ready
        ready = time.perf_counter()

    began = time.perf_counter()
    brought = actions.bring_import(data=data, name="by.csv", by=by, now=timezone.now())
    read = time.perf_counter() - began
    other = OtherWriter()
    other.start()
    actions.approve_import(brought, explicit_leavers=True, by=by, now=timezone.now(), enqueue=False)
    began = time.perf_counter()
    actions.apply_import(brought, by=by, now=timezone.now(), beat=beat)
    ended = time.perf_counter()
    other.stop.set()
    other.join()
    print(
        f"{title}: read {read:.2f} s, computed {ready - began:.2f} s, "
        f"write transaction {ended - ready:.2f} s; "
        f"longest wait of another writer {other.longest:.2f} s"
    )


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)
    Organisation.objects.create(name="Nabo", slug="nabo")
    owner = actions.start_organisation("Bænkby")
    print(f"{connection.vendor}, {people} people")
    measure("first file", owner, sheet(people, "Lind"))
    measure("every name changed", owner, sheet(people, "Holm"))
    measure("everybody below the top leaves", owner, sheet(1, "Holm"))


main()
