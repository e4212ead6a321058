"""Accounts as the administrator lists them, in a bounded number of queries."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from eoffice.accounts.models import User
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official, PositionDuty
from eoffice.organisation.queries.positions_held import (
    HeldPosition,
    positions_today,
    with_positions,
)

PAGE_LENGTH = 50
STATES = {
    "aktif": Q(is_active=True),
    "nonaktif": Q(is_active=False),
    "sementara": Q(must_change_password=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account, its official and what they hold today."""

    user: User
    official: Official | None
    seats: list[HeldPosition]

    @property
    def roles(self) -> list[str]:
        """Return the roles of the positions in words."""
        found = {duty for held in self.seats for duty in held.position.duties}
        return [str(label) for value, label in PositionDuty.choices if value in found]


def account_page(
    actor: Actor | None, *, words: str, state: str, number: str
) -> Page[AccountRow]:
    """Return a page of accounts by words of name, NIP or account name.

    Raises:
        NotFound: not an administrator.
    """
    access.require_administrator(actor)
    rows = User.objects.filter(STATES.get(state, Q())).order_by("username")
    for word in words.split():
        rows = rows.filter(
            Q(username__icontains=word)
            | Q(official__name__icontains=word)
            | Q(official__nip__icontains=word)
        )
    page: Page[Any] = Paginator(rows, PAGE_LENGTH).get_page(number)
    page.object_list = rows_of(list(page.object_list))
    return page


def rows_of(users: list[User]) -> list[AccountRow]:
    """Return the accounts with their officials and positions (four queries)."""
    people = with_positions(Official.objects.filter(user__in=users))
    by_user = {official.user_id: official for official in people}
    return [_row(user, by_user.get(user.pk)) for user in users]


def _row(user: User, official: Official | None) -> AccountRow:
    positions = positions_today(official) if official else []
    return AccountRow(user=user, official=official, seats=positions)


def account_of(actor: Actor | None, user_id: UUID) -> AccountRow:
    """Return one account.

    Raises:
        NotFound: not an administrator, or unknown.
    """
    access.require_administrator(actor)
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound
    return rows_of([user])[0]
