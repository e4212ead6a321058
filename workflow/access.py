"""Who may see and do what with letters. The only place that knows.

Every letter carries *access tokens*; a person's tokens come from the mandates of
this moment. Somebody may see a letter when the two sets meet. Lists, details,
files, counts, search and exports all use this one rule, so they agree by
construction. Nothing is open for want of an owner: no token, nobody sees it.

Tokens: `position:<id>` takes part (drafts, verifies, signs, receives);
`unit:<id>` sits in the unit; `below:<id>` heads the unit or one above it;
`register:<id>` is record clerk or archivist of the register. The last three are
given to issued letters of the ordinary class alone (tata naskah 5.2).
"""

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, PositionDuty, Unit
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.models import (
    ApprovalStep,
    Disposition,
    IncomingLetter,
    Letter,
    SecurityClass,
    StepState,
)

MOST_STEPS = 40  # a slip handed on more often than this is a circle
REGISTER_DUTIES = (PositionDuty.RECORD_CLERK, PositionDuty.ARCHIVIST)

Thing = TypeVar("Thing", bound=Model)


def tokens_of(actor: Actor) -> list[str]:
    """Return what the person may open now, as tokens."""
    registers = actor.registers_with_duty(*REGISTER_DUTIES)
    return sorted(
        [
            *(f"position:{pk}" for pk in actor.position_ids),
            *(f"unit:{pk}" for pk in actor.unit_ids),
            *(f"below:{pk}" for pk in actor.headed_unit_ids),
            *(f"register:{pk}" for pk in registers),
        ]
    )


def unit_tokens(unit: Unit) -> list[str]:
    """Return the tokens of the unit, of the heads above it and of its register."""
    return [
        f"unit:{unit.pk}",
        *(f"below:{pk}" for pk in unit.path or [unit.pk]),
        f"register:{register_unit_of(unit).pk}",
    ]


def position_tokens(positions: Iterable[UUID | None]) -> list[str]:
    """Return the tokens of those who take part."""
    return [f"position:{pk}" for pk in positions if pk is not None]


def _letter_tokens(letter: Letter) -> set[str]:
    steps = letter.steps.exclude(state=StepState.WAITING)
    taking_part = [
        letter.drafter_position_id,
        *steps.values_list("position_id", flat=True),
        *letter.deliveries.values_list("position_id", flat=True),
    ]
    tokens = set(position_tokens(taking_part))
    if letter.is_issued and letter.security_class == SecurityClass.BIASA:
        tokens.update(unit_tokens(letter.unit))
        if letter.signatory_position is not None:
            tokens.update(unit_tokens(letter.signatory_position.unit))
    return tokens


def _incoming_tokens(incoming: IncomingLetter) -> set[str]:
    given = Disposition.objects.filter(incoming=incoming)
    taking_part = [
        incoming.routed_to_id,
        *given.values_list("giver_position_id", flat=True),
        *given.values_list("receivers__position_id", flat=True),
    ]
    tokens = set(position_tokens(taking_part))
    register = register_unit_of(incoming.unit)
    if incoming.security_class == SecurityClass.BIASA:
        tokens.add(f"register:{register.pk}")
        tokens.update(f"below:{pk}" for pk in incoming.unit.path)
    else:  # the clerks who registered it keep the agenda entry, nobody else
        clerks = Position.objects.filter(
            unit__path__contains=[register.pk],
            duties__contains=[PositionDuty.RECORD_CLERK],
        )
        tokens.update(position_tokens(clerks.values_list("pk", flat=True)))
    return tokens


def refresh_access(thing: Letter | IncomingLetter) -> None:
    """Compute the tokens of a locked letter anew and write them."""
    compute = _letter_tokens if isinstance(thing, Letter) else _incoming_tokens
    tokens = sorted(compute(thing))  # type: ignore[arg-type]
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
    """Return the incoming letters the person may see."""
    if actor is None:
        return IncomingLetter.objects.none()
    return IncomingLetter.objects.filter(access_tokens__overlap=tokens_of(actor))


def dispositions_visible_to(actor: Actor | None) -> QuerySet[Disposition]:
    """Return slips the person gave or received, or on a letter on their desk."""
    if actor is None:
        return Disposition.objects.none()
    mine = actor.position_ids
    visible = (
        Disposition.objects.filter(receivers__position__in=mine)
        | Disposition.objects.filter(giver_position__in=mine)
        | Disposition.objects.filter(incoming__routed_to__in=mine)
    )
    return Disposition.objects.filter(pk__in=visible.order_by().values("pk"))


def visible_letter(actor: Actor | None, letter_id: UUID | str) -> Letter:
    """Return the letter, or NotFound: unknown and forbidden answer alike."""
    return _one(letters_visible_to(actor), letter_id)


def visible_incoming(actor: Actor | None, incoming_id: UUID | str) -> IncomingLetter:
    """Return the incoming letter, or NotFound."""
    return _one(incoming_visible_to(actor), incoming_id)


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
    above, steps = disposition.parent, 0
    while above is not None and steps < MOST_STEPS:
        if above.giver_position_id in actor.position_ids:
            return True
        above, steps = above.parent, steps + 1
    return False


def _one(queryset: QuerySet[Thing], pk: UUID | str) -> Thing:
    try:
        found = queryset.filter(pk=pk).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise NotFound
    return found


def takes_part(actor: Actor | None, letter: Letter) -> bool:
    """Tell whether the person drafts, verifies or signs the letter.

    Only they see its versions, notes and route; others who may see the letter see
    what was issued.
    """
    if actor is None:
        return False
    seats = {step.position_id for step in letter.steps.all()}
    return bool(actor.position_ids & {letter.drafter_position_id, *seats})


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
