"""Risks: the list with what the playbook states, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Unit
from pejlemaerke.organisation.models.units import in_branches
from pejlemaerke.record.panel import Panel, read_panel
from pejlemaerke.ui.dates import write_date

from .. import rules
from ..models import Initiative, Risk
from ..role_words import role_word
from .initiatives import State

PAGE = 50
#: More workplaces than this are not offered in a list to choose from.
MOST_PLACES = 30


@dataclass(frozen=True)
class RiskShown:
    title: str
    url: str
    where: str
    whose: str
    cause: str
    what_is_done: str


@dataclass(frozen=True)
class StatedRisk:
    """A risk the playbook states, and nobody has taken yet."""

    key: str
    title: str
    cause: str
    what_is_done: str
    whose: str
    lang: str


@dataclass(frozen=True)
class RisksPage:
    initiative: Initiative
    open: tuple[RiskShown, ...]
    page: Page[Any]
    closed: tuple[RiskShown, ...]
    stated: tuple[StatedRisk, ...]
    may_take: bool
    may_add: bool


@dataclass(frozen=True)
class RiskPage:
    risk: Risk
    state: State
    where: str
    whose: str
    look_again: str
    may_change: bool
    panel: Panel


def places(initiative: Initiative, scope: Scope) -> list[Unit]:
    """Workplaces that take part and whose line this is; at most one more than are offered. One query."""
    mine = in_branches("path", scope.led + scope.branches(*rules.MAKERS))
    found = Unit.objects.live().filter(participations__initiative=initiative, organisation=scope.organisation)
    return list(found.filter(mine).order_by("path")[: MOST_PLACES + 1])


def _risks(initiative: Initiative, scope: Scope) -> QuerySet[Risk]:
    """Those of the whole initiative first, then by workplace."""
    found: QuerySet[Risk] = (
        Risk.objects.visible_to(scope).filter(initiative=initiative).select_related("unit", "owner")
    )
    return found.order_by(F("unit__path").asc(nulls_first=True), "created_at", "id")


def read_risks(initiative: Initiative, scope: Scope, *, number: str) -> RisksPage:
    found = _risks(initiative, scope)
    page = Paginator(found.filter(state="open"), PAGE).get_page(number)
    may_keep = bool(rules.may_keep_risks(scope, initiative, None))
    return RisksPage(
        initiative=initiative,
        open=tuple(_show(risk) for risk in page),
        page=page,
        closed=tuple(_show(risk) for risk in found.filter(state="closed")[:PAGE]),
        stated=_stated(initiative) if may_keep else (),
        may_take=may_keep,
        may_add=may_keep or bool(rules.may_work_on(initiative) and places(initiative, scope)),
    )


def _stated(initiative: Initiative) -> tuple[StatedRisk, ...]:
    language = get_language() or "da"
    taken = set(
        initiative.risks.filter(unit=None).exclude(playbook_key="").values_list("playbook_key", flat=True)
    )
    return tuple(
        StatedRisk(
            one.key,
            one.title.in_language(language),
            one.cause.in_language(language),
            one.what_is_done.in_language(language),
            role_word(one.whose),
            one.title.spoken_in(language),
        )
        for one in initiative.playbook.risks
        if one.key not in taken
    )


def _show(risk: Risk) -> RiskShown:
    return RiskShown(
        risk.title, risk.get_absolute_url(), where_of(risk), whose_of(risk), risk.cause, risk.what_is_done
    )


def where_of(risk: Risk) -> str:
    return risk.unit.name if risk.unit else _("The whole initiative")


def whose_of(risk: Risk) -> str:
    """A person, a role in words, or nobody yet."""
    return risk.owner.name if risk.owner else risk.whose


def state_of_risk(risk: Risk) -> State:
    if risk.state == "open":
        return State(pgettext("state of a risk", "Open"), "half")
    return State(pgettext("state of a risk", "Closed"), "done")


def read_risk(risk: Risk, scope: Scope) -> RiskPage:
    return RiskPage(
        risk=risk,
        state=state_of_risk(risk),
        where=where_of(risk),
        whose=whose_of(risk),
        look_again=write_date(risk.look_again) if risk.look_again else "",
        may_change=bool(rules.may_change_risk(scope, risk)),
        panel=read_panel(risk, scope),
    )


def risk_rows(initiative: Initiative, scope: Scope) -> tuple[list[str], list[list[str | date | None]]]:
    """The whole list, open ones first. One query."""
    head = [
        _("Risk"),
        _("State"),
        _("Where"),
        _("Why it may happen"),
        _("What is done about it"),
        _("Whose it is"),
    ]
    head.append(_("Written down"))
    rows: list[list[str | date | None]] = [
        [
            risk.title,
            state_of_risk(risk).word,
            where_of(risk),
            risk.cause,
            risk.what_is_done,
            whose_of(risk),
            risk.created_at.date(),
        ]
        for risk in sorted(_risks(initiative, scope), key=lambda one: one.state != "open")
    ]
    return head, rows
