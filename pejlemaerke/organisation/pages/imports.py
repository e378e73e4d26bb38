from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.record.models import Event
from pejlemaerke.record.panel import words_for
from pejlemaerke.ui.dates import say_moment, write_date

from .. import rules
from ..access import Scope
from ..models import OrganisationImport, RoleKind, Unit
from ..snapshot import Difference, difference_from_json

#: So many names and faults are shown on the page; all of them are in the sheet.
MOST_SHOWN = 200
PAGE = 30


@dataclass(frozen=True)
class State:
    word: str
    shape: str


def state_of(brought: OrganisationImport, now: datetime) -> State:
    if rules.is_stopped(brought, now):
        return State(_("stopped on the way"), "bell")
    return {
        "read": State(_("waits for an answer"), "half"),
        "approved": State(_("is being written"), "half"),
        "failed": State(_("did not succeed"), "back"),
        "applied": State(_("carried out"), "done"),
        "declined": State(_("declined"), "empty"),
        "refused": State(_("has faults"), "back"),
    }[brought.state]


@dataclass(frozen=True)
class ImportLine:
    name: str
    url: str
    state: State
    who: str
    when: str


@dataclass(frozen=True)
class ImportsPage:
    lines: tuple[ImportLine, ...]
    page: Page[Any]


