"""Organisations that could be anywhere, for property tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from ..snapshot import PersonRow, PostRow, RoleRow, Snapshot, UnitRow, make_snapshot

NAMES = ["Hjemmeplejen Nord", "Åhusene", "Ældrecentret", "Område Øst", "Skolen ved Søen"]
KINDS = ["leader", "senior_manager", "caseworker"]
_days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@st.composite
def snapshots(draw: Any) -> Snapshot:
    """A tree of up to eight units and people with a post in one or two of them."""
    count = draw(st.integers(1, 8))
    units = [UnitRow("e0", "Kommunen", "", "kommune")]
    for number in range(1, count):
        parent = draw(st.sampled_from(units)).number
        units.append(UnitRow(f"e{number}", draw(st.sampled_from(NAMES)), parent, draw(st.sampled_from("ab"))))
    people, posts, roles = [], [], []
    for number in draw(st.sets(st.integers(0, 12), max_size=8)):
        person = f"m{number}"
        people.append(PersonRow(person, draw(st.sampled_from(["Bo", "Åse"])), "Lind", f"{person}@by.example"))
        for unit in draw(st.lists(st.sampled_from(units), min_size=1, max_size=2, unique=True)):
            first, last = sorted([draw(_days), draw(_days)], key=lambda day: day or date.max)
            posts.append(PostRow(person, unit.number, draw(st.sampled_from(["", "leder"])), first, last))
            if draw(st.booleans()):
                roles.append(RoleRow(person, unit.number, draw(st.sampled_from(KINDS)), first, last))
    return make_snapshot(units, people, posts, roles)


def file_rows(snapshot: Snapshot) -> list[dict[str, str]]:
    """The snapshot as the cells of a file, one dict a row, with Danish headings."""
    words = {"leader": "leder", "senior_manager": "chef", "caseworker": "sagsbehandler"}
    people = {row.number: row for row in snapshot.people}
    units = {row.number: row for row in snapshot.units}
    roles = {(row.person, row.unit): words[row.kind] for row in snapshot.roles}
    rows = []
    for unit in snapshot.units:
        if not any(post.unit == unit.number for post in snapshot.posts):
            rows.append(cells(unit))
    for post in snapshot.posts:
        person = people[post.person]
        rows.append(
            cells(
                units[post.unit],
                medarbejdernr=person.number,
                fornavn=person.first_name,
                efternavn=person.last_name,
                email=person.email,
                titel=post.title,
                rolle=roles.get((post.person, post.unit), ""),
                fra=post.first.isoformat() if post.first else "",
                til=post.last.strftime("%d-%m-%Y") if post.last else "",
            )
        )
    return rows


def cells(unit: UnitRow, **given: str) -> dict[str, str]:
    row = {
        "enhedsnr": unit.number,
        "enhed": unit.name,
        "overordnet_enhedsnr": unit.parent,
        "niveau": unit.level,
    }
    empty = ["medarbejdernr", "fornavn", "efternavn", "email", "titel", "rolle", "fra", "til"]
    return {**row, **dict.fromkeys(empty, ""), **given}
