"""How allauth behaves here: no self-service accounts, one login page, our counts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from eoffice.accounts.attempts import begin_attempt
from eoffice.accounts.devices import remember_device


class OfficeAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator, never by a visitor."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt, by the account that is meant (`attempts.py`)."""
        attempt = begin_attempt(request, str(credentials.get("username", "")))
        self._login_failed_rl_usage = attempt  # allauth gives it back on success
        if not attempt:
            raise self.validation_error("too_many_login_attempts")

    def post_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse:
        """Remember the device that this account logged in from."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_device(request, response, user.pk)
        return response
