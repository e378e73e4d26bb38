from __future__ import annotations

from typing import Any, cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pejlemaerke.briefs.rules import branches_read, workplaces
from pejlemaerke.core.models import Row
from pejlemaerke.core.periods import Period, Precision
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.meetings.rules import committees
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.models.units import in_branches

from .. import rules


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, scope: Any) -> PlanQuerySet:
        """The central plan of what has started is open to everybody. A workplace's own: its people (those of units
        below it too), the line above, MED over it, the readers of the branch, and bodies that own something in it."""
        return self.filter(organisation=scope.organisation).filter(
            Q(is_central=True, initiative__state__in=("running", "closed"))
            | in_branches("unit__path", branches_read(scope))
            | Q(unit__path__in=workplaces(scope))
            | Q(pk__in=_with_part_for(scope))
            | Q(pk__in=_with_voice_for(scope))
        )


def _with_voice_for(scope: Any) -> Any:
    """Plans laid before this person as one of a leadership group: nobody approves what they may not read."""
    from .approvals import ApprovalVoice

    voices = ApprovalVoice.objects.filter(organisation=scope.organisation, person__in=scope.people)
    return voices.values("round__plan")


def _with_part_for(scope: Any) -> Any:
    """Plans in which something is this person's, or is owned or held by a body they sit in."""
    from .activities import Activity

    bodies = committees(scope)
    return Activity.objects.filter(
        Q(responsible__in=scope.people) | Q(body__in=bodies) | Q(co_host__in=bodies),
        organisation=scope.organisation,
    ).values("plan")


class Plan(Row):
    """What an initiative, or a workplace in it, does when. Suggestions of the playbook stand beside it until taken."""

    life = rules.PLAN
    thread_related = ("unit", "initiative")
    #: They stand on the plan's page.
    trail_leaves_out = ("plans.activity", "plans.planstage")

    state = models.CharField(max_length=20)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="plans")
    #: The workplace; for the central plan the initiative's own unit.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    is_central = models.BooleanField(default=False)
    #: When its leader first took something into it; until then it holds nothing.
    begun_at = models.DateTimeField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    pause_reason = models.TextField(blank=True)
    #: Paused together with the whole initiative, and taken up again with it.
    paused_centrally = models.BooleanField(default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "initiative", "unit", "is_central"], name="plan_one_a_unit"
            )
        ]
        indexes = [models.Index(fields=["organisation", "unit"], name="plan_of_unit")]

    def __str__(self) -> str:
        return self.unit.name

    @property
    def thread_title(self) -> str:
        """ "The plan of Nord"; the central one goes by its initiative."""
        if self.is_central:
            return _t("Central plan: %(initiative)s") % {"initiative": self.initiative.title}
        return _t("The plan of %(unit)s") % {"unit": self.unit.name}

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])


class PlanStageQuerySet(models.QuerySet["PlanStage"]):
    def visible_to(self, scope: Any) -> PlanStageQuerySet:
        """As its plan."""
        return self.filter(
            organisation=scope.organisation, plan__in=Plan.objects.visible_to(scope).values("pk")
        )


class PlanStage(Row):
    """A stage of the playbook as it runs in one plan. It opens when *its* criteria are met, whatever others do."""

    life = rules.STAGE
    turn_related = ("plan__initiative", "plan__unit")

    state = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="stages")
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    period_text = models.CharField(max_length=200, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    #: Opened although something was missing: by whom, why, and what. It stays visible.
    override_reason = models.TextField(blank=True)
    override_by_name = models.CharField(max_length=200, blank=True)
    override_missing = models.JSONField(default=list, blank=True)

    objects = PlanStageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "plan", "key"], name="plan_stage_once"),
            models.CheckConstraint(
                condition=Q(first=None) | Q(last=None) | Q(last__gte=models.F("first")),
                name="plan_stage_dates",
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:stage", args=[self.plan_id, self.key])


class PlanStart(Row):
    """The laying out of the plans of an initiative: a job with progress. One for each initiative."""

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="plan_start")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.done} / {self.total}"


class SetAside(Row):
    """A suggestion the leader has said no to. It can be taken up again."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="set_aside")
    item = models.CharField(max_length=60)
    at = models.DateTimeField()
    by_person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "plan", "item"], name="set_aside_once")
        ]

    def __str__(self) -> str:
        return self.item


def period_of(row: Any) -> Period | None:
    """The period kept in a row's `period_text`, `first`, `last` and `precision`; None where there is none."""
    if not row.period_text and row.first is None:
        return None
    precision = getattr(row, "precision", "") or ("range" if row.first else "unreadable")
    return Period(row.period_text, row.first, row.last, cast(Precision, precision))
