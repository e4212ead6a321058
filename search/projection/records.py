"""From the rows of every kind to search records, one batch or all of them.

Nothing else reads rows for the index. Access tokens are taken as the operations have
written them on the row, so the index and the lists answer the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from search.document import SearchRecord
from search.kinds import KINDS, Kind
from search.projection.groups import Groups, groups_of

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


def records_of(
    kind: str, ids: Iterable[UUID], version: int, groups: Groups | None = None
) -> list[SearchRecord]:
    """Search records of the rows that are there; gone ones are left out.

    `groups` are the letters they are faces of, where those were read already.
    """
    rows = list(rows_of(kind).filter(pk__in=ids))
    return _documents(KINDS[kind], rows, version, groups)


def _documents(
    kind: Kind[Any], rows: list[Any], version: int, groups: Groups | None = None
) -> list[SearchRecord]:
    keys = {row.pk: kind.of_letter.key(row) for row in rows}
    if groups is None:
        groups = groups_of(set(keys.values()))
    return [
        replace(
            kind.document(row, version),
            letter_key=str(keys[row.pk]),
            behind=groups.behind(keys[row.pk], row.pk),
        )
        for row in rows
    ]


def all_records() -> Iterator[SearchRecord]:
    """Every row of every kind, by ranges of ids; memory stays flat."""
    for kind in KINDS.values():
        last: UUID | None = None
        while True:
            version = present_version()
            rows = rows_of(kind.name)
            batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
            yield from _documents(kind, batch, version)
            if len(batch) < BATCH:
                break
            last = batch[-1].pk


def count_all() -> int:
    """How many records a rebuild will write."""
    return sum(rows_of(kind).count() for kind in KINDS)
