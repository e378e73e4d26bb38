from .backbriefs import Backbrief, CoWriter, Revision, Section
from .briefs import Brief, BriefRevision
from .said import Comment, CommitteeView, Review
from .subtasks import SubtaskLife

__all__ = [
    "Backbrief",
    "Brief",
    "BriefRevision",
    "CoWriter",
    "Comment",
    "CommitteeView",
    "Review",
    "Revision",
    "Section",
    "SubtaskLife",
]
