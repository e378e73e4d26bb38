"""The process evaluation and the sketch of the next phase: written together, presented, seen, and carried on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.briefs import actions as briefs
from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.access import superior_of

from ..models import PhasePaper, Plan
from ..words import say_paper
from .shared import claim, stand_in_line


class PaperConflict(Conflict):
    """Two people wrote in the same paper. Carries it as the other one saved it."""

    def __init__(self, theirs: PhasePaper) -> None:
        super().__init__(
            _("%(name)s saved it while you were writing.") % {"name": theirs.saved_by_name or _("Somebody")}
        )
        self.theirs = theirs


@transaction.atomic
def begin_paper(plan: Plan, *, kind: str, stage: str, by: Actor, now: datetime) -> PhasePaper:
    """Begin the evaluation of a stage or the sketch of what follows it; the one there is, if somebody was first."""
    asked = next((one for one in plan.initiative.playbook.stages if one.key == stage), None)
    if asked is None or not (asked.evaluation if kind == "evaluation" else asked.sketch):
        raise Refused(_("The playbook asks for none after this stage."))
    claim(plan)
    own = plan.stages.filter(key=stage).first()
    paper = PhasePaper(
        organisation_id=plan.organisation_id,
        plan=plan,
        kind=kind,
        stage=stage,
        title=say_paper(kind, asked, get_language() or "da")[:300],
        due=own.last if own else None,
    )
    try:
        with transaction.atomic():
            record.begin(paper, by=by, now=now, verb="began", cause=plan)
    except IntegrityError:
        return PhasePaper.objects.get(plan=plan, kind=kind, stage=stage)
    return paper


@transaction.atomic
def save_paper(
    paper: PhasePaper, answers: Mapping[str, str], *, conclusion: str, version: int, by: Actor, now: datetime
) -> PhasePaper:
    """Autosave; records no event. PaperConflict, with what the other one wrote, if it was saved since `version`."""
    writers = [*paper.writers, by.name] if by.name not in paper.writers else paper.writers
    values = {
        "answers": dict(answers),
        "conclusion": conclusion,
        "saved_at": now,
        "saved_by_name": by.name,
        "writers": writers,
    }
    updated = PhasePaper.objects.filter(pk=paper.pk, version=version, state="writing").update(
        version=version + 1, **values
    )
    if not updated:
        theirs = PhasePaper.objects.get(pk=paper.pk)
        if theirs.state != "writing":
            raise Refused(_("It is finished. The leader can open it again until it has been presented."))
        raise PaperConflict(theirs)
    for name, value in values.items():
        setattr(paper, name, value)
    paper.version = version + 1
    return paper


@transaction.atomic
def finish_paper(paper: PhasePaper, *, by: Actor, now: datetime) -> None:
    """Writing → written. An evaluation needs its conclusion, a sketch at least one answer."""
    stand_in_line(paper.plan)
    if paper.kind == "evaluation" and not paper.conclusion.strip():
        raise Refused(_("Write the conclusion: what you take with you from this phase."))
    if not any(text.strip() for text in paper.answers.values()) and not paper.conclusion.strip():
        raise Refused(_("Nothing has been written yet."))
    record.move(paper, "written", by=by, now=now, verb="written")


@transaction.atomic
def reopen_paper(paper: PhasePaper, *, by: Actor, now: datetime) -> None:
    """Written → writing, until it has been presented."""
    stand_in_line(paper.plan)
    record.move(paper, "writing", by=by, now=now, verb="reopened")


@transaction.atomic
def present_paper(paper: PhasePaper, *, by: Actor, now: datetime) -> None:
    """Written → presented to the leader of the nearest unit above. Refused at the top of the line."""
    plan = paper.plan
    stand_in_line(plan)
    above = superior_of(plan.unit.path, organisation=by.organisation, on=timezone.localdate(now))
    if above is None:
        raise Refused(_("There is no leader above to present it to."))
    record.move(paper, "presented", by=by, now=now, verb="presented", presented_to_id=above, presented_at=now)


@transaction.atomic
def see_paper(paper: PhasePaper, *, by: Actor, now: datetime, note: str = "") -> None:
    """The superior has seen it, perhaps with a word back."""
    stand_in_line(paper.plan)
    note = note.strip()
    record.move(
        paper,
        "seen",
        by=by,
        now=now,
        verb="seen",
        note=note,
        seen_at=now,
        seen_by_name=by.name,
        seen_note=note,
    )


@transaction.atomic
def open_next_phase(paper: PhasePaper, *, by: Actor, now: datetime) -> Backbrief:
    """A presented sketch opens the backbrief's next revision, and stands beside it while it is written."""
    if paper.kind != "sketch" or paper.state not in ("presented", "seen"):
        raise Refused(_("The sketch is presented before it becomes the next phase."))
    plan = paper.plan
    backbrief = plan.initiative.backbriefs.filter(unit=plan.unit_id).first()
    if backbrief is None:
        raise Refused(_("There is no backbrief to carry on."))
    stages = plan.initiative.playbook.stages
    following = next((stage for stage in stages if stage.after == paper.stage), None)
    phase = following.title.in_language(get_language() or "da") if following else paper.title
    briefs.open_revision(backbrief, kind="phase", phase=phase[:80], by=by, now=now, opening=opening_of(paper))
    record.link_all(paper, [backbrief], now=now)
    return backbrief


def opening_of(paper: PhasePaper) -> dict[str, object]:
    """The sketch as it stands beside the next revision: its title, and each question with its answer."""
    stage = paper.plan.initiative.playbook.stage(paper.stage)
    language = get_language() or "da"
    lines = [
        (line.text.in_language(language), paper.answers.get(line.key, "").strip()) for line in stage.sketch
    ]
    said = [[question, answer] for question, answer in lines if answer]
    if paper.conclusion.strip():
        said.append(["", paper.conclusion.strip()])
    return {"title": paper.title, "said": said}
