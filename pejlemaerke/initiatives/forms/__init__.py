from .groups import GroupForm, PeopleForm
from .initiatives import CloseForm, EarlierDecisionForm, InitiativeForm
from .risks import CloseRiskForm, RiskForm
from .timetable import TimetableForm

__all__ = [
    "CloseForm",
    "CloseRiskForm",
    "EarlierDecisionForm",
    "GroupForm",
    "InitiativeForm",
    "PeopleForm",
    "RiskForm",
    "TimetableForm",
]
