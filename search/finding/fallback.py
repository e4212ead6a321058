"""A plain list from the database while the engine is away: titles and numbers only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from eoffice.organisation.actor import Actor
from search.finding.access import visible_to
from search.kinds import KINDS, Kind
from workflow.security_class import SecurityClass

LIMIT = 20
# Each word is one more search through every row.
MAX_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainHit:
    """A letter or record by what its list shows."""

    kind: str
    id: str
    number: str
    subject: str
    sender: str
    date: date | None
    security_class: str


def plain_list(actor: Actor | None, text: str) -> list[PlainHit]:
    """Return the newest of each kind whose subject, number or sender has the words."""
    words = text.split()[:MAX_WORDS]
    return [
        _hit(kind, row)
        for kind in KINDS.values()
        for row in _narrowed(kind, visible_to(actor, kind.name), words)
    ]


def _narrowed(kind: Kind[Any], rows: QuerySet, words: list[str]) -> QuerySet:
    listed = kind.listed_by
    fields = [name for name in (listed.subject, listed.number, listed.sender) if name]
    for word in words:
        named = Q()
        for field in fields:
            named |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(named)
    # ids grow with time (UUID version 7): the newest without an index of its own
    return rows.order_by("-id")[:LIMIT]


def _hit(kind: Kind[Any], row: Any) -> PlainHit:
    listed = kind.listed_by

    def shown(field: str) -> str:
        return str(getattr(row, field)) if field else ""

    return PlainHit(
        kind=kind.name,
        id=str(row.pk),
        number=shown(listed.number),
        subject=shown(listed.subject),
        sender=shown(listed.sender),
        date=getattr(row, listed.day),
        security_class=shown(listed.security_class) or SecurityClass.BIASA,
    )
