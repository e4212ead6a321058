"""Delivering a signed letter: at once to the recipients inside.

Runs from the outbox, once per letter and again harmlessly. Each inside recipient
gets an entry in their own agenda, without anything typed again.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import head_of
from eoffice.organisation.queries.upwards import letterhead_unit_of
from eoffice.outbox import events
from workflow.delivery.models import Delivery
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
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_letter
from workflow.letters.models import Letter, LetterRecipient, LetterStatus
from workflow.letters.operations.moving import move_letter
from workflow.letters.printed_names import HEADS
from workflow.letters.trail_acts import LetterAct
from workflow.numbering.operations import lock_agendas, take_agenda_number
from workflow.signing.models import Signature


@transaction.atomic
def deliver_letter(*, letter_id: UUID) -> None:
    """Deliver to every recipient who has no delivery yet, then mark it sent."""
    letter = locked_letter(letter_id)
    # The outbox may hand it over twice; a revoked letter goes to nobody.
    if letter.status != LetterStatus.SIGNED:
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
    letter.sent_at = timezone.now()
    letter.save(update_fields=["sent_at"])
    move_letter(letter, LetterStatus.SENT)
    trail.record(LetterAct.SENT, letter, actor=None)
    events.add(LetterEvent.SENT, letter_id=letter.pk)


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


def _sender(letter: Letter) -> str:
    """Return who writes, as the receiver's agenda names it.

    The office whose letterhead it bears; a note, and a letter of the head of the
    region or the deputy, come from the official.
    """
    position = letter.signatory
    is_note = letter.letter_type.template == "nota_dinas"
    if is_note or position.kind in HEADS:
        return position.title
    return letterhead_unit_of(position.unit).name


def _enter_agenda(
    letter: Letter, signature: Signature, delivery: Delivery, position: Position
) -> None:
    incoming = IncomingLetter(
        unit=position.unit,
        channel=Channel.INTERNAL,
        received_at=timezone.now(),
        status=IncomingStatus.REGISTERED,
        sender=_sender(letter),
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
