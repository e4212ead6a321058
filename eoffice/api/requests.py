"""What a view of the API is handed: a request whose sender is known."""

from django.http import HttpRequest

from eoffice.accounts.models import ApiToken, User
from eoffice.organisation.actor import Actor


class ApiRequest(HttpRequest):
    """A request behind `authenticate`; for annotations only, never made."""

    actor: Actor
    auth: User
    api_token: ApiToken | None
