"""A letter to people who work here, each in their own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from pejlemaerke.core.actor import Actor
from pejlemaerke.mail.actions import queue_letter

from .models import Person

#: Gives (subject, body) in the language now active.
Wording = Callable[[], tuple[str, str]]


def write_to(people: Iterable[Person], wording: Wording, *, by: Actor, now: datetime) -> None:
    """Queue it for each of them, but never for the one who did it."""
    for person in people:
        if by.is_person(person.pk):
            continue
        with translation.override(person.language):
            subject, body = wording()
            greeting = _("Dear %(name)s") % {"name": person.first_name}
            queue_letter(
                organisation=by.organisation,
                to=person.email,
                subject=subject,
                body=f"{greeting}\n\n{body}\n",
                language=person.language,
                now=now,
            )


def link_to(url: str) -> str:
    """The whole address of one of our pages."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{url}"
