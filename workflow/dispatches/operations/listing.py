"""Putting on the list what is to be sent: at the delivery, or by a clerk."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from workflow.contacts.models import Contact
from workflow.contacts.normal_form import normal_name
from workflow.contacts.operations import known_contact, remember_contact
from workflow.contacts.ways import DispatchWay
from workflow.dispatches import access
from workflow.dispatches.errors import LetterNotInForce, SentAlready
from workflow.dispatches.models import TO_DO, Dispatch, DispatchState
from workflow.dispatches.operations.settling import settle_letter
from workflow.dispatches.trail_acts import DispatchAct
from workflow.dispatches.ways import check_way, first_way
from workflow.letters.locks import locked_letter
from workflow.letters.models import Letter, LetterRecipient
from workflow.security_class import is_classed


def list_for_sending(letter: Letter) -> None:
    """Put every outside recipient of a locked letter on the list; again harmless."""
    outside = letter.recipients.exclude(external="").filter(dispatches__isnull=True)
    registers = access.registers_of(letter)
    # In one order, so that two letters to the same parties never wait in a circle.
    for recipient in sorted(outside, key=lambda one: normal_name(one.external)):
        _make(letter, recipient, registers, actor=None)


@transaction.atomic
def dispatch_to(*, actor: Actor, letter_id: UUID, recipient: str, way: str) -> Dispatch:
    """Say by which way the letter goes to an outside recipient; return the dispatch.

    `recipient` is the recipient's id or name. What waits gets the way; where nothing
    is on the list (taken back, or issued before the list was kept) a dispatch is made.

    Raises:
        NotFound: the letter is not the person's to send.
        LetterNotInForce: not issued, or revoked.
        SentAlready: it has left.
        Invalid: nobody outside is meant by `recipient`.
        NotThisWay: the way is closed to this letter or addressee.
    """
    letter = locked_letter(letter_id)
    if not letter.is_issued or not access.sends_letter(actor, letter):
        raise NotFound
    if not letter.is_in_force:
        raise LetterNotInForce(state=letter.status)
    row = _recipient(letter, recipient)
    live = row.dispatches.exclude(state=DispatchState.REVOKED).first()
    if live is None:
        registers = access.registers_of(letter)
        live = _make(letter, row, registers, actor=actor)
    elif live.state not in TO_DO:
        raise SentAlready(state=live.state)
    live.letter = letter
    choose_way(live, way, actor)
    settle_letter(letter, actor)
    return live


def choose_way(dispatch: Dispatch, way: str, actor: Actor) -> None:
    """Give a locked dispatch its way.

    Raises:
        NotThisWay: closed to this letter or addressee.
    """
    check_way(dispatch, way, actor)
    if dispatch.way == way:
        return
    dispatch.way = way
    dispatch.save(update_fields=["way"])
    trail.record(DispatchAct.WAY_CHOSEN, dispatch.letter, actor=actor, way=str(way))


def _make(
    letter: Letter,
    recipient: LetterRecipient,
    registers: access.SendingRegisters,
    *,
    actor: Actor | None,
) -> Dispatch:
    contact = _contact_of(letter, recipient)
    dispatch = Dispatch.objects.create(
        letter=letter,
        recipient=recipient,
        contact=contact,
        numbering_register_id=registers.numbering,
        register_id=registers.signing,
        drafting_register_id=registers.drafting,
        way=first_way(letter, contact) if contact else DispatchWay.HAND,
        # What the letter says of its addressee goes before what the register knows.
        email=recipient.email or (contact.email if contact else ""),
    )
    trail.record(DispatchAct.LISTED, letter, actor=actor, dispatch=str(dispatch.pk))
    return dispatch


def _contact_of(letter: Letter, recipient: LetterRecipient) -> Contact | None:
    # The register is open to drafters: it must not tell whom a classed letter goes to.
    if is_classed(letter):
        return known_contact(recipient.external, recipient.address)
    return remember_contact(recipient.external, recipient.address, recipient.email)


def _recipient(letter: Letter, named: str) -> LetterRecipient:
    outside = list(letter.recipients.exclude(external=""))
    name = named.strip()
    meant = [one for one in outside if str(one.pk) == name]
    meant = meant or [one for one in outside if one.external == name]
    if not meant:
        text = _("Nobody outside is meant by this. Name a recipient of the letter.")
        raise Invalid([Fault(field="recipient", code="unknown", message=text)])
    return meant[0]
