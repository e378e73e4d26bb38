"""Rows of a file → `Snapshot`, or every fault it has. Imports no Django.

The columns are described in docs/import-organisation.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pejlemaerke.core.personal_data import find_cpr

from . import paths
from .snapshot import Fault, FileRow, PersonRow, PostRow, RoleRow, Snapshot, UnitRow, make_snapshot

#: Our name of each column → the headings it goes by, the Danish first.
COLUMNS: dict[str, tuple[str, str]] = {
    "unit": ("enhedsnr", "unit_number"),
    "unit_name": ("enhed", "unit"),
    "parent": ("overordnet_enhedsnr", "parent_number"),
    "level": ("niveau", "level"),
    "person": ("medarbejdernr", "employee_number"),
    "first_name": ("fornavn", "first_name"),
    "last_name": ("efternavn", "last_name"),
    "email": ("email", "email"),
    "title": ("titel", "title"),
    "role": ("rolle", "role"),
    "first": ("fra", "from"),
    "last": ("til", "to"),
}
_ALWAYS = ("unit", "unit_name", "level")
_FOR_A_POST = ("person", "first_name", "last_name")
_OF_A_POST = ("first_name", "last_name", "email", "title", "role", "first", "last")

ROLES: dict[str, str] = {
    "": "",
    "medarbejder": "",
    "employee": "",
    "direktør": "director",
    "director": "director",
    "chef": "senior_manager",
    "senior manager": "senior_manager",
    "leder": "leader",
    "leader": "leader",
    "sagsbehandler": "caseworker",
    "caseworker": "caseworker",
    "programkontor": "programme_office",
    "programme office": "programme_office",
    "støtteperson": "support_person",
    "support person": "support_person",
    "kommunikation": "communications",
    "communications": "communications",
    "auditor": "auditor",
    "administrator": "administrator",
}
ROLE_WORDS = (
    "direktør, chef, leder, medarbejder, sagsbehandler, programkontor, støtteperson, kommunikation, "
    "auditor, administrator"
)

_LONGEST = {
    "unit": 40, "unit_name": 160, "parent": 40, "level": 60, "person": 40, "first_name": 80, "last_name": 80,
    "email": 254, "title": 120,
}  # fmt: skip
_NUMBER = re.compile(r"[\w.\-]+")
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+")
#: What a reader of sheets puts after a heading that stands twice.
_SECOND = re.compile(r" \(\d+\)$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
#: As many levels as a path can hold, and as many units as one unit can.
MOST_LEVELS, MOST_CHILDREN = 20, paths.MOST


@dataclass(frozen=True)
class Reading:
    """With faults there is no snapshot to trust: `snapshot` is then None."""

    snapshot: Snapshot | None
    faults: tuple[Fault, ...]


def read_snapshot(rows: Sequence[FileRow]) -> Reading:
    """Everything the file says, or everything that is wrong with it, in the order of its rows."""
    reader = _Reader()
    if not rows:
        reader.fault(0, "", "no_rows")
    else:
        reader.read_headings(dict.fromkeys(name for row in rows for name in row.cells))
    if not reader.faults:
        for row in rows:
            reader.read_row(row)
        reader.check_tree()
        reader.check_addresses()
    if reader.faults:
        return Reading(None, tuple(sorted(reader.faults, key=lambda fault: fault.row)))
    return Reading(
        make_snapshot(
            (row for row, _ in reader.units.values()), (row for row, _ in reader.people.values()),
            (row for row, _ in reader.posts.values()), reader.roles,
        ),
        (),
    )  # fmt: skip


@dataclass
class _Reader:
    faults: list[Fault] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    units: dict[str, tuple[UnitRow, int]] = field(default_factory=dict)
    people: dict[str, tuple[PersonRow, int]] = field(default_factory=dict)
    posts: dict[tuple[str, str], tuple[PostRow, int]] = field(default_factory=dict)
    roles: list[RoleRow] = field(default_factory=list)

    def fault(self, row: int, column: str, code: str, detail: object = "") -> None:
        """`column` is one of `COLUMNS`; the fault names it as the file does."""
        self.faults.append(Fault(row, self.headings.get(column, ""), code, str(detail)))

    def read_headings(self, names: Iterable[str]) -> None:
        ours = {heading: column for column, pair in COLUMNS.items() for heading in pair}
        for name in names:
            plain = name.strip().lstrip("\ufeff").casefold()
            column = ours.get(plain)
            if column is not None and column not in self.headings:
                self.headings[column] = name
            elif column is not None or ours.get(_SECOND.sub("", plain)):
                self.faults.append(Fault(1, name, "double_column"))
            elif plain:
                self.faults.append(Fault(1, name, "unknown_column"))
        in_english = self.headings.get("unit", "").strip().casefold() == "unit_number"
        for column, (danish, english) in COLUMNS.items():
            if column not in self.headings:
                self.faults.append(Fault(1, english if in_english else danish, "missing_column"))

    # -- one row

    def read_row(self, row: FileRow) -> None:
        cells = {column: row.cells.get(name, "").strip() for column, name in self.headings.items()}
        if not any(cells.values()):
            return
        unfit = {
            column for column, value in cells.items() if value and not self._is_fit(row.number, column, value)
        }
        for column in _ALWAYS:
            if not cells[column]:
                self.fault(row.number, column, "no_unit" if column == "unit" else "empty")
                unfit.add(column)
        if not unfit & {"unit", "unit_name", "parent", "level"}:
            unit = UnitRow(cells["unit"], cells["unit_name"], cells["parent"], cells["level"])
            self._keep_unit(unit, row.number)
        if any(cells[column] for column in ("person", *_OF_A_POST)):
            self._read_post(row.number, cells, unfit)

    def _is_fit(self, number: int, column: str, value: str) -> bool:
        if find_cpr(value):
            self.fault(number, column, "cpr")
        elif value[0] in "=+@":
            self.fault(number, column, "formula")
        elif len(value) > _LONGEST.get(column, len(value)):
            self.fault(number, column, "too_long", _LONGEST[column])
        elif column in ("unit", "parent", "person") and not _NUMBER.fullmatch(value):
            self.fault(number, column, "bad_number")
        elif column == "email" and not _EMAIL.fullmatch(value):
            self.fault(number, column, "bad_email")
        elif column == "role" and value.casefold() not in ROLES:
            self.fault(number, column, "unknown_role", ROLE_WORDS)
        elif column in ("first", "last") and read_day(value) is None:
            self.fault(number, column, "bad_date")
        else:
            return True
        return False

    def _keep_unit(self, unit: UnitRow, number: int) -> None:
        before = self.units.get(unit.number)
        if before is None:
            self.units[unit.number] = (unit, number)
            return
        known, at = before
        for column, old, new in (
            ("unit_name", known.name, unit.name),
            ("parent", known.parent, unit.parent),
            ("level", known.level, unit.level),
        ):
            if old != new:
                self.fault(number, column, "unit_differs", at)

    def _read_post(self, number: int, cells: dict[str, str], unfit: set[str]) -> None:
        for column in _FOR_A_POST:
            if not cells[column]:
                self.fault(number, column, "empty")
                unfit.add(column)
        first = None if "first" in unfit else read_day(cells["first"])
        last = None if "last" in unfit else read_day(cells["last"])
        if first and last and last < first:
            self.fault(number, "last", "end_before_start")
        if not unfit & {"person", "first_name", "last_name", "email"}:
            self._keep_person(
                PersonRow(cells["person"], cells["first_name"], cells["last_name"], cells["email"].lower()),
                number,
            )
        if unfit & {"person", "unit"}:
            return
        key = (cells["person"], cells["unit"])
        if key in self.posts:
            self.fault(number, "person", "same_post", self.posts[key][1])
            return
        self.posts[key] = (PostRow(*key, cells["title"], first, last), number)
        if "role" not in unfit and (kind := ROLES[cells["role"].casefold()]):
            self.roles.append(RoleRow(*key, kind, first, last))

    def _keep_person(self, person: PersonRow, number: int) -> None:
        before = self.people.setdefault(person.number, (person, number))
        known, at = before
        if known.name != person.name:
            column = "first_name" if known.first_name != person.first_name else "last_name"
            self.fault(number, column, "person_differs", at)
        if known.email != person.email:
            self.fault(number, "email", "person_differs", at)

    # -- the whole file

    def check_addresses(self) -> None:
        taken: dict[str, tuple[str, int]] = {}
        for person, number in self.people.values():
            if not person.email:
                continue
            owner, at = taken.setdefault(person.email, (person.number, number))
            if owner != person.number:
                self.fault(number, "email", "email_taken", at)

    def check_tree(self) -> None:
        """One root; every parent is there; nobody is above themselves; no deeper than a path holds."""
        roots = [(unit, number) for unit, number in self.units.values() if not unit.parent]
        if self.units and not roots:
            self.fault(0, "parent", "no_root")
        for _unit, number in roots[1:]:
            self.fault(number, "parent", "two_roots", f"{roots[0][0].name} ({roots[0][1]})")
        below: dict[str, list[str]] = defaultdict(list)
        for unit, number in self.units.values():
            if unit.parent and unit.parent not in self.units:
                self.fault(number, "parent", "unknown_parent", unit.parent)
            below[unit.parent].append(unit.number)
        self._check_rings_and_depth()
        for parent, children in below.items():
            if len(children) > MOST_CHILDREN and parent in self.units:
                self.fault(self.units[parent][1], "unit", "too_many_children", MOST_CHILDREN)

    def _check_rings_and_depth(self) -> None:
        depth: dict[str, int] = {"": 0}
        for start in self.units:
            trail: list[str] = []
            at = start
            while at in self.units and at not in depth and at not in trail:
                trail.append(at)
                at = self.units[at][0].parent
            if at in trail:
                ring = trail[trail.index(at) :]
                names = ", ".join(self.units[number][0].name for number in ring)
                self.fault(self.units[ring[0]][1], "parent", "cycle", names)
                depth.update(dict.fromkeys(trail, 0))
                continue
            for number in reversed(trail):
                depth[number] = depth.get(self.units[number][0].parent, 0) + 1
                if depth[number] == MOST_LEVELS + 1:
                    self.fault(self.units[number][1], "parent", "too_deep", MOST_LEVELS)


def read_day(text: str) -> date | None:
    """ "2024-08-01", "01-08-2024", "1.8.2024" or "1/8/2024"; None for anything else, "" included."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        found_day = date(year, month, day)
    except ValueError:
        return None
    return found_day if 1900 <= year <= 2200 else None
