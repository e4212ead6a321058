"""The groups that searches use now: the shipped ones and what the office made of them.

Each process keeps the table under the stamp of the last change, and asks the stamp at
each search: a change works everywhere at the next search, and nothing is built again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from uuid import UUID

from search.analysis.synonyms import SynonymTable, default_synonyms, shipped_groups
from search.words.models import GroupKind, WordGroup, WordsStamp

_HELD: ContextVar[SynonymTable | None] = ContextVar("held words", default=None)


@contextmanager
def one_table() -> Iterator[None]:
    """Ask for the table once for all that happens inside.

    A search is several questions to the engine, each of which is made by the table.
    """
    before = _HELD.set(office_synonyms())
    try:
        yield
    finally:
        _HELD.reset(before)


def office_synonyms() -> SynonymTable:
    """Return the table in use; one statement where it has not changed."""
    held = _HELD.get()
    return held if held is not None else _present()


def _present() -> SynonymTable:
    stamp = WordsStamp.objects.order_by("pk").values_list("stamp", flat=True).first()
    return default_synonyms() if stamp is None else _made(stamp)


@lru_cache(maxsize=2)
def _made(_stamp: UUID) -> SynonymTable:
    """Make the table; of two changes at once the later stamp is asked next."""
    rows = list(WordGroup.objects.values_list("kind", "terms"))
    off = {tuple(terms) for kind, terms in rows if kind == GroupKind.OFF}
    added = [tuple(terms) for kind, terms in rows if kind == GroupKind.ADDED]
    return SynonymTable([*(g for g in shipped_groups() if g not in off), *added])
