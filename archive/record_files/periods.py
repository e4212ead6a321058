"""Kurun waktu: from the year of a file's first record to that of its last.

PP 28/2012 Ps 42 (5) puts it on daftar berkas. A file is often opened after its first
record was written; only one without records is told by its own days.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Min

from archive.record_files.models import RecordFile
from archive.records.models import Record


def periods_of(files: Iterable[RecordFile]) -> dict[UUID, str]:
    """Return the years of each file as its list prints them; one query for all."""
    given = list(files)
    rows = Record.objects.filter(record_file__in=[one.pk for one in given]).order_by()
    days = rows.values("record_file").annotate(
        first=Min("record_date"), last=Max("record_date")
    )
    inside = {row["record_file"]: (row["first"], row["last"]) for row in days}
    return {one.pk: _years(one, *inside.get(one.pk, (None, None))) for one in given}


def _years(record_file: RecordFile, *days: date | None) -> str:
    own = (record_file.opened_on, record_file.activity_ended_on)
    told = [day for day in days if day] or [day for day in own if day]
    years = [day.year for day in told]
    return "-".join(str(one) for one in sorted({min(years), max(years)}))
