"""The timetable in words."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke.playbooks.schema import Playbook

from .timetable import Fault


def say_fault(fault: Fault, playbook: Playbook) -> str:
    """One sentence that says what is wrong and what to do."""
    language = get_language() or "da"
    stage = playbook.stage(fault.stage).title.in_language(language)
    if fault.code == "ends_before_start":
        return _("“%(stage)s” ends before it begins. Change one of the two days.") % {"stage": stage}
    other = playbook.stage(fault.other).title.in_language(language)
    return _("“%(stage)s” begins before “%(other)s”, which it follows. Change one of the two.") % {
        "stage": stage,
        "other": other,
    }
