"""Writing to the embedded index: batches, versions, rebuild."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import tantivy

from search.document import SearchRecord
from search.embedded.folder import SHELVES, Generation, IndexFolder
from search.embedded.schema import id_key, open_index, to_document, tombstone
from search.engines.contract import Deletion, WriteReport

HEAP_BYTES = 60_000_000
# The lock is held for one batch at a time: acts write between two of them.
REBUILD_BATCH = 2_000


class EmbeddedWriter:
    """All writes, under the folder's lock, one fresh index object per batch.

    A writer kept on an index object that others have written past leaves orphan
    files that grow without bound.
    """

    def __init__(self, folder: IndexFolder) -> None:
        """Writes below ``folder``."""
        self._folder = folder

    def prepare(self) -> None:
        """Make an empty index where there is none."""
        if self._folder.current() is not None:
            return
        with self._folder.writing():
            if self._folder.current() is None:
                self._folder.put_in_use(_empty(self._folder))

    def index(self, records: Sequence[SearchRecord]) -> WriteReport:
        """Write whole records; an older version never replaces a newer."""
        self.prepare()
        with self._folder.writing():
            report = WriteReport()
            for generation in self._targets():
                report = _write(generation, records)
        return report

    def delete(self, deletions: Sequence[Deletion]) -> WriteReport:
        """Leave tombstones, so that a late older write stays out."""
        self.prepare()
        with self._folder.writing():
            report = WriteReport()
            for generation in self._targets():
                report = _delete(generation, deletions)
        return report

    def _targets(self) -> list[Generation]:
        """The generation being filled first, the one in use last (its report)."""
        found = [self._folder.building(), self._folder.current()]
        return [generation for generation in found if generation is not None]

    def rebuild(
        self, records: Iterable[SearchRecord], progress: Callable[[int], None]
    ) -> int:
        """Fill a new generation batch by batch, then swap."""
        with self._folder.writing():
            self._folder.stop_building()
            fresh = _empty(self._folder)
            self._folder.begin_building(fresh)
        count = 0
        try:
            for batch in _batches(records):
                with self._folder.writing():
                    count += _write(fresh, batch).written
                progress(count)
        except BaseException:
            with self._folder.writing():
                self._folder.stop_building()
            raise
        with self._folder.writing():
            self._folder.put_in_use(fresh)
        return count


def _batches(records: Iterable[SearchRecord]) -> Iterable[tuple[SearchRecord, ...]]:
    source = iter(records)
    return iter(lambda: tuple(islice(source, REBUILD_BATCH)), ())


def _empty(folder: IndexFolder) -> Generation:
    generation = folder.create()
    for name in SHELVES:
        open_index(generation.shelf(name))
    return generation


def _write(generation: Generation, records: Sequence[SearchRecord]) -> WriteReport:
    newest: dict[str, SearchRecord] = {}
    for record in records:
        known = newest.get(record.id)
        if known is None or record.version >= known.version:
            newest[record.id] = record
    versions = _versions(generation, list(newest))
    due = [r for r in newest.values() if r.version >= versions.get(r.id, r.version)]
    moved = [record.id for record in due if record.id in versions]
    for name in SHELVES:
        mine = [r for r in due if r.is_restricted == (name == "restricted")]
        _commit(generation.shelf(name), moved, [to_document(r) for r in mine])
    return WriteReport(written=len(due), superseded=len(records) - len(due))


def _delete(generation: Generation, deletions: Sequence[Deletion]) -> WriteReport:
    newest: dict[str, int] = {}
    for one in deletions:
        newest[one.id] = max(one.version, newest.get(one.id, one.version))
    versions = _versions(generation, list(newest))
    due = {i: v for i, v in newest.items() if v >= versions.get(i, v)}
    # tombstones lie in the open index alone; `_versions` looks in both
    graves = [tombstone(record_id, version) for record_id, version in due.items()]
    _commit(generation.shelf("restricted"), list(due), [])
    _commit(generation.shelf("open"), list(due), graves)
    return WriteReport(written=len(due), superseded=len(newest) - len(due))


def _commit(path: str, gone: list[str], documents: list[tantivy.Document]) -> None:
    if not (gone or documents):
        return
    index = open_index(path)
    # one thread, as each would leave a segment of its own
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    for record_id in gone:
        writer.delete_documents_by_term("id_key", id_key(record_id))
    for document in documents:
        writer.add_document(document)
    writer.commit()
    # it must not write any more when the folder's lock is given up
    writer.wait_merging_threads()


def _versions(generation: Generation, ids: list[str]) -> dict[str, int]:
    """Versions that stand in either shelf, tombstones included."""
    found: dict[str, int] = {}
    keys = {id_key(record_id): record_id for record_id in ids}
    for name in SHELVES:
        index = open_index(generation.shelf(name))
        searcher = index.searcher()
        if not searcher.num_docs:
            continue
        query = tantivy.Query.term_set_query(index.schema, "id_key", list(keys))
        hits = searcher.search(query, limit=len(keys) * 2, count=False).hits
        places = [address for _, address in hits]
        numbers = searcher.fast_field_values("id_key", places)
        versions = searcher.fast_field_values("version", places)
        for key, version in zip(numbers, versions, strict=True):
            record_id = keys[int(key or 0)]
            found[record_id] = max(int(version or 0), found.get(record_id, 0))
    return found
