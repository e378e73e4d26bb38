"""What the pages of initiatives show, read in a number of queries that does not grow."""

from .decisions import Source, points_to_start_from, source_of, suggestions_from
from .groups import groups_of, read_group, read_groups
from .initiatives import read_initiative, read_list, say_understood
from .participants import group_by_branch, read_participants
from .risks import MOST_PLACES, places, read_risk, read_risks, risk_rows
from .timetable import read_known, read_timetable_page

__all__ = [
    "MOST_PLACES",
    "Source",
    "group_by_branch",
    "groups_of",
    "places",
    "points_to_start_from",
    "read_group",
    "read_groups",
    "read_initiative",
    "read_known",
    "read_list",
    "read_participants",
    "read_risk",
    "read_risks",
    "read_timetable_page",
    "risk_rows",
    "say_understood",
    "source_of",
    "suggestions_from",
]