def read_imports(scope: Scope, *, number: str, today: date, now: datetime) -> ImportsPage:
    found = OrganisationImport.objects.visible_to(scope).without_contents().order_by("-brought_at", "-id")
    page = Paginator(found, PAGE).get_page(number)
    return ImportsPage(
        tuple(
            ImportLine(
                one.name, one.get_absolute_url(), state_of(one, now), one.brought_by_name,
                say_moment(one.brought_at, today),
            )
            for one in page.object_list
        ),
        page,
    )  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One part of a difference: a sentence, and the names behind it, folded."""

    sentence: str
    names: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class SaidFault:
    row: str
    column: str
    sentence: str


@dataclass(frozen=True)
class Happened:
    when: str
    who: str
    words: str
    note: str


@dataclass(frozen=True)
class ImportPage:
    brought: OrganisationImport
    state: State
    when: str
    said: tuple[Said, ...]
    faults: tuple[SaidFault, ...]
    more_faults: int
    leavers: str
    may_approve: bool
    may_decline: bool
    is_stopped: bool
    under_way: bool
    percent: int
    history: tuple[Happened, ...]


def read_import(brought: OrganisationImport, scope: Scope, *, today: date, now: datetime) -> ImportPage:
    what = difference_from_json(brought.difference)
    stopped = rules.is_stopped(brought, now)
    return ImportPage(
        brought=brought,
        state=state_of(brought, now),
        when=say_moment(brought.brought_at, today),
        said=tuple(say_difference(what, all_unit_names(brought.organisation_id, what))),
        faults=tuple(say_fault(fault) for fault in brought.faults[:MOST_SHOWN]),
        more_faults=max(0, len(brought.faults) - MOST_SHOWN),
        leavers=say_leavers(what) if what.needs_explicit_yes else "",
        may_approve=bool(rules.may_approve(scope, brought)) and bool(what),
        may_decline=bool(rules.may_decline(scope, brought)),
        is_stopped=stopped,
        under_way=brought.state == "approved" and not stopped,
        percent=percent(brought),
        history=tuple(
            Happened(
                say_moment(event.at, today), event.person_name,
                words_for(event.object_type, event.verb), event.note,
            )
            for event in Event.objects.about(brought).order_by("at", "id")
        ),
    )  # fmt: skip


def percent(brought: OrganisationImport) -> int:
    return min(100, round(100 * brought.done / brought.total)) if brought.total else 0


def say_leavers(what: Difference) -> str:
    share = round(100 * what.leaver_share)
    return _(
        "%(count)d of %(known)d people would leave, %(share)d %%. "
        "A file with so many leavers is most often only a part of the organisation."
    ) % {"count": len(what.people.gone), "known": what.known, "share": share}


def all_unit_names(organisation: UUID, what: Difference) -> dict[str, str]:
    """Names of every unit by number, as after the import."""
    units = Unit.objects.filter(organisation=organisation)
    names = dict(units.values_list("key", "name"))
    names.update({row.number: row.name for row in what.units.new})
    return names | {now.number: now.name for _old, now in what.units.changed}


def say_difference(what: Difference, units: dict[str, str]) -> Iterable[Said]:
    """The difference in plain words, units first. `units` gives the name of each by its number."""
    yield from _say_units(what, units)
    people = {row.number: row.name for row in (*what.people.new, *what.people.gone)}

    def at(row: Any) -> str:
        return f"{people.get(row.person, row.person)} · {units.get(row.unit, row.unit)}"

    def named(row: Any) -> str:
        return f"{at(row)} · {row.title}" if row.title else at(row)

    def role(row: Any) -> str:
        return f"{at(row)} · {RoleKind(row.kind).label}"

    yield from _listed(
        what.people.new,
        lambda n: ngettext("%(n)d new employee", "%(n)d new employees", n),
        lambda row: row.name,
    )
    yield from _listed(
        what.people.gone,
        lambda n: ngettext("%(n)d employee leaves", "%(n)d employees leave", n),
        lambda row: row.name,
    )
    yield from _listed(
        what.people.changed,
        lambda n: ngettext(
            "%(n)d employee has a new name or address", "%(n)d employees have a new name or address", n
        ),
        lambda pair: (
            f"{pair[0].name} → {pair[1].name}"
            if pair[0].name != pair[1].name
            else f"{pair[1].name}: {pair[1].email or _('no address')}"
        ),
    )
    yield from _listed(what.posts.new, lambda n: ngettext("%(n)d post begins", "%(n)d posts begin", n), named)
    yield from _listed(what.posts.gone, lambda n: ngettext("%(n)d post ends", "%(n)d posts end", n), named)
    yield from _listed(
        what.posts.changed,
        lambda n: ngettext(
            "%(n)d post has a new title or period", "%(n)d posts have a new title or period", n
        ),
        lambda pair: f"{at(pair[1])} · {pair[0].title or '–'} → {pair[1].title or '–'}{_days(pair[1])}",
    )
    yield from _listed(
        what.roles.new, lambda n: ngettext("%(n)d role is given", "%(n)d roles are given", n), role
    )
    yield from _listed(
        what.roles.gone, lambda n: ngettext("%(n)d role is withdrawn", "%(n)d roles are withdrawn", n), role
    )
    yield from _listed(
        what.roles.changed,
        lambda n: ngettext("%(n)d role has a new period", "%(n)d roles have a new period", n),
        lambda pair: role(pair[1]) + _days(pair[1]),
    )


def _say_units(what: Difference, units: dict[str, str]) -> Iterable[Said]:
    yield from _listed(
        what.units.new,
        lambda n: ngettext("%(n)d new unit", "%(n)d new units", n),
        lambda row: f"{row.name} · {units.get(row.parent, '')}" if row.parent else row.name,
    )
    for old, now in what.units.changed:
        if old.name != now.name:
            yield Said(_("%(old)s is now called %(new)s") % {"old": old.name, "new": now.name})
        if old.parent != now.parent:
            words = {
                "unit": now.name, "old": units.get(old.parent, "–"), "new": units.get(now.parent, "–"),
            }  # fmt: skip
            yield Said(_("%(unit)s moves from %(old)s to %(new)s") % words)
        if old.level != now.level:
            words = {"unit": now.name, "old": old.level or "–", "new": now.level or "–"}
            yield Said(_("%(unit)s changes level from %(old)s to %(new)s") % words)
    yield from _listed(
        what.units.gone,
        lambda n: ngettext("%(n)d unit closes", "%(n)d units close", n),
        lambda row: row.name,
    )


def _days(row: Any) -> str:
    parts = [
        _("from %(day)s") % {"day": write_date(row.first)} if row.first else "",
        _("until %(day)s") % {"day": write_date(row.last)} if row.last else "",
    ]
    said = " ".join(part for part in parts if part)
    return f" ({said})" if said else ""


def _listed(rows: Sequence[Any], sentence: Any, name: Any) -> Iterable[Said]:
    if rows:
        said = sentence(len(rows)) % {"n": len(rows)}
        yield Said(said, tuple(name(row) for row in rows[:MOST_SHOWN]), max(0, len(rows) - MOST_SHOWN))


def say_fault(fault: dict[str, Any]) -> SaidFault:
    """A fault as a row, a column and one sentence that says what to do."""
    row = _("row %(row)d") % {"row": fault["row"]} if fault["row"] else _("the whole file")
    return SaidFault(row, fault["column"], _fault_words(fault["code"], fault["detail"]))


def _fault_words(code: str, detail: str) -> str:
    words = {
        "missing_column": _("The column is missing. Add it, or mend its name."),
        "unknown_column": _("The column is not known. Mend its name, or take it out."),
        "double_column": _("The column is there twice. Take one of them out."),
        "no_rows": _("The file has column names and nothing below them."),
        "no_unit": _("The row has no unit number."),
        "empty": _("The cell is empty and must be filled."),
        "unit_differs": _("The unit is described otherwise in row %(detail)s. Make the two agree."),
        "person_differs": _("The same employee number is another in row %(detail)s. Make the two agree."),
        "email_taken": _("The address belongs to another person in row %(detail)s."),
        "same_post": _(
            "The person already has a post in this unit, in row %(detail)s. Take one of them out."
        ),
        "bad_number": _("A number is letters, digits, hyphens and full stops, nothing else."),
        "bad_email": _("This is not an e-mail address."),
        "bad_date": _("This is not a date. Write it as 2026-08-01 or 01-08-2026."),
        "end_before_start": _("The post ends before it begins."),
        "unknown_role": _("The role is not known. Use one of: %(detail)s."),
        "cpr": _("This looks like a CPR number. Take it out; it is not shown here."),
        "formula": _("The cell begins with =, + or @. Formulas are not read: write the value itself."),
        "too_long": _("The value is longer than %(detail)s characters."),
        "unknown_parent": _("No unit in the file has the number %(detail)s."),
        "no_root": _("No unit is at the top. Exactly one must have no unit above it."),
        "two_roots": _("Another unit is already at the top: %(detail)s. Only one can be."),
        "cycle": _("These units are above each other in a ring: %(detail)s."),
        "too_deep": _("There are more than %(detail)s levels."),
        "too_many_children": _("The unit has more than %(detail)s units right below it."),
    }
    return words[code] % {"detail": detail}


def fault_rows(brought: OrganisationImport) -> tuple[list[str], list[list[Any]]]:
    head = [_("Row"), _("Column"), _("What is wrong")]
    return head, [
        [fault["row"], fault["column"], _fault_words(fault["code"], fault["detail"])]
        for fault in brought.faults
    ]


def difference_rows(brought: OrganisationImport) -> tuple[list[str], list[list[Any]]]:
    what = difference_from_json(brought.difference)
    parts = {"units": _("unit"), "people": _("person"), "posts": _("post"), "roles": _("role")}
    rows: list[list[Any]] = []
    for part, word in parts.items():
        delta = getattr(what, part)
        rows += [[word, _("new"), "", _flat(row)] for row in delta.new]
        rows += [[word, _("changed"), _flat(old), _flat(now)] for old, now in delta.changed]
        rows += [[word, _("gone"), _flat(row), ""] for row in delta.gone]
    return [_("What"), _("Change"), _("Before"), _("After")], rows


def _flat(row: Any) -> str:
    return " · ".join(str(value) for value in vars(row).values() if value)
