"""What comes soon, what one follows, and the plans of one's own workplace. Each in a number of queries that does not
grow."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.briefs import rules as brief_rules
from pejlemaerke.briefs.line import STATES, Tally, shown_state_of, tallies
from pejlemaerke.briefs.models import CoWriter
from pejlemaerke.initiatives.models import Initiative, Participation
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models.units import in_branches
from pejlemaerke.plans.models import Plan
from pejlemaerke.record.models import Turn
from pejlemaerke.ui.dates import say_due

from .rows import Row
from .things import backbriefs

MOST_SOON = 12
SOON = timedelta(days=14)

# -- soon ------------------------------------------------------------------------------------------------------


def soon_and_own(scope: Scope, today: date) -> tuple[list[Row], dict[UUID, Row]]:
    """Backbriefs that come due within what I lead or write along on, and by initiative what my own workplace has
    promised: the nearest one, where several units above it have."""
    above = brief_rules.workplaces(scope)
    coming = Q(due__gte=today, due__lte=today + SOON, state__in=brief_rules.NOT_YET_ANSWERED) & (
        in_branches("unit__path", scope.led)
        | Q(pk__in=CoWriter.objects.filter(person__in=scope.people).values("backbrief"))
    )
    sent = Q(unit__in=scope.leads_directly, state__in=brief_rules.OPEN_FOR_REVIEW | {"brief_changed"})
    promised = (Q(unit__path__in=above) & ~Q(accepted=None)) | sent
    found = (
        backbriefs(scope)
        .filter(initiative__state="running")
        .filter((coming & ~Q(unit__in=scope.leads_directly)) | promised)
        .order_by(F("due").asc(nulls_last=True), "unit__sort_key", "pk")[: 2 * MOST_SOON]
    )
    soon: list[Row] = []
    own: dict[UUID, Row] = {}
    nearest: dict[UUID, str] = {}
    for one in found:
        state = shown_state_of(one, today)
        if one.unit_id in scope.leads_directly and not one.accepted_id:
            nearest[one.initiative_id] = one.unit.path
            own[one.initiative_id] = Row(
                one.get_absolute_url(),
                _("The backbrief from"),
                one.unit.name,
                str(state.word),
                shape=state.shape,
            )
        elif one.accepted_id and one.unit.path in above:
            if len(one.unit.path) > len(nearest.get(one.initiative_id, "")):
                nearest[one.initiative_id] = one.unit.path
                own[one.initiative_id] = Row(
                    one.get_absolute_url(),
                    _("Read your workplace's backbrief")
                    if one.unit.path in scope.posts
                    else _("Read the backbrief from"),
                    one.unit.name,
                    one.initiative.title,
                    shape=state.shape,
                )
        elif len(soon) < MOST_SOON:
            soon.append(
                Row(
                    one.get_absolute_url(),
                    _("The backbrief from"),
                    one.unit.name,
                    str(STATES[one.state].word),
                    say_due(one.due, today),
                    shape=STATES[one.state].shape,
                )
            )
    return soon, own


# -- what I follow ---------------------------------------------------------------------------------------------


def read_initiatives(scope: Scope, turns: list[Turn]) -> dict[UUID, Initiative]:
    """Those I stand behind, those my branch or workplace takes part in, and those it is my turn with."""
    above = brief_rules.workplaces(scope)
    branches = scope.led + scope.branches(*brief_rules.READERS)
    part = Participation.objects.filter(initiative=OuterRef("pk")).filter(
        in_branches("unit__path", branches) | Q(unit__path__in=above)
    )
    mine = Q(pk__in=[turn.object_id for turn in turns if turn.object_type == "initiatives.initiative"])
    found = (
        Initiative.objects.visible_to(scope)
        .filter(mine | (Q(state="running") & (Q(sponsor__in=scope.people) | Q(Exists(part)))))
        .defer("playbook_text")
        .order_by("sort_key")
    )
    return {one.pk: one for one in found}


def read_own_plans(scope: Scope, initiatives: list[Initiative]) -> list[Plan]:
    """The plans that have begun at the workplace I lead or work in, the nearest for each initiative. One query."""
    here = brief_rules.workplaces(scope) | set(scope.led)
    if not initiatives or not here:
        return []
    found = (
        Plan.objects.filter(initiative__in=initiatives, is_central=False, unit__path__in=here)
        .exclude(begun_at=None)
        .select_related("unit", "initiative")
        .defer("initiative__playbook_text")
        .order_by("initiative__sort_key", "-unit__path")
    )
    nearest: dict[UUID, Plan] = {}
    for plan in found:
        nearest.setdefault(plan.initiative_id, plan)
    return list(nearest.values())


def plan_row(plan: Plan) -> Row:
    return Row(
        plan.get_absolute_url(),
        _("The plan of %(unit)s") % {"unit": plan.unit.name},
        who=plan.initiative.title,
        shape="half",
    )


def propose_url(plans: list[Plan]) -> str:
    """With one plan straight to the form; with several to the plans of the nearest unit, to choose between."""
    if not plans:
        return ""
    if len(plans) == 1:
        return reverse("plans:propose", args=[plans[0].pk])
    nearest = max(plans, key=lambda plan: len(plan.unit.path))
    return reverse("plans:unit_plans", args=[nearest.unit_id])


def followed(initiatives: list[Initiative], scope: Scope, today: date, *, told: set[UUID]) -> list[Row]:
    """`told` are those whose only workplace here is in the list already."""
    if not initiatives:
        return []
    counted = tallies(scope, today, [one.pk for one in initiatives])
    rows = [(one, counted.get(one.pk, Tally())) for one in initiatives]
    return [_followed_row(one, tally) for one, tally in rows if tally.units > 1 or one.pk not in told]


def _followed_row(initiative: Initiative, tally: Tally) -> Row:
    if tally.units > 1:
        url = reverse("portal:line", args=[initiative.pk])
        return Row(url, initiative.title, who=say_answered(tally), shape=shape_of(tally))
    words = str(STATES[tally.counts[0][0]].word) if tally.units else ""
    shape = STATES[tally.counts[0][0]].shape if tally.units else "half"
    return Row(initiative.get_absolute_url(), initiative.title, who=words, shape=shape)


def say_answered(tally: Tally) -> str:
    """ "52 of 90 have answered, 7 are silent"."""
    said = _("%(answered)s of %(units)s have answered") % {"answered": tally.answered, "units": tally.units}
    if silent := tally.of("silent"):
        said += ngettext(", one is silent", ", %(n)s are silent", silent) % {"n": silent}
    return said


def shape_of(tally: Tally) -> str:
    """One shape for many workplaces: how far they are, or silent where at least half of them are."""
    if tally.units and tally.of("silent") * 2 >= tally.units:
        return "silent"
    if tally.units and tally.of("accepted") == tally.units:
        return "done"
    if tally.units and tally.answered == tally.units:
        return "full"
    return "empty" if tally.of("not_begun") == tally.units else "half"
