"""What is known of the organisation, as the same snapshot a file gives."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from .models import Person, Post, Role, Unit
from .snapshot import PersonRow, PostRow, RoleRow, Snapshot, UnitRow, make_snapshot


def known_snapshot(organisation: UUID, *, on: date) -> Snapshot:
    """Open units, people who have or had a post, and the posts and imported roles not ended before `on`.

    What is given by hand (roles, seats, substitutes) is not in it, nor is somebody who only has a seat. Four
    queries.
    """
    mine = Q(organisation=organisation)
    not_ended = Q(last=None) | Q(last__gte=on)
    here = mine & Q(person__left_on=None)
    units = Unit.objects.live().filter(mine).values_list("key", "name", "parent__key", "level")
    people = Person.objects.here().filter(mine, Exists(Post.objects.filter(person=OuterRef("pk"))))
    posts = Post.objects.filter(here, not_ended).order_by("id")
    roles = Role.objects.filter(here, not_ended, imported=True).order_by("id")
    return make_snapshot(
        (UnitRow(key, name, parent or "", level) for key, name, parent, level in units),
        (PersonRow(*row) for row in people.values_list("key", "first_name", "last_name", "email")),
        (PostRow(*row) for row in posts.values_list("person__key", "unit__key", "title", "first", "last")),
        (RoleRow(*row) for row in roles.values_list("person__key", "unit__key", "kind", "first", "last")),
    )
