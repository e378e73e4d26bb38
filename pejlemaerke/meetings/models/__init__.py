from .med import MedItem
from .meetings import AgendaItem, DecidedPoint, Meeting
from .memos import Attachment, Memo, MemoRevision, MemoSection
from .minutes import Correction, Minutes

__all__ = [
    "AgendaItem",
    "Attachment",
    "Correction",
    "DecidedPoint",
    "MedItem",
    "Meeting",
    "Memo",
    "MemoRevision",
    "MemoSection",
    "Minutes",
]
