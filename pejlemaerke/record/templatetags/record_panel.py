"""What the shared panel needs to speak of turns and moments as people do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template

from pejlemaerke.ui.dates import say_moment

from ..models import Turn
from ..turns import ShownTurn, shown

register = template.Library()


@register.simple_tag(takes_context=True)
def whose_turn(context: template.Context, turns: Iterable[Turn]) -> list[ShownTurn]:
    """`{% whose_turn panel.turns as turns %}`: the turns in words for the reader of this page."""
    request: Any = context["request"]
    return shown(turns, request.scope, request.today)


@register.simple_tag(takes_context=True)
def said_moment(context: template.Context, moment: datetime) -> str:
    request: Any = context["request"]
    return say_moment(moment, request.today)
