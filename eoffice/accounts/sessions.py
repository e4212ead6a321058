"""Ending sessions: of an account at once, or one of one's own devices."""

from collections.abc import Collection
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F

from eoffice.accounts.models import User
from eoffice.errors import NotFound


def end_sessions_of(user_ids: Collection[UUID]) -> int:
    """End every session of these accounts at its next request; return how many.

    Sessions carry the account's generation (`User.get_session_auth_hash`), so none
    has to be found, and none that was copied lives on.
    """
    accounts = User.objects.filter(pk__in=[pk for pk in user_ids if pk])
    return accounts.update(session_generation=F("session_generation") + 1)


@transaction.atomic
def end_own_session(*, user: User, session_id: int) -> None:
    """End one session of the person's own.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    rows = UserSession.objects.select_for_update(no_key=True)
    session = rows.filter(pk=session_id, user=user).first()
    if session is None:
        raise NotFound
    session.end()
