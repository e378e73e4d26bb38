from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from pejlemaerke.core.ids import uuid7

from .people import Person


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> models.QuerySet[Account]:
        """The person comes along: every request asks for it."""
        return super().get_queryset().select_related("person__organisation")

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())

    def create_for(self, person: Person, *, password: str | None = None) -> Account:
        """An account for `person` under their work address; without a password until they choose one."""
        account = self.model(person=person, email=person.email)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """A sign-in. A person may lack one; an account never lacks a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="account")
    #: Always lower case, so that one address is one account.
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.person.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used: access is a `Scope`."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
