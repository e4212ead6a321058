"""What a person may find: the tokens of `workflow.tokens`, as engines ask for them.

Withdrawn rights work at the next request: letters whose change the index does not
know yet are asked of the database, and what it does not show is left out everywhere,
from hits, totals and facets alike.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from archive.records.access import FOLLOWERS, READER, records_readable_by
from archive.records.events import RecordEvent
from archive.records.grant_model import GrantState, ReadingGrant
from eoffice.organisation.actor import Actor
from eoffice.outbox.unsettled import unsettled
from search.engines.contract import Access, Hit, SearchUnavailable
from search.kinds import KINDS, Kind
from search.kinds.record import RECORD
from search.projection.groups import keys_of, letters_of
from search.projection.targets import HANDLER, targets_of
from search.tallies.counting import count
from search.tallies.models import TallyOf
from workflow.incoming.events import IncomingEvent
from workflow.letters.events import LetterEvent
from workflow.security_class import CONFIDENTIAL
from workflow.tokens import POSITION, tokens_of

logger = logging.getLogger(__name__)

# With more changes under way whose rows may have lost readers, nothing is asked of the
# index: lists from the database stand in for it until it has come after.
MAX_PENDING = 5_000
# They add words or things and take nothing from anybody. These come in masses (an
# import, a stack of scans), and a mass must not hide a withdrawn right.
_ONLY_ADDS = (LetterEvent.DRAFTED, IncomingEvent.READ, RecordEvent.CAPTURED)
# Nobody was granted so many; whose list is longer finds those records in the archive.
MAX_ENDED = 5_000


#: Hundreds of a row, and not needed where rights are asked of the database.
TOKENS = "access_tokens"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFace:
    """A face of a letter that the person may see: its kind, id, and unit's id."""

    kind: str
    id: str
    unit: str


def access_of(actor: Actor | None) -> Access:
    """The searcher's rights at this moment; nobody finds nothing.

    Tokens of a position open letters of every class, as in `workflow.tokens`, and so
    does a grant to read (`archive.grants`) with its record; those of unit and register
    only stand on letters of the ordinary class, and the engine holds them to that
    (class 0) once more.

    Raises:
        SearchUnavailable: the index is too far behind the database.
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
    denied = _withdrawn(actor)
    denied.setdefault(RECORD.name, set()).update(ended)
    return Access(
        tokens=frozenset(tokens) - grants,
        clearance=0,
        person_grants=grants | reader,
        denied_ids=frozenset(str(pk) for ids in denied.values() for pk in ids),
        # the index still hides the other faces behind what is denied
        reopened=frozenset(str(key) for key in keys_of(denied).values()),
    )


def visible_to(actor: Actor | None, kind: str) -> QuerySet:
    """The authorised queryset of a kind: whatever a search may answer with.

    A search tells of content. What the person knows only by its agenda entry, or
    what has no entry yet, is found in the list of incoming letters.
    """
    return KINDS[kind].visible_to(actor)


def still_visible(
    actor: Actor | None, hits: Iterable[Hit]
) -> tuple[list[Hit], Mapping[str, tuple[SeenFace, ...]]]:
    """The last check: hits as the database allows them now, in their order.

    With each, by its id, the other faces of its letter that the person may see. A
    mismatch is an alarm for the operator: it is logged with ids, never content.
    """
    given = list(hits)
    seen = _faces_seen(actor, given)
    refused = [hit.id for hit in given if hit.id not in seen]
    if refused:
        logger.warning("search_mismatch", extra={"ids": refused})
        count(TallyOf.MISMATCH, len(refused))
    others = {
        hit.id: tuple(face for face in seen[hit.id] if face.id != hit.id)
        for hit in given
        if hit.id in seen
    }
    return [hit for hit in given if hit.id in others], others


def _faces_seen(actor: Actor | None, hits: list[Hit]) -> dict[str, list[SeenFace]]:
    """Return by id the faces that the person may see, each with all of its letter."""
    if not hits:
        return {}
    letters = letters_of(UUID(hit.letter_key or hit.id) for hit in hits)
    by_key: dict[UUID, list[SeenFace]] = {}
    for kind in KINDS.values():
        asked = kind.of_letter
        rows = kind.visible_to(actor).filter(asked.of(letters))
        for row in asked.light(rows).defer(TOKENS).order_by("pk"):
            seen = SeenFace(kind=kind.name, id=str(row.pk), unit=str(row.unit_id))
            by_key.setdefault(asked.key(row), []).append(seen)
    return {face.id: faces for faces in by_key.values() for face in faces}


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


def _reading(actor: Actor) -> tuple[frozenset[str], set[UUID]]:
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
    return frozenset([f"{READER}{actor.official.pk}"]), ended


def _withdrawn(actor: Actor) -> dict[str, set[UUID]]:
    """Ids by kind, under change, that the person may not see by the database.

    Given up ones count like those that wait: neither is in the index.

    Raises:
        SearchUnavailable: the index is so far behind that its counts could tell of
            what was withdrawn.
    """
    waiting = unsettled(HANDLER, *FOLLOWERS).exclude(
        handler=HANDLER, event__name__in=_ONLY_ADDS
    )
    payloads = list(waiting.values_list("event__payload", flat=True)[: MAX_PENDING + 1])
    if len(payloads) > MAX_PENDING:
        raise SearchUnavailable("the index is behind by too many changes")
    changing = targets_of(payloads) if payloads else {}
    pairs = [(kind, str(pk)) for kind, ids in changing.items() for pk in ids]
    seen = _allowed(actor, pairs)
    return {
        kind: {pk for pk in ids if str(pk) not in seen}
        for kind, ids in changing.items()
    }
