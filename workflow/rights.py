"""Rights to acts: each room's table of who may do what, asked in one way.

A room knows its own acts and hands its table to `Rights`; what may be *seen* is told
by the tokens of this moment (`workflow.tokens`). An act without an entry cannot be
asked for at all: closed, not open.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor

Thing = TypeVar("Thing", bound=Model)


class Rights:
    """The acts of a room and who has the right to each."""

    def __init__(self, table: Mapping[str, Callable[..., bool]]) -> None:
        self._table = dict(table)

    def may(self, actor: Actor | None, act: str, thing: object) -> bool:
        """Tell whether the person has the right to the act, whatever the state.

        Raises:
            KeyError: the room has no such act.
        """
        # Looked up first: a misspelt act fails for strangers too, and so in every test.
        rule = self._table[act]
        return actor is not None and rule(actor, thing)

    def require(self, actor: Actor | None, act: str, thing: object) -> None:
        """Raise NotFound unless the person has the right to the act.

        State is not asked here: operations check it, after the lock, and refuse with
        409 and the state.
        """
        if not self.may(actor, act, thing):
            raise NotFound


def one_of(queryset: QuerySet[Thing], pk: UUID | str) -> Thing:
    """Return the row among those the person may see.

    Raises:
        NotFound: unknown and forbidden alike, and what is no id at all.
    """
    try:
        found = queryset.filter(pk=pk).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise NotFound
    return found
