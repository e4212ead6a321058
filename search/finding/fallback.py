"""A plain list from the database while the engine is away: titles and numbers only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from eoffice.organisation.actor import Actor
from search.finding.access import visible_to

LIMIT = 20
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
    letters = _narrowed(visible_to(actor, "letter"), words, ("subject", "number"))
    incoming = _narrowed(
        visible_to(actor, "incoming"), words, ("subject", "number", "sender")
    )
    records = _narrowed(
        visible_to(actor, "record"), words, ("subject", "number", "party")
    )
    return [
        *(_hit("letter", o, o.letter_date, "") for o in letters),
        *(_hit("incoming", o, o.letter_date, o.sender) for o in incoming),
        *(_hit("record", o, o.record_date, o.party) for o in records),
    ]


def _narrowed(rows: QuerySet, words: list[str], fields: tuple[str, ...]) -> QuerySet:
    for word in words:
        named = Q()
        for field in fields:
            named |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(named)
    return rows.order_by("-id")[:LIMIT]


def _hit(kind: str, one: object, day: date | None, sender: str) -> PlainHit:
    return PlainHit(
        kind=kind,
        id=str(one.pk),  # type: ignore[attr-defined]
        number=one.number,  # type: ignore[attr-defined]
        subject=one.subject,  # type: ignore[attr-defined]
        sender=sender,
        date=day,
        security_class=one.security_class,  # type: ignore[attr-defined]
    )
