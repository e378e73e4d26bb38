"""Every write to plans, by subject."""

from .activities import (
    add_activity,
    change_activity,
    confirm_activities,
    confirm_activity,
    drop_activity,
    make_tentative,
    set_waits,
)
from .approving import answer_approval, ask_approval
from .closing import close_held, close_not_held, reopen_activity
from .feeds import end_feed, make_feed
from .laying_out import ensure_plan, lay_out, start_initiative
from .laying_out_again import lay_out_again
from .moving import move_stage, pause_initiative, pause_plan, resume_initiative, resume_plan
from .papers import (
    PaperConflict,
    begin_paper,
    finish_paper,
    open_next_phase,
    present_paper,
    reopen_paper,
    save_paper,
    see_paper,
)
from .repeating import add_series
from .saying import (
    add_service,
    answer_checklist,
    answer_proposal,
    answer_questions,
    end_service,
    order_services,
    propose,
    take_up_service,
)
from .stages import end_stage, open_stage, override_stage
from .taking import bring_before_med, set_aside, take_proposal, take_subtasks, take_suggestions, take_up_again

__all__ = [
    "PaperConflict",
    "add_activity",
    "add_series",
    "add_service",
    "answer_approval",
    "answer_checklist",
    "answer_proposal",
    "answer_questions",
    "ask_approval",
    "begin_paper",
    "bring_before_med",
    "change_activity",
    "close_held",
    "close_not_held",
    "confirm_activities",
    "confirm_activity",
    "drop_activity",
    "end_feed",
    "end_service",
    "end_stage",
    "ensure_plan",
    "finish_paper",
    "lay_out",
    "lay_out_again",
    "make_feed",
    "make_tentative",
    "move_stage",
    "open_next_phase",
    "open_stage",
    "order_services",
    "override_stage",
    "pause_initiative",
    "pause_plan",
    "present_paper",
    "propose",
    "reopen_activity",
    "reopen_paper",
    "resume_initiative",
    "resume_plan",
    "save_paper",
    "see_paper",
    "set_aside",
    "set_waits",
    "start_initiative",
    "take_proposal",
    "take_subtasks",
    "take_suggestions",
    "take_up_again",
    "take_up_service",
]
