"""Somebody asks for a page."""

from __future__ import annotations

from django.test import Client

from pejlemaerke.organisation.models import Account, Person
from pejlemaerke.organisation.tests import factories as people


def as_(client: Client, person: Person) -> Client:
    """The client, signed in as `person`."""
    account = Account.objects.filter(person=person).first() or people.account(person)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client
