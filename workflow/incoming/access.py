"""Who may see and do what with incoming letters. The only place that knows.

An incoming letter opens in two depths. Its *entry* (sender, number, date, agenda
number) opens where the tokens meet. Its *content* (subject, files, pages, text) does
so too, but above the ordinary class for tokens of a position alone: a clerk keeps the
agenda and does not read what is classed. Search engines filter by the same rule.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, PositionKind
from eoffice.organisation.queries.holders import holding_of
from eoffice.organisation.queries.upwards import register_ids_of, register_unit_of
from workflow.incoming.models import IncomingLetter, IncomingStatus
from workflow.incoming.shared_desks import desks_helped
from workflow.numbering.access import clerk_registers
from workflow.rights import Rights, one_of
from workflow.security_class import ORDINARY, is_classed
from workflow.tokens import (
    ENTRY,
    heads_tokens,
    held_position_tokens,
    position_tokens,
    tokens_of,
)

PositionsSource = Callable[[Sequence[IncomingLetter]], Mapping[UUID, set[UUID]]]
_sources_of_positions: list[PositionsSource] = []
Follower = Callable[[IncomingLetter], None]
_followers: list[Follower] = []


def provide_positions_at_work(source: PositionsSource) -> None:
    """Make `source` tell which positions work on a letter besides its desk.

    It is told by the room of dispositions, which stands above this one, when the
    product starts.
    """
    _sources_of_positions[:] = [source]


def provide_follower(follower: Follower) -> None:
    """Make `follower` write what else is seen by a letter's access, at once with it.

    It is told by the room of dispositions, which lie where their letter lies.
    """
    _followers[:] = [follower]


def _positions_at_work(letters: Sequence[IncomingLetter]) -> Mapping[UUID, set[UUID]]:
    """Return by letter the positions that work on it.

    Closed, not open: without a source no tokens are written at all.

    Raises:
        RuntimeError: no room has provided them.
    """
    if not _sources_of_positions:
        raise RuntimeError("no room tells which seats work on incoming letters")
    [source] = _sources_of_positions
    return source(letters)


def incoming_tokens(letters: Sequence[IncomingLetter]) -> list[list[str]]:
    """Return the tokens incoming letters should carry now, each in order."""
    registers = register_ids_of({one.unit_id: one.unit for one in letters}.values())
    at_work = _positions_at_work(letters)
    return [
        []
        if one.erased_at is not None
        else sorted(_of_incoming(one, registers[one.unit_id], at_work[one.pk]))
        for one in letters
    ]


def _of_incoming(
    incoming: IncomingLetter, register: UUID, at_work: set[UUID]
) -> set[str]:
    tokens = {f"clerk:{register}"}
    if incoming.status == IncomingStatus.RECEIVED:  # its class is not known yet
        return tokens
    if incoming.gate_for_id is not None:
        return tokens | _at_gate(incoming, register)
    tokens.update(position_tokens({incoming.routed_to_id, *at_work}))
    if not is_classed(incoming):
        tokens.update([f"register:{register}", *heads_tokens(incoming.unit)])
    return tokens


def _at_gate(incoming: IncomingLetter, register: UUID) -> set[str]:
    """Return who sees a letter that lies at a gate: not yet the leader.

    Above the ordinary class its keeper sees the entry alone, unless the office named
    the keeper for more. The secretary sees what waits, for a gate may lose its keeper.
    """
    keepers = {incoming.routed_to_id, *_secretaries()}
    tokens = {f"{ENTRY}{pk}" for pk in keepers if pk is not None}
    if not is_classed(incoming):
        return tokens | {f"register:{register}"}
    if incoming.gate_opens:
        tokens.update(position_tokens([incoming.routed_to_id]))
    return tokens


def _secretaries() -> Iterable[UUID]:
    found = Position.objects.filter(
        kind=PositionKind.REGIONAL_SECRETARY, closed_on=None
    )
    return found.order_by().values_list("pk", flat=True)


def _entry_tokens(actor: Actor) -> list[str]:
    """Return what opens entries: the own tokens, and those of desks one helps.

    Content above the ordinary class opens by the own positions alone.
    """
    return [*tokens_of(actor), *position_tokens(desks_helped(actor))]


def incoming_visible_to(actor: Actor | None) -> QuerySet[IncomingLetter]:
    """Return the incoming letters whose agenda entry the person may see."""
    if actor is None:
        return IncomingLetter.objects.none()
    return IncomingLetter.objects.filter(access_tokens__overlap=_entry_tokens(actor))


def incoming_readable_by(actor: Actor | None) -> QuerySet[IncomingLetter]:
    """Return the incoming letters whose content the person may read."""
    if actor is None:
        return IncomingLetter.objects.none()
    # One array serves both depths: search engines filter by the very same rule.
    return incoming_visible_to(actor).filter(
        Q(security_class__in=ORDINARY)
        | Q(access_tokens__overlap=held_position_tokens(actor))
    )


def reads(actor: Actor | None, incoming: IncomingLetter) -> bool:
    """Tell whether the person may read the content, by the row as it was fetched."""
    if actor is None:
        return False
    # The same rule in memory, for a row at hand: no query for each line of a list.
    classed = is_classed(incoming)
    mine = held_position_tokens(actor) if classed else _entry_tokens(actor)
    return not set(incoming.access_tokens).isdisjoint(mine)


def require_content(actor: Actor | None, incoming: IncomingLetter | None) -> None:
    """Raise NotFound unless the person may read it; a position gets its token after."""
    if incoming is not None and not reads(actor, incoming):
        raise NotFound


def visible_incoming(actor: Actor | None, incoming_id: UUID | str) -> IncomingLetter:
    """Return the incoming letter for its entry, or NotFound."""
    return one_of(incoming_visible_to(actor), incoming_id)


def readable_incoming(actor: Actor | None, incoming_id: UUID | str) -> IncomingLetter:
    """Return the incoming letter for its content, or NotFound."""
    return one_of(incoming_readable_by(actor), incoming_id)


def registerable_by(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return visible letters brought to a register the person is clerk of."""
    mine = clerk_registers(actor)
    if not mine:
        return IncomingLetter.objects.none()
    return incoming_visible_to(actor).filter(unit__in=mine)


