"""Who can sign in, and what they may do."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.mail.actions import queue_letter

from ..models import Account, Person, Role, Unit


@transaction.atomic
def invite(person: Person, *, by: Actor, now: datetime) -> str:
    """An account that can sign in, and a letter with a link where they choose their password; gives the link.

    Somebody who came back under a new number takes over the account of their old address.
    """
    if not person.email or person.left_on:
        raise Refused(_("Only somebody who works here and has a work address can be invited."))
    account = Account.objects.filter(person=person).first()
    if account is None:
        account = Account.objects.filter(email=person.email.lower()).first()
        if account is None:
            account = Account.objects.create_for(person)
        elif account.person.left_on and account.person.organisation_id == by.organisation:
            account.person = person
        else:
            raise Refused(_("Another person already signs in with that address."))
    if not account.is_active:
        account.set_unusable_password()
    account.is_active = True
    account.save()
    link = _password_link(account)
    with override(person.language):
        words = {"name": person.first_name, "organisation": person.organisation.name, "address": link}
        queue_letter(
            organisation=by.organisation,
            to=account.email,
            subject=_("Your access to Pejlemærke at %(organisation)s") % words,
            body=render_to_string("organisation/invitation.txt", words),
            language=person.language,
            now=now,
        )
    record.write_event(person, "invited", by=by, now=now)
    return link


def _password_link(account: Account) -> str:
    """It works once; opening it changes nothing."""
    key = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    return settings.SITE_ADDRESS.rstrip("/") + reverse("account_reset_password_from_key", kwargs=key)


@transaction.atomic
def deactivate(person: Person, *, by: Actor, now: datetime) -> None:
    """They can no longer sign in, from their next click on. Nothing they wrote is touched."""
    closed = Account.objects.filter(person=person, is_active=True).update(is_active=False)
    if not closed:
        raise Conflict(_("The account is already closed."))
    record.write_event(person, "deactivated", by=by, now=now)


@transaction.atomic
def give_role(
    person: Person, *, unit: Unit, kind: str, by: Actor, now: datetime, first: date | None = None,
    last: date | None = None,
) -> Role:  # fmt: skip
    """A role at a unit and below, by hand: an import never touches it."""
    if person.left_on or unit.closed_on:
        raise Refused(_("A role needs somebody who works here, and a unit that is open."))
    try:
        with transaction.atomic():
            role: Role = Role.objects.create(
                organisation_id=by.organisation, person=person, unit=unit, kind=kind, first=first, last=last
            )
    except IntegrityError as error:
        raise Conflict(_("%(name)s already has that role here.") % {"name": person.name}) from error
    record.write_event(person, "role_given", by=by, now=now, note=f"{role.get_kind_display()} · {unit.name}")
    return role


@transaction.atomic
def withdraw_role(role: Role, *, today: date, by: Actor, now: datetime) -> None:
    """It ends at once; that it was held is kept."""
    ended = today - timedelta(days=1)
    live = Role.objects.live(today).filter(pk=role.pk, imported=False)
    if not live.update(last=ended):
        raise Conflict(_("The role has already ended."))
    note = f"{role.get_kind_display()} · {role.unit.name}"
    record.write_event(role.person, "role_withdrawn", by=by, now=now, note=note)
