"""Delivering a signed letter: at once to those inside, on the list for those outside.

Runs from the outbox, once per letter and again harmlessly. Each inside recipient
gets it on the desk, without anything typed again; each agenda that it reaches gets one
entry, which the desks of that register share. For each outside recipient there is a
dispatch, and the letter is sent when these have left.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import head_of
from eoffice.outbox import events
from workflow.delivery.agendas import LetterAgendas
from workflow.delivery.gates import way_to_desk
from workflow.delivery.models import Delivery
from workflow.dispatches.operations.listing import list_for_sending
from workflow.dispatches.operations.settling import settle_letter
from workflow.dispatches.sender_name import sender_name
from workflow.incoming import access
from workflow.incoming.events import IncomingEvent
from workflow.incoming.models import (
    Channel,
    FileReading,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
)
from workflow.incoming.trail_acts import IncomingAct
from workflow.letters.access import refresh_access
from workflow.letters.locks import locked_letter
from workflow.letters.models import (
    Letter,
    LetterRecipient,
    LetterStatus,
    RecipientKind,
)
from workflow.signing.models import Signature


@transaction.atomic
def deliver_letter(*, letter_id: UUID) -> None:
    """Deliver to every recipient who has no delivery yet, and list the rest."""
    letter = locked_letter(letter_id)
    # The outbox may hand it over twice; a revoked letter goes to nobody.
    if letter.status != LetterStatus.SIGNED or letter.outside:
        return
    signature = letter.signatures.select_related("stored").latest("created_at")
    waiting = letter.recipients.filter(delivery__isnull=True)
    recipients = list(waiting.select_related("position__unit", "unit"))
    desks = [desk for desk in map(_position_of, recipients) if desk]
    agendas = LetterAgendas(letter, [desk.unit for desk in desks])
    # Addressees before copies: who is named as both has it as an addressee.
    for recipient in recipients:
        _deliver(letter, signature, recipient, agendas)
    list_for_sending(letter)
    settle_letter(letter, None)
    refresh_access(letter)


def _deliver(
    letter: Letter,
    signature: Signature,
    recipient: LetterRecipient,
    agendas: LetterAgendas,
) -> None:
    position = _position_of(recipient)
    delivery = Delivery.objects.create(
        letter=letter,
        recipient=recipient,
        position=position,
        delivered_at=timezone.now() if position else None,
    )
    # Named twice, as recipient and as head of a unit, a desk gets it once.
    already = letter.deliveries.filter(position=position, incoming__isnull=False)
    if position is None or already.exists():
        return
    incoming = _laid_on_desk(letter, recipient, position)
    _send_through_gate(letter, incoming, position)
    entry = agendas.entry_for(incoming)
    if entry is not None:
        incoming.stand_in_agenda(entry)
    incoming.save()
    delivery.incoming = incoming
    delivery.save(update_fields=["incoming"])
    _give_files(letter, signature, incoming)
    access.refresh_access(incoming)
    trail.record(
        IncomingAct.DELIVERED,
        incoming,
        actor=None,
        letter=str(letter.pk),
        gate=incoming.gate_reason,
    )
    events.add(IncomingEvent.REGISTERED, incoming_id=incoming.pk)


def _position_of(recipient: LetterRecipient) -> Position | None:
    """Return the desk inside that the letter comes to, if there is one."""
    # A letter to a unit lies on its head's desk (tata naskah 6.2).
    if recipient.position is None and recipient.unit is not None:
        return head_of(recipient.unit)
    return recipient.position


def _send_through_gate(
    letter: Letter, incoming: IncomingLetter, leader: Position
) -> None:
    """Lay the letter before the leader's gate, where it has one (office practice 5)."""
    way = way_to_desk(letter, leader)
    incoming.gate_reason = way.reason or ""
    if way.keeper is not None:
        incoming.routed_to, incoming.gate_for = way.keeper, leader
        incoming.gate_opens = way.opens_secret


def _laid_on_desk(
    letter: Letter, recipient: LetterRecipient, position: Position
) -> IncomingLetter:
    return IncomingLetter(
        unit=position.unit,
        channel=Channel.INTERNAL,
        received_at=timezone.now(),
        status=IncomingStatus.REGISTERED,
        sender=sender_name(letter),
        number=letter.number,
        letter_date=letter.signed_letter_date,
        subject=letter.subject,
        letter_type=letter.letter_type.code,
        classification_code=letter.classification_code,
        urgency=letter.urgency,
        security_class=letter.security_class,
        routed_to=position,
        registered_at=timezone.now(),
        is_copy=recipient.kind == RecipientKind.CC,
    )


def _give_files(letter: Letter, signature: Signature, incoming: IncomingLetter) -> None:
    files = [(signature.stored, f"{letter.number.replace('/', '-')}.pdf")]
    files += [(a.stored, a.name) for a in letter.attachments.select_related("stored")]
    IncomingFile.objects.bulk_create(
        IncomingFile(
            incoming=incoming,
            stored=stored,
            name=name,
            order=n,
            reading_state=FileReading.DONE,
        )
        for n, (stored, name) in enumerate(files)
    )