def _clerks(actor: Actor, incoming: IncomingLetter) -> bool:
    return register_unit_of(incoming.unit).pk in clerk_registers(actor)


def _has_on_desk(actor: Actor, incoming: IncomingLetter) -> bool:
    # At the gate it is nobody's to dispose of: it is for the leader.
    return incoming.gate_for_id is None and actor.holds(incoming.routed_to_id)


def _helps_desk(actor: Actor, incoming: IncomingLetter) -> bool:
    at_desk = incoming.gate_for_id is None
    return at_desk and incoming.routed_to_id in desks_helped(actor)


def _keeps_gate(actor: Actor, incoming: IncomingLetter) -> bool:
    """The keeper, or the register's clerk; the secretary where nobody keeps it."""
    if incoming.gate_for_id is None or incoming.routed_to is None:
        return False
    if actor.holds(incoming.routed_to_id) or _clerks(actor, incoming):
        return True
    is_secretary = any(actor.holds(pk) for pk in _secretaries())
    return is_secretary and holding_of(incoming.routed_to) is None


_RIGHTS = Rights(
    {
        "incoming.register": _clerks,
        "incoming.amend": _clerks,
        "incoming.complete": _has_on_desk,
        "incoming.dispose": _has_on_desk,
        "incoming.prepare": _helps_desk,
        "incoming.pass_gate": _keeps_gate,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require


def refresh_access(incoming: IncomingLetter) -> None:
    """Compute the tokens of a locked letter again and write them, and what follows."""
    [tokens] = incoming_tokens([incoming])
    if tokens != incoming.access_tokens:
        incoming.access_tokens = tokens
        incoming.save(update_fields=["access_tokens"])
    for follow in _followers:
        follow(incoming)
