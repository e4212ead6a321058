"""What changes if a draft comes into force: how many files, which way, and which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from archive.record_files.models import RecordFile
from archive.retention.versions import ScheduleVersion
from archive.schedules.models import ChangeKind
from archive.schedules.moving import DRAFTED, MOVED, NOBODY

SHOWN = 100  # files of a kind
#: What ends sooner or otherwise: never without a person who saw how many.
SOONER = (ChangeKind.EARLIER, ChangeKind.FATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """Counts of files by kind; `sooner` are those that must be confirmed."""

    counts: dict[str, int]

    @property
    def sooner(self) -> int:
        """Return how many files end earlier or otherwise than now."""
        return sum(self.counts.get(kind, 0) for kind in SOONER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFile:
    """One file with its last day now and then; nothing: the event is awaited."""

    record_file: RecordFile
    before: date | None
    after: date | None


def simulate(version: ScheduleVersion) -> Simulation:
    """Count what the draft would move; reads all files of changed codes once."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH target AS ({DRAFTED}) SELECT kind, count(*) FROM ({MOVED}) m"  # noqa: S608  own text, no input
            " GROUP BY kind",
            {"version": version.pk, "nobody": NOBODY},
        )
        return Simulation(counts=dict(cursor.fetchall()))


def moved_files(version: ScheduleVersion, kind: ChangeKind) -> Sequence[MovedFile]:
    """Return the first files that the draft would move so."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH target AS ({DRAFTED}) SELECT id, old_until, inactive_until"  # noqa: S608  own text, no input
            f" FROM ({MOVED}) m WHERE kind = %(kind)s ORDER BY id LIMIT {SHOWN}",
            {"version": version.pk, "nobody": NOBODY, "kind": kind},
        )
        rows: list[tuple[UUID, date | None, date | None]] = cursor.fetchall()
    files = RecordFile.objects.select_related("unit", "classification")
    known = files.defer("classification__name").in_bulk([pk for pk, *_days in rows])
    return [
        MovedFile(record_file=known[pk], before=before, after=after)
        for pk, before, after in rows
        if pk in known
    ]
