"""What of the archive waits for a person on Beranda, asked for in one query.

Each source names the ids that may wait for the person; they are asked for together,
and only a source that has any is asked for its rows. So a page that everybody opens
first costs one query for the archive, however many rooms put rows there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from archive.admin.classification.queue import review_rows, waiting_reviews
from archive.admin.custody.queue import move_rows, waiting_moves
from archive.admin.disposal.queue import disposal_rows, waiting_lists
from archive.admin.grants.queue import grant_rows, waiting_grants
from archive.admin.loans.queue import loan_rows, waiting_loans
from archive.admin.programmes.queue import duty_rows, waiting_duties
from archive.admin.reviews.queue import file_review_rows, waiting_file_reviews
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QUEUE_LIMIT, QueueItem


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSource:
    """What may wait (nothing: it is no business of the person), and its rows."""

    name: str
    waiting: Callable[[Actor], QuerySet[Any] | None]
    rows: Callable[[Actor, Sequence[UUID]], list[QueueItem]]


SOURCES = (
    WaitingSource(name="list", waiting=waiting_lists, rows=disposal_rows),
    WaitingSource(name="move", waiting=waiting_moves, rows=move_rows),
    WaitingSource(name="review", waiting=waiting_file_reviews, rows=file_review_rows),
    WaitingSource(name="loan", waiting=waiting_loans, rows=loan_rows),
    WaitingSource(name="grant", waiting=waiting_grants, rows=grant_rows),
    WaitingSource(name="class", waiting=waiting_reviews, rows=review_rows),
    WaitingSource(name="duty", waiting=waiting_duties, rows=duty_rows),
)


def waiting_items(actor: Actor, _today: date) -> list[QueueItem]:
    """Return the rows of all sources, each as many as the queue shows."""
    parts = []
    for source in SOURCES:
        if (rows := source.waiting(actor)) is not None:
            kind = Value(source.name, output_field=CharField())
            named = rows.order_by("pk").annotate(waiting_kind=kind)
            parts.append(named.values_list("waiting_kind", "pk")[:QUEUE_LIMIT])
    if not parts:
        return []
    first, *others = parts
    found: dict[str, list[UUID]] = {}
    for kind_name, pk in first.union(*others, all=True):
        found.setdefault(kind_name, []).append(pk)
    return [
        item
        for source in SOURCES
        if (ids := found.get(source.name))
        for item in source.rows(actor, ids)
    ]
