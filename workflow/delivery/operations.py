"""Delivering a signed letter: at once to those inside, on the list for those outside.

Runs from the outbox, once per letter and again harmlessly. Each inside recipient
gets an entry in their own agenda, without anything typed again; for each outside one
there is a dispatch, and the letter is sent when these have left.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import head_of
from eoffice.outbox import events
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
from workflow.letters.models import Letter, LetterRecipient, LetterStatus
from workflow.numbering.operations import lock_agendas, take_agenda_number
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
    # All agendas at once and in order, before the first number is taken (decision 25).
    lock_agendas(
        [position.unit for position in map(_position_of, recipients) if position]
    )
    for recipient in recipients:
        _deliver(letter, signature, recipient)
    list_for_sending(letter)
    settle_letter(letter, None)
    refresh_access(letter)


def _deliver(letter: Letter, signature: Signature, recipient: LetterRecipient) -> None:
    position = _position_of(recipient)
    delivery = Delivery.objects.create(
        letter=letter,
        recipient=recipient,
        position=position,
        delivered_at=timezone.now() if position else None,
    )
    # Named twice, as recipient and as head of a unit, a desk gets one entry.
    already = letter.deliveries.filter(position=position, incoming__isnull=False)
    if position is not None and not already.exists():
        _enter_agenda(letter, signature, delivery, position)


def _position_of(recipient: LetterRecipient) -> Position | None:
    """Return the desk inside that the letter comes to, if there is one."""
    # A letter to a unit lies on its head's desk (tata naskah 6.2).
    if recipient.position is None and recipient.unit is not None:
        return head_of(recipient.unit)
    return recipient.position


def _enter_agenda(
    letter: Letter, signature: Signature, delivery: Delivery, position: Position
) -> None:
    incoming = IncomingLetter(
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
    )
    number = take_agenda_number(position.unit, incoming.pk, None)
    incoming.agenda_number, incoming.agenda_sequence = number.text, number.value
    incoming.save()
    delivery.incoming = incoming
    delivery.save(update_fields=["incoming"])
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
    access.refresh_access(incoming)
    trail.record(IncomingAct.DELIVERED, incoming, actor=None, letter=str(letter.pk))
    events.add(IncomingEvent.REGISTERED, incoming_id=incoming.pk)
