"""Intent from above: whose it is and the sentence, nearest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejlemaerke.initiatives.models import Initiative

from .models import Brief, BriefRevision

#: Follow these in one query to read two levels up from a brief.
WITH_ABOVE = (
    "current",
    "unit",
    "initiative",
    "made_from__backbrief__brief__current",
    "made_from__backbrief__brief__unit",
    "made_from__backbrief__brief__made_from__backbrief__brief__current",
    "made_from__backbrief__brief__made_from__backbrief__brief__unit",
)


@dataclass(frozen=True)
class Intent:
    """`whose` is a unit, a body that decided, or the initiative; `why` the "in order to" half."""

    whose: str
    sentence: str
    why: str = ""


def intents_above(brief: Brief) -> tuple[Intent, ...]:
    """What the two levels above the brief's own unit want; below the top, the decision or the initiative's why."""
    found: list[Intent] = []
    step: Brief | None = brief
    while step is not None and len(found) < 2:
        step = step.made_from.backbrief.brief if step.made_from else None
        if step is not None and step.current is not None:
            found.append(_of(step, step.current))
    if len(found) < 2:
        found.append(_origin(brief.initiative))
    return tuple(found)


def intents_for_backbrief(brief: Brief) -> tuple[Intent, ...]:
    """The leader's intent and intent two up, as the one who briefs back meets them."""
    own = (_of(brief, brief.current),) if brief.current else ()
    return (own + intents_above(brief))[:2]


def _of(brief: Brief, revision: BriefRevision) -> Intent:
    content = revision.content
    return Intent(brief.unit.name, content.what, content.in_order_to)


def _origin(initiative: Initiative) -> Intent:
    if initiative.decided_what:
        whose = _("%(who)s, %(when)s") % {"who": initiative.decided_by, "when": initiative.decided_when}
        return Intent(whose, initiative.decided_what)
    return Intent(initiative.title, initiative.why)
