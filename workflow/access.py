"""Who may see and do what with letters. The only place that knows.

Every letter carries *access tokens*; a person's tokens come from the mandates of
this moment. Somebody may see a letter when the two sets meet. Lists, details,
files, counts, search and exports all use this one rule, so they agree by
construction. Nothing is open for want of an owner: no token, nobody sees it.

Tokens: `position:<id>` takes part (drafts, was asked to verify or sign, receives,
gives or receives a slip that stands); `unit:<id>` sits in the unit; `below:<id>`
heads the unit or one above it; `register:<id>` is record clerk or archivist of the
register, `clerk:<id>` its record clerk. None but the first and the last stand on a
letter above the ordinary class (tata naskah 5.2), nor on one that is not issued or
registered yet.

An incoming letter opens in two depths. Its *entry* (sender, number, date, agenda
number) opens where the sets meet. Its *content* (subject, files, pages, text) does
so too, but above the ordinary class for tokens of a seat alone: a clerk keeps the
agenda and does not read what is classed. Search engines filter by the same rule.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit
from eoffice.organisation.queries.upwards import register_ids_of, register_unit_of
from workflow.models import (
    ApprovalStep,
    Disposition,
    DispositionReceiver,
    IncomingLetter,
    IncomingStatus,
    Letter,
    ReceiverState,
    SecurityClass,
)

MOST_STEPS = 40  # a slip handed on more often than this is a circle
SEAT = "position:"  # how the token of a seat begins
REGISTER_DUTIES = (PositionDuty.RECORD_CLERK, PositionDuty.ARCHIVIST)

Thing = TypeVar("Thing", bound=Model)


def tokens_of(actor: Actor) -> list[str]:
    """Return what the person may open now, as tokens."""
    registers = actor.registers_with_duty(*REGISTER_DUTIES)
    clerk_of = actor.registers_with_duty(PositionDuty.RECORD_CLERK)
    return sorted(
        [
            *seat_tokens(actor),
            *(f"unit:{pk}" for pk in actor.unit_ids),
            *(f"below:{pk}" for pk in actor.headed_unit_ids),
            *(f"register:{pk}" for pk in registers),
            *(f"clerk:{pk}" for pk in clerk_of),
        ]
    )


def seat_tokens(actor: Actor) -> list[str]:
    """Return the tokens of the person's seats: those that open classed content."""
    return sorted(position_tokens(actor.position_ids))


def unit_tokens(unit: Unit, register: UUID | None = None) -> list[str]:
    """Return the tokens of the unit, of the heads above it and of its register."""
    register = register or register_unit_of(unit).pk
    return [f"unit:{unit.pk}", *_heads_tokens(unit), f"register:{register}"]


def _heads_tokens(unit: Unit) -> list[str]:
    return [f"below:{pk}" for pk in unit.path or [unit.pk]]


def position_tokens(positions: Iterable[UUID | None]) -> list[str]:
    """Return the tokens of those who take part."""
    return [f"{SEAT}{pk}" for pk in positions if pk is not None]


def _reached(letter: Letter) -> set[UUID]:
    """Return the seats of the route whose turn has come, on any version.

    A letter that is returned or recalled never comes to the seats after.
    """
    steps = letter.steps.all()
    return {step.position_id for step in steps if step.opened_at is not None}


def letter_tokens(letters: Sequence[Letter]) -> list[list[str]]:
    """Return the tokens outgoing letters should carry now, each in order."""
    seats = [one.signatory_position for one in letters if one.signatory_position]
    used = [*(one.unit for one in letters), *(seat.unit for seat in seats)]
    units = {unit.pk: unit for unit in used}
    registers = register_ids_of(units.values())
    return [sorted(_of_letter(one, registers)) for one in letters]


def _of_letter(letter: Letter, registers: Mapping[UUID, UUID]) -> set[str]:
    delivered_to = {delivery.position_id for delivery in letter.deliveries.all()}
    seats = {letter.drafter_position_id, *_reached(letter), *delivered_to}
    tokens = set(position_tokens(seats))
    if letter.is_issued and letter.security_class == SecurityClass.BIASA:
        units = [letter.unit]
        if letter.signatory_position is not None:
            units.append(letter.signatory_position.unit)
        for unit in units:
            tokens.update(unit_tokens(unit, registers[unit.pk]))
    return tokens


def incoming_tokens(letters: Sequence[IncomingLetter]) -> list[list[str]]:
    """Return the tokens incoming letters should carry now, each in order."""
    registers = register_ids_of({one.unit_id: one.unit for one in letters}.values())
    on_slips = _seats_on_slips(letters)
    return [
        sorted(_of_incoming(one, registers[one.unit_id], on_slips[one.pk]))
        for one in letters
    ]


