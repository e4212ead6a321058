"""Snapshots of the index for reading; pages of one list read the same one."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import tantivy

from search.embedded.folder import SHELVES, Generation, IndexFolder
from search.embedded.schema import open_index
from search.engines.contract import SearchUnavailable

KEPT_VIEWS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Searchers of both shelves as they stood at one moment."""

    key: str
    schema: tantivy.Schema
    open: tantivy.Searcher
    restricted: tantivy.Searcher

    def searchers(self, *, restricted: bool) -> list[tantivy.Searcher]:
        """Those that a query may touch."""
        return [self.open, self.restricted] if restricted else [self.open]


class Views:
    """The present view, and the last few for the pages that follow."""

    def __init__(self, folder: IndexFolder) -> None:
        """Views of the generation in use in ``folder``."""
        self._folder = folder
        self._lock = threading.Lock()
        self._generation: Generation | None = None
        self._indexes: dict[str, tantivy.Index] = {}
        self._seen: tuple[object, ...] = ()
        self._kept: OrderedDict[str, View] = OrderedDict()

    def present(self) -> View:
        """The index as it is now; raises SearchUnavailable when there is none."""
        with self._lock:
            generation = self._folder.current()
            if generation is None:
                raise SearchUnavailable("no index")
            if generation != self._generation:
                self._indexes = {
                    name: open_index(generation.shelf(name)) for name in SHELVES
                }
                self._generation = generation
                self._seen = ()
            seen = tuple(_commit_mark(generation.shelf(name)) for name in SHELVES)
            if seen != self._seen:
                for index in self._indexes.values():
                    index.reload()
                self._keep_new()
                self._seen = seen
            return next(reversed(self._kept.values()))

    def earlier(self, key: str) -> View | None:
        """A view of an earlier page, if it is still kept."""
        with self._lock:
            return self._kept.get(key)

    def _keep_new(self) -> None:
        view = View(
            key=secrets.token_urlsafe(9),
            schema=self._indexes["open"].schema,
            open=self._indexes["open"].searcher(),
            restricted=self._indexes["restricted"].searcher(),
        )
        self._kept[view.key] = view
        while len(self._kept) > KEPT_VIEWS:
            self._kept.popitem(last=False)


def _commit_mark(path: str) -> tuple[int, int]:
    """Changes with every commit: the file is replaced by a new one."""
    facts = (Path(path) / "meta.json").stat()
    return facts.st_mtime_ns, facts.st_ino
