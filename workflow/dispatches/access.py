"""Who may see and do what with dispatches. The only place that knows.

Record clerks send what their register has numbered, what its unit signs and what it
drafts: they see the entry (number, date, addressee, class), and of a classed letter
nothing else. A register without a clerk is served by the next above. Drafter and
signatory see how far it is. A link to a classed letter opens its content, so it is made
only by those who may read it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.dispatches.models import Dispatch
from workflow.incoming.access import clerk_registers
from workflow.letters.models import Letter
from workflow.numbering.numbered_in import numbering_units
from workflow.rights import Rights, one_of
from workflow.security_class import is_classed


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingRegisters:
    """Whose clerks send a letter: where it was numbered, signed and drafted."""

    numbering: UUID
    signing: UUID
    drafting: UUID


def registers_of(letter: Letter) -> SendingRegisters:
    """Return the registers whose clerks send an issued letter."""
    signing = register_unit_of(letter.signatory.unit).pk
    owner = numbering_units([letter.pk]).get(letter.pk)
    return SendingRegisters(
        numbering=register_unit_of(owner).pk if owner else signing,
        signing=signing,
        drafting=register_unit_of(letter.unit).pk,
    )


def _of_clerk(actor: Actor) -> Q | None:
    """Return what holds of the dispatches a clerk sees; None: no clerk."""
    mine = actor.registers_with_duty(PositionDuty.RECORD_CLERK)
    if not mine:
        return None
    numbered = Q(numbering_register__in=actor.registers_sent_for(acting=False))
    return numbered | Q(register__in=mine) | Q(drafting_register__in=mine)


def dispatches_of_clerk(actor: Actor | None) -> QuerySet[Dispatch]:
    """Return what the person sends as a clerk of its register."""
    clerk = _of_clerk(actor) if actor else None
    return Dispatch.objects.none() if clerk is None else Dispatch.objects.filter(clerk)


def dispatches_visible_to(actor: Actor | None) -> QuerySet[Dispatch]:
    """Return the dispatches whose state the person may see."""
    if actor is None:
        return Dispatch.objects.none()
    seats = actor.position_ids
    own = Q(letter__drafter_position__in=seats) | Q(
        letter__signatory_position__in=seats
    )
    clerk = _of_clerk(actor)
    return Dispatch.objects.filter(own if clerk is None else own | clerk)


def visible_dispatch(actor: Actor | None, dispatch_id: UUID | str) -> Dispatch:
    """Return the dispatch, or NotFound: unknown and forbidden answer alike."""
    rows = dispatches_visible_to(actor).select_related(
        "letter__signatory_position", "recipient", "contact"
    )
    return one_of(rows, dispatch_id)


def _clerks(actor: Actor, dispatch: Dispatch) -> bool:
    registers = SendingRegisters(
        numbering=dispatch.numbering_register_id,
        signing=dispatch.register_id,
        drafting=dispatch.drafting_register_id,
    )
    return _serves(actor, registers)


def _serves(actor: Actor, registers: SendingRegisters) -> bool:
    own = clerk_registers(actor) & {registers.signing, registers.drafting}
    return bool(own) or registers.numbering in actor.registers_sent_for(acting=True)


def _reads(actor: Actor, dispatch: Dispatch) -> bool:
    """Whether the person drafted or signs it: no token of a clerk opens content."""
    letter = dispatch.letter
    drafts = actor.holds(letter.drafter_position_id)
    return drafts or actor.holds(letter.signatory_position_id)


def _sends(actor: Actor, dispatch: Dispatch) -> bool:
    # Its clerk may not open what is classed; so the drafter may send it, too.
    own = is_classed(dispatch.letter) and _reads(actor, dispatch)
    return own or _clerks(actor, dispatch)


def _opens(actor: Actor, dispatch: Dispatch) -> bool:
    if is_classed(dispatch.letter):
        return _reads(actor, dispatch)
    return _sends(actor, dispatch)


_RIGHTS = Rights(
    {
        "dispatch.send": _sends,
        "dispatch.hand_over": _sends,
        "dispatch.revoke": _sends,
        "dispatch.bounce": _sends,
        # What opens the content: link with code, SRIKANDI package.
        "dispatch.open_content": _opens,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require


def sends_letter(actor: Actor, letter: Letter) -> bool:
    """Tell whether the person may put dispatches of this letter on the list."""
    if _serves(actor, registers_of(letter)):
        return True
    seats = (letter.drafter_position_id, letter.signatory_position_id)
    return is_classed(letter) and any(actor.holds(seat) for seat in seats)
