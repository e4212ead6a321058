"""What a person may find: the tokens of `workflow.tokens`, as engines ask for them.

Withdrawn rights work at the next request: letters whose change the index does not
know yet are asked of the database, and what it does not show is left out everywhere,
from hits, totals and facets alike.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from archive.records.access import FOLLOWERS, READER, records_readable_by
from archive.records.grant_model import GrantState, ReadingGrant
from eoffice.organisation.actor import Actor
from eoffice.outbox.unsettled import unsettled
from search.engines.contract import Access, Hit
from search.kinds import KINDS, Kind
from search.projection.targets import HANDLER, targets_of
from search.tallies.counting import count
from search.tallies.models import TallyOf
from workflow.security_class import CONFIDENTIAL
from workflow.tokens import POSITION, tokens_of

logger = logging.getLogger(__name__)

# Beyond this many changes under way the engine's own filter has to do for the rest;
# the last check before display holds for all.
MAX_PENDING = 2_000
# Nobody was granted so many; whose list is longer finds those records in the archive.
MAX_ENDED = 5_000


def access_of(actor: Actor | None) -> Access:
    """The searcher's rights at this moment; nobody finds nothing.

    Tokens of a position open letters of every class, as in `workflow.tokens`, and so
    does a grant to read (`archive.grants`) with its record; those of unit and register
    only stand on letters of the ordinary class, and the engine holds them to that
    (class 0) once more.
    """
    if actor is None:
        return Access(
            tokens=frozenset(),
            clearance=0,
            person_grants=frozenset(),
            denied_ids=frozenset(),
        )
    tokens = tokens_of(actor)
    grants = frozenset(token for token in tokens if token.startswith(POSITION))
    reader, ended = _reading(actor)
    return Access(
        tokens=frozenset(tokens) - grants,
        clearance=0,
        person_grants=grants | reader,
        denied_ids=frozenset(_withdrawn(actor) | ended),
    )


def visible_to(actor: Actor | None, kind: str) -> QuerySet:
    """The authorised queryset of a kind: whatever a search may answer with.

    A search tells of content. What the person knows only by its agenda entry, or
    what has no entry yet, is found in the list of incoming letters.
    """
    return KINDS[kind].visible_to(actor)


def still_visible(actor: Actor | None, hits: Iterable[Hit]) -> list[Hit]:
    """The last check: hits as the database allows them now, in their order.

    A mismatch is an alarm for the operator: it is logged with ids, never content.
    """
    given = list(hits)
    pairs = [(hit.kind, hit.id) for hit in given]
    allowed = _allowed(actor, pairs)
    refused = [hit.id for hit in given if hit.id not in allowed]
    if refused:
        logger.warning("search_mismatch", extra={"ids": refused})
        count(TallyOf.MISMATCH, len(refused))
    return [hit for hit in given if hit.id in allowed]


def allowed_ids(actor: Actor | None, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Ids of (kind, id) pairs that the database shows to the person."""
    return _allowed(actor, list(pairs))


def confidential_ids(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Ids of (kind, id) pairs whose subject a list veils (tata naskah 5.2).

    Asked of the rows themselves and not of what the person may see: a right that is
    withdrawn at this moment uncovers nothing.
    """
    found: set[str] = set()
    for kind, ids in _by_kind(pairs):
        field = kind.listed_by.security_class
        if not field:
            continue
        rows = kind.model._default_manager.filter(pk__in=ids)
        veiled = rows.filter(**{f"{field}__in": CONFIDENTIAL})
        found.update(str(pk) for pk in veiled.values_list("pk", flat=True))
    return found


def _allowed(actor: Actor | None, pairs: list[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    for kind, ids in _by_kind(pairs):
        rows = kind.visible_to(actor).filter(pk__in=ids)
        found.update(str(pk) for pk in rows.values_list("pk", flat=True))
    return found


def _by_kind(
    pairs: Iterable[tuple[str, str]],
) -> Iterator[tuple[Kind[Any], list[str]]]:
    """Yield the ids of each kind; a kind that the code no longer has is left out."""
    given = list(pairs)
    for kind in KINDS.values():
        ids = [pk for name, pk in given if name == kind.name]
        if ids:
            yield kind, ids


def _reading(actor: Actor) -> tuple[frozenset[str], set[str]]:
    """Return the token of the person's grants to read, and the records they miss.

    A grant ends with its day or with another class of the record, and nothing is
    indexed then: what the person cannot read now is denied by its id.
    """
    given = ReadingGrant.objects.filter(
        reader=actor.official, state__in=[GrantState.GIVEN, GrantState.REVOKED]
    )
    ever = set(given.values_list("record", flat=True).distinct()[: MAX_ENDED + 1])
    if not ever or len(ever) > MAX_ENDED:
        return frozenset(), set()
    rows = records_readable_by(actor).filter(pk__in=ever)
    ended = ever - set(rows.values_list("pk", flat=True))
    return frozenset([f"{READER}{actor.official.pk}"]), {str(pk) for pk in ended}


def _withdrawn(actor: Actor) -> set[str]:
    """Ids under change that the person may not see by the database."""
    waiting = unsettled(HANDLER, *FOLLOWERS)
    payloads = waiting.order_by("-due_at").values_list("event__payload", flat=True)
    pairs = [
        (kind, str(pk))
        for kind, ids in targets_of(payloads[:MAX_PENDING]).items()
        for pk in ids
    ]
    return {pk for _, pk in pairs} - _allowed(actor, pairs) if pairs else set()
