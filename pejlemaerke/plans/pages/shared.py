"""What several pages of the room show alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke.ui.dates import say_date, say_period

from ..models import Activity, Plan
from ..models.activities import Kind
from ..words import ACTIVITY_STATES, STAGE_STATES


@dataclass(frozen=True)
class Mark:
    """A word with a shape, as `{% state_mark %}` draws it."""

    word: str
    shape: str


def activity_mark(state: str) -> Mark:
    word, shape = ACTIVITY_STATES[state]
    return Mark(str(word), shape)


def mark_of(activity: Activity) -> Mark:
    """As `activity_mark`; a matter that MED has concluded is done (read `med_item` with it)."""
    if activity.med_item is not None and activity.med_item.state == "concluded" and activity.state != "held":
        return Mark(_("Concluded in MED"), "done")
    return activity_mark(activity.state)


def is_done(activity: Activity) -> bool:
    """Nothing more is expected of it."""
    return mark_of(activity).shape == "done"


def stage_mark(state: str) -> Mark:
    word, shape = STAGE_STATES[state]
    return Mark(str(word), shape)


def kind_word(kind: str) -> str:
    """The kind of an activity as it stands alone: "Workshop"."""
    return str(capfirst(Kind(kind).label))


def plan_title(plan: Plan) -> str:
    """ "The plan of Nord: Mere selvhjulpne dage", for where its initiative is not named beside it."""
    if plan.is_central:
        return plan.thread_title
    return _("The plan of %(unit)s: %(initiative)s") % {
        "unit": plan.unit.name, "initiative": plan.initiative.title,
    }  # fmt: skip


def say_when(activity: Any) -> str:
    """Its period in words, with the time of day where it has one; "" where nothing was said."""
    period = activity.period
    words = say_period(period) if period else ""
    clock = say_clock(activity.starts, activity.ends)
    return f"{words} {clock}" if clock else words


def say_day(activity: Any, today: date) -> str:
    """When it is, short, for a list: a day as one says it, else the words."""
    if activity.first is not None and activity.first == activity.last:
        clock = say_clock(activity.starts, activity.ends)
        return " ".join(part for part in (say_date(activity.first, today), clock) if part)
    return activity.period_text or _("No date yet")


def say_clock(starts: time | None, ends: time | None) -> str:
    """ "kl. 9.00–11.30", "9:00–11:30"."""
    if starts is None:
        return ""
    danish = (get_language() or "da").startswith("da")
    dot = "." if danish else ":"
    said = "–".join(f"{one.hour}{dot}{one.minute:02}" for one in (starts, ends) if one is not None)
    return f"kl. {said}" if danish else said


def say_responsible(activity: Activity) -> str:
    """Whose it is, in words: a person, a body, a role; "" for the leader."""
    if activity.responsible is not None:
        return activity.responsible.name
    if activity.body is not None:
        return activity.body.name
    return activity.responsible_words


def is_late(state: str, last: date | None, today: date) -> bool:
    return state in ("tentative", "confirmed") and last is not None and last < today


@dataclass(frozen=True)
class Row:
    """An activity in a list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    about: str
    who: str
    when: str
    shape: str
    late: bool
    word: str
    key: str = ""
    may_confirm: bool = False


#: What a row of an activity names, in one query.
ROW = ("responsible", "body", "med_item")


def rows(found: Iterable[Activity], today: date) -> tuple[Row, ...]:
    """The activities (with `ROW`) as rows of a list."""
    made = []
    for activity in found:
        mark = mark_of(activity)
        made.append(
            Row(
                reverse("plans:activity", args=[activity.pk]),
                activity.title,
                f"{kind_word(activity.kind)} · {mark.word.lower()}",
                say_responsible(activity),
                say_day(activity, today),
                mark.shape,
                not is_done(activity) and is_late(activity.state, activity.last, today),
                mark.word,
                str(activity.pk),
                activity.state == "tentative" and activity.first is not None,
            )
        )
    return tuple(made)


def language_of() -> str:
    """The language now active, as dates and playbooks know it: "da" or "en"."""
    return "da" if (get_language() or "da").startswith("da") else "en"
