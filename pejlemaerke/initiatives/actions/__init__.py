"""Every write to an initiative, by subject."""

from .groups import add_members, form_group, take_out
from .initiatives import (
    close_initiative,
    create_initiative,
    drop_initiative,
    edit_initiative,
    set_earlier_decision,
    set_participants,
    start_initiative,
)
from .risks import add_risk, close_risk, edit_risk, reopen_risk, take_suggested
from .timing import TimingValue, clear_timing, save_timetable, set_timing

__all__ = [
    "TimingValue",
    "add_members",
    "add_risk",
    "clear_timing",
    "close_initiative",
    "close_risk",
    "create_initiative",
    "drop_initiative",
    "edit_initiative",
    "edit_risk",
    "form_group",
    "reopen_risk",
    "save_timetable",
    "set_earlier_decision",
    "set_participants",
    "set_timing",
    "start_initiative",
    "take_out",
    "take_suggested",
]
