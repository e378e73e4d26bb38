"""Sign-in as allauth does it, with our limits: nobody signs up by themselves; an administrator invites."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


def typed_address(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """Whose sign-in it is, for counting wrong passwords: the address as typed, in lower case."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).strip().lower()


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False
