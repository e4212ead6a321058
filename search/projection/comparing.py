"""The index held against the database: missing things written, gone ones taken out.

Events bring every change to the index. A day of events may be lost all the same (a
folder removed, a server restored from yesterday): this finds it, in slices.
"""

import logging
from collections.abc import Iterator, Sequence
from uuid import UUID

from eoffice.outbox.rounds import Round, walk
from search.chosen_engine import engine
from search.kinds import KINDS
from search.projection.indexing import index_targets
from search.projection.records import count_all, rows_of
from search.tallies.counting import count
from search.tallies.models import TallyOf

logger = logging.getLogger(__name__)

COMPARE = "search.compare_index"  # the timed task, by its name
# `missing` of an engine takes at most a thousand.
AT_ONCE = 500


def compare_index() -> Round:
    """Bring index and database together; done counts batches that needed repair.

    Timed, daily, and soon after a service was away. Surplus is looked for only where
    the numbers differ when nothing is missing any more.

    Raises:
        SearchUnavailable: the engine is away; the clock begins again soon.
    """
    found = walk(COMPARE, _ids_after, _write_missing)
    health, gone = engine().health(), 0
    if found.is_over and health.state == "ok" and health.documents != count_all():
        gone = take_out_gone()
    if found.done or found.failed or gone:
        told = {"batches": found.done, "failed": found.failed, "taken_out": gone}
        logger.warning("search_index_repaired", extra=told)
        count(TallyOf.TAKEN_OUT, gone)
    return found


def _ids_after(after: str) -> list[tuple[str, tuple[str, list[UUID]]]]:
    """Return the next ids of a kind; the cursor is `kind|last id`."""
    kind, _bar, last = after.partition("|")
    names = list(KINDS)
    for name in names[names.index(kind) if kind in KINDS else 0 :]:
        rows = rows_of(name).order_by("pk")
        if last and name == kind:
            rows = rows.filter(pk__gt=last)
        ids = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        if ids:
            return [(f"{name}|{ids[-1]}", (name, ids))]
    return []


def _write_missing(batch: tuple[str, list[UUID]]) -> bool:
    kind, ids = batch
    missing = engine().missing([str(pk) for pk in ids])
    if missing:
        index_targets({kind: {UUID(pk) for pk in missing}})
        count(TallyOf.WRITTEN, len(missing))
    return bool(missing)


def take_out_gone() -> int:
    """Take out what the index holds and the database has not; return how many."""
    taken = 0
    for batch in engine().known_ids():
        for kind, gone in _gone(batch):
            index_targets({kind: gone})
            taken += len(gone)
    return taken


def _gone(batch: Sequence[tuple[str, str]]) -> Iterator[tuple[str, set[UUID]]]:
    for kind in KINDS:
        # What has no id of ours was not written by us: it keeps no other from its turn.
        told = (_id_of(pk) for one, pk in batch if one == kind)
        ids = {pk for pk in told if pk is not None}
        there = set(rows_of(kind).filter(pk__in=ids).values_list("pk", flat=True))
        if ids - there:
            yield kind, ids - there


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
