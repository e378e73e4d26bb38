from .activities import Activity, Hours, Product, Series, Service, Waits
from .approvals import ApprovalRound, ApprovalVoice
from .feeds import CalendarFeed
from .plans import Plan, PlanStage, PlanStart, SetAside
from .said import ChecklistAnswer, PhasePaper, Proposal

__all__ = [
    "Activity",
    "ApprovalRound",
    "ApprovalVoice",
    "CalendarFeed",
    "ChecklistAnswer",
    "Hours",
    "PhasePaper",
    "Plan",
    "PlanStage",
    "PlanStart",
    "Product",
    "Proposal",
    "Series",
    "Service",
    "SetAside",
    "Waits",
]
