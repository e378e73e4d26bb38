"""What the next page says about what was just done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, sentence: str, *, undo_url: str = "", kind: int = messages.SUCCESS) -> None:
    """Shows one sentence on the next page. With `undo_url`, a button "Undo" posts there for ten seconds.

    The ten seconds are a courtesy of the page (they wait while the button has focus); the view behind the url
    decides for itself whether undoing is still possible.
    """
    messages.add_message(request, kind, sentence, extra_tags=f"undo:{undo_url}" if undo_url else "")