def _of_incoming(
    incoming: IncomingLetter, register: UUID, on_slips: set[UUID]
) -> set[str]:
    tokens = {f"clerk:{register}"}
    if incoming.status == IncomingStatus.RECEIVED:  # its class is not known yet
        return tokens
    tokens.update(position_tokens({incoming.routed_to_id, *on_slips}))
    if incoming.security_class == SecurityClass.BIASA:
        tokens.update([f"register:{register}", *_heads_tokens(incoming.unit)])
    return tokens


def _seats_on_slips(letters: Sequence[IncomingLetter]) -> Mapping[UUID, set[UUID]]:
    """Return by letter who gives or holds a slip that was not taken back."""
    slips = Disposition.objects.filter(_giver_stays(), incoming__in=letters)
    shares = DispositionReceiver.objects.filter(disposition__incoming__in=letters)
    held = shares.exclude(state=ReceiverState.RECALLED)
    given = slips.order_by().values_list("incoming", "giver_position")
    pairs = given.union(
        held.order_by().values_list("disposition__incoming", "position")
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for letter, seat in pairs:
        found[letter].add(seat)
    return found


def _giver_stays() -> Q:
    """Slips whose giver still takes part by them.

    Who handed on a share that was then taken back does not, unless somebody below
    has answered: that work was done and is theirs to show.
    """
    shares = DispositionReceiver.objects.filter(disposition=OuterRef("pk"))
    handed_on = DispositionReceiver.objects.filter(
        disposition=OuterRef("parent"), position=OuterRef("giver_position")
    )
    taken_back = Exists(handed_on.filter(state=ReceiverState.RECALLED))
    return ~Q(taken_back) | Q(Exists(shares.filter(state=ReceiverState.COMPLETED)))


def refresh_access(thing: Letter | IncomingLetter) -> None:
    """Compute the tokens of a locked letter anew and write them."""
    if isinstance(thing, Letter):
        [tokens] = letter_tokens([thing])
    else:
        [tokens] = incoming_tokens([thing])
    if tokens != thing.access_tokens:
        thing.access_tokens = tokens
        thing.save(update_fields=["access_tokens"])


def letters_visible_to(actor: Actor | None) -> QuerySet[Letter]:
    """Return the outgoing letters the person may see."""
    if actor is None:
        return Letter.objects.none()
    return Letter.objects.filter(access_tokens__overlap=tokens_of(actor))


def signable_by(actor: Actor | None) -> QuerySet[Letter]:
    """Return the letters of the person's own signature, in whatever state.

    The list that belongs to the right `letter.sign`.
    """
    if actor is None:
        return Letter.objects.none()
    mine = actor.acting_position_ids
    return letters_visible_to(actor).filter(signatory_position__in=mine)


def incoming_visible_to(actor: Actor | None) -> QuerySet[IncomingLetter]:
    """Return the incoming letters whose agenda entry the person may see."""
    if actor is None:
        return IncomingLetter.objects.none()
    return IncomingLetter.objects.filter(access_tokens__overlap=tokens_of(actor))


def incoming_readable_by(actor: Actor | None) -> QuerySet[IncomingLetter]:
    """Return the incoming letters whose content the person may read."""
    if actor is None:
        return IncomingLetter.objects.none()
    return incoming_visible_to(actor).filter(
        Q(security_class=SecurityClass.BIASA)
        | Q(access_tokens__overlap=seat_tokens(actor))
    )


def reads(actor: Actor | None, incoming: IncomingLetter) -> bool:
    """Tell whether the person may read the content, by the row as it was fetched."""
    if actor is None:
        return False
    is_open = incoming.security_class == SecurityClass.BIASA
    mine = tokens_of(actor) if is_open else seat_tokens(actor)
    return not set(incoming.access_tokens).isdisjoint(mine)


def require_content(actor: Actor | None, incoming: IncomingLetter | None) -> None:
    """Raise NotFound unless the person may read it: before a seat gets its token."""
    if incoming is not None and not reads(actor, incoming):
        raise NotFound


def dispositions_given_by(actor: Actor | None) -> QuerySet[Disposition]:
    """Return slips the person gave and still takes part by."""
    if actor is None:
        return Disposition.objects.none()
    mine = Disposition.objects.filter(giver_position__in=actor.position_ids)
    return mine.filter(_giver_stays())


def dispositions_visible_to(actor: Actor | None) -> QuerySet[Disposition]:
    """Return slips the person gave or holds, or on a letter on their desk."""
    if actor is None:
        return Disposition.objects.none()
    mine = actor.position_ids
    shares = DispositionReceiver.objects.filter(position__in=mine)
    held = shares.exclude(state=ReceiverState.RECALLED)
    desk = Disposition.objects.filter(incoming__routed_to__in=mine)
    return Disposition.objects.filter(
        Q(pk__in=held.order_by().values("disposition"))
        | Q(pk__in=dispositions_given_by(actor).order_by().values("pk"))
        | Q(pk__in=desk.order_by().values("pk"))
    )


def visible_letter(actor: Actor | None, letter_id: UUID | str) -> Letter:
    """Return the letter, or NotFound: unknown and forbidden answer alike."""
    return _one(letters_visible_to(actor), letter_id)


def visible_incoming(actor: Actor | None, incoming_id: UUID | str) -> IncomingLetter:
    """Return the incoming letter for its entry, or NotFound."""
    return _one(incoming_visible_to(actor), incoming_id)


def readable_incoming(actor: Actor | None, incoming_id: UUID | str) -> IncomingLetter:
    """Return the incoming letter for its content, or NotFound."""
    return _one(incoming_readable_by(actor), incoming_id)


def visible_disposition(actor: Actor | None, disposition_id: UUID | str) -> Disposition:
    """Return the slip, or NotFound.

    Whoever gave a slip also opens those that it was handed on with.
    """
    try:
        return _one(dispositions_visible_to(actor), disposition_id)
    except NotFound:
        found = _one(Disposition.objects.all(), disposition_id)
        if actor is None or not _gave_above(actor, found):
            raise
        return found


def _gave_above(actor: Actor, disposition: Disposition) -> bool:
    above = disposition.parent
    ids: list[UUID] = []
    while above is not None and len(ids) < MOST_STEPS:
        ids.append(above.pk)
        above = above.parent
    return dispositions_given_by(actor).filter(pk__in=ids).exists()


def _one(queryset: QuerySet[Thing], pk: UUID | str) -> Thing:
    try:
        found = queryset.filter(pk=pk).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise NotFound
    return found


def takes_part(actor: Actor | None, letter: Letter) -> bool:
    """Tell whether the person drafts, was asked to verify, or signs the letter.

    Only they see its versions, notes and route; others who may see the letter see
    what was issued.
    """
    if actor is None:
        return False
    return bool(actor.position_ids & {letter.drafter_position_id, *_reached(letter)})


def sends(actor: Actor | None, letter: Letter) -> bool:
    """Tell whether the person is on the sender's side: sees who has read it."""
    if actor is None:
        return False
    if takes_part(actor, letter):
        return True
    units = [letter.unit]
    if letter.signatory_position is not None:
        units.append(letter.signatory_position.unit)
    ours = {token for unit in units for token in unit_tokens(unit)}
    return not ours.isdisjoint(tokens_of(actor))


def _drafts(actor: Actor, letter: Letter) -> bool:
    return actor.holds(letter.drafter_position_id)


def _signs(actor: Actor, letter: Letter) -> bool:
    return actor.holds(letter.signatory_position_id)


def _corrects(actor: Actor, letter: Letter) -> bool:
    return _drafts(actor, letter) or _signs(actor, letter)


def _decides(actor: Actor, step: ApprovalStep) -> bool:
    return actor.holds(step.position_id)


def clerk_registers(actor: Actor) -> set[UUID]:
    """Return the units whose register the person may write in now."""
    return {
        m.register_id
        for m in actor.mandates
        if PositionDuty.RECORD_CLERK in m.position.duties and not m.stood_in_for
    }


def registerable_by(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return visible letters brought to a register the person is clerk of."""
    mine = clerk_registers(actor)
    if not mine:
        return IncomingLetter.objects.none()
    return incoming_visible_to(actor).filter(unit__in=mine)


def _clerks(actor: Actor, incoming: IncomingLetter) -> bool:
    return register_unit_of(incoming.unit).pk in clerk_registers(actor)


def _has_on_desk(actor: Actor, incoming: IncomingLetter) -> bool:
    return actor.holds(incoming.routed_to_id)


def _gave(actor: Actor, disposition: Disposition) -> bool:
    return actor.holds(disposition.giver_position_id)


_RIGHTS: dict[str, Callable[..., bool]] = {
    "letter.edit": _drafts,
    "letter.delete": _drafts,
    "letter.submit": _drafts,
    "letter.recall": _drafts,
    "letter.sign": _signs,
    "letter.revoke": _signs,
    "letter.correct": _corrects,
    "step.decide": _decides,
    "incoming.register": _clerks,
    "incoming.amend": _clerks,
    "incoming.complete": _has_on_desk,
    "incoming.dispose": _has_on_desk,
    "disposition.recall": _gave,
}


def may(actor: Actor | None, act: str, thing: object) -> bool:
    """Tell whether the person has the right to the act, whatever the state."""
    return actor is not None and _RIGHTS[act](actor, thing)


def require(actor: Actor | None, act: str, thing: object) -> None:
    """Raise NotFound unless the person has the right to the act.

    State is not asked here: operations check it, after the lock, and refuse with
    409 and the state.
    """
    if not may(actor, act, thing):
        raise NotFound
