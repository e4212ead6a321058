"""One lock for the shape of the organisation.

Changes of the tree and of terms are rare and touch each other (a move rewrites the
paths of a whole branch), so they queue behind one lock of the transaction; reading
never waits. Lock order of the house: organisation first, then rows.
"""

from typing import TypeVar
from uuid import UUID

from django.db import connection, models

from eoffice.errors import NotFound
from eoffice.row_versions import check_version

ORGANISATION_LOCK = 0x6F726761  # "orga"
Row = TypeVar("Row", bound=models.Model)


def lock_organisation() -> None:
    """Wait until nobody else changes the organisation; held until commit."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ORGANISATION_LOCK])


def locked_row(
    rows: models.QuerySet[Row], row_id: UUID, expected_version: int | None
) -> Row:
    """Return the row, locked, at the version the caller read (None: any).

    Raises:
        NotFound: no such row.
        Stale: somebody changed it since.
    """
    row = rows.select_for_update(no_key=True).filter(pk=row_id).first()
    if row is None:
        raise NotFound
    check_version(row, expected_version)  # type: ignore[arg-type]
    return row
