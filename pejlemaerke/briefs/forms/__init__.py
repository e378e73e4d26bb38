from .briefs import BriefForm, ReissueForm
from .said import AnswerForm, CommentForm, CoWriterForm, FileForm, NextRevisionForm, StillHoldsForm, ViewForm
from .sections import SectionForm, form_for
from .subtasks import SubtasksForm

__all__ = [
    "AnswerForm",
    "BriefForm",
    "CoWriterForm",
    "CommentForm",
    "FileForm",
    "NextRevisionForm",
    "ReissueForm",
    "SectionForm",
    "StillHoldsForm",
    "SubtasksForm",
    "ViewForm",
    "form_for",
]
