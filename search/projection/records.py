"""From the rows of every kind to search records, one batch or all of them.

Nothing else reads rows for the index. Access tokens are taken as the operations have
written them on the row, so the index and the lists answer the same.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from search.document import SearchRecord
from search.kinds import KINDS

# Whole texts of letters lie in memory meanwhile.
BATCH = 200


def present_version() -> int:
    """A version that grows with time: microseconds of the database's clock.

    Taken before the rows are read, so a record never claims to be newer than it is;
    a change of rights alone does not move a row's own version.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1e6)::bigint")
        return int(cursor.fetchone()[0])


def rows_of(kind: str) -> QuerySet[Any]:
    """Rows of a kind, with all that a search record needs, oldest first."""
    return KINDS[kind].rows().order_by("pk")


def records_of(kind: str, ids: Iterable[UUID], version: int) -> list[SearchRecord]:
    """Search records of the rows that are there; gone ones are left out."""
    rows = rows_of(kind).filter(pk__in=ids)
    return [KINDS[kind].document(row, version) for row in rows]


def all_records() -> Iterator[SearchRecord]:
    """Every row of every kind, by ranges of ids; memory stays flat."""
    for kind in KINDS.values():
        last: UUID | None = None
        while True:
            version = present_version()
            rows = rows_of(kind.name)
            batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
            yield from (kind.document(row, version) for row in batch)
            if len(batch) < BATCH:
                break
            last = batch[-1].pk


def count_all() -> int:
    """How many records a rebuild will write."""
    return sum(rows_of(kind).count() for kind in KINDS)
