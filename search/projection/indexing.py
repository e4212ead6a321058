"""Bringing the index up to the database: one change at a time, or all again.

The index is a projection: a record is always built from the present row, and taken
out when the row is gone. So events may come twice, late or in another order.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from eoffice.database.session_locks import try_session_lock
from eoffice.errors import ServiceDown
from search.chosen_engine import engine
from search.engines.contract import Deletion, SearchUnavailable, WriteReport
from search.projection.groups import with_their_letters
from search.projection.records import all_records, present_version, records_of

REBUILDING = "search.rebuild"  # the lock of whoever builds


def index_targets(targets: Mapping[str, set[UUID]]) -> None:
    """Write the named rows to the index as they are now, with all their faces.

    Raises:
        SearchUnavailable: the engine is away; the outbox tries again.
        RefusedByIndex: the engine would not take a record (a fault of ours).
    """
    version = present_version()
    wider, groups = with_their_letters(targets)
    records = [
        one
        for kind, ids in wider.items()
        for one in records_of(kind, ids, version, groups)
    ]
    there = {record.id for record in records}
    wanted = {str(pk) for ids in wider.values() for pk in ids}
    gone = [Deletion(id=pk, version=version) for pk in sorted(wanted - there)]
    chosen = engine()
    if records:
        _check(_with_index(lambda: chosen.index(records)))
    if gone:
        _check(_with_index(lambda: chosen.delete(gone)))


def rebuild_index(progress: Callable[[int], None] | None = None) -> int:
    """Build the whole index again beside the old one and swap; return its records.

    Raises:
        RebuildUnderWay: another process builds it; each would drop the other's half.
        SearchUnavailable: the engine is away.
    """
    with try_session_lock(REBUILDING) as is_ours:
        if not is_ours:
            raise RebuildUnderWay
        return engine().rebuild(all_records(), progress)


class RebuildUnderWay(ServiceDown):
    """Another process builds the index at this moment."""

    code = "rebuild_under_way"
    message = _("The index is being built by another process. Try again later.")


class RefusedByIndex(Exception):
    """The index refused records; the names are kinds of fault, never content."""


def _with_index(write: Callable[[], WriteReport]) -> WriteReport:
    """Write; a fresh installation has no index yet, so make it and try once more."""
    try:
        report = write()
    except SearchUnavailable:
        engine().prepare()
        return write()
    if any("index_not_found" in fault for _, fault in report.failed):
        engine().prepare()
        report = write()
    return report


def _check(report: WriteReport) -> None:
    if report.failed:
        faults = ", ".join(sorted({fault for _, fault in report.failed}))
        raise RefusedByIndex(faults)
