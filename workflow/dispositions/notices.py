"""Telling people of a disposition: given, answered, taken back.

Above the ordinary class the text says only that something waits (tata naskah 5.2).
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.notifications.operations import settle
from eoffice.notifications.operations.notifying import Message
from eoffice.outbox.events import Event, on
from workflow.dispositions.events import DispositionEvent
from workflow.dispositions.models import Disposition, ReceiverState
from workflow.dispositions.queries.lists import OPEN
from workflow.incoming.models import IncomingStatus
from workflow.incoming.notices import about, page_of, tell_positions
from workflow.security_class import is_ordinary

COMPLETED = DispositionEvent.COMPLETED
GIVEN = (DispositionEvent.GIVEN, DispositionEvent.REOPENED)


def _disposition_of(event: Event) -> Disposition:
    rows = Disposition.objects.select_related("incoming")
    return rows.get(pk=event.payload["disposition_id"])


def _address_of(disposition: Disposition) -> str:
    return reverse("disposition_read", args=[disposition.pk])


def _message(disposition: Disposition, kind: str, text: str) -> Message:
    matter = about(disposition.incoming, disposition.initiative)
    return Message(
        kind=kind,
        text=text % {"about": matter},
        path=_address_of(disposition),
        by=disposition.giver_position.title if kind != COMPLETED else "",
        due_on=disposition.due_on if kind != COMPLETED else None,
        is_plain=is_ordinary(disposition.incoming),
    )


def _given(event: Event) -> None:
    disposition = _disposition_of(event)
    message = _message(disposition, event.name, _("Disposition for you: %(about)s"))
    told = disposition.receivers.exclude(state=ReceiverState.RECALLED)
    tell_positions(event, told.values_list("position_id", flat=True), message)


def _tell_helpers(event: Event) -> None:
    """Tell who prepared another one that it was not used."""
    disposition = _disposition_of(event)
    message = _message(
        disposition,
        "disposition.draft_unused",
        _("Your draft was not used; another disposition was given: %(about)s"),
    )
    unused = disposition.drafts_unused.values_list("prepared_position", flat=True)
    tell_positions(event, unused, message)


def _completed(event: Event) -> None:
    disposition = _disposition_of(event)
    message = _message(disposition, event.name, _("Disposition answered: %(about)s"))
    tell_positions(event, [disposition.giver_position_id], message)


def _recalled(event: Event) -> None:
    disposition = _disposition_of(event)
    # Those told may not open it any more: they learn who took it back, not of what.
    text = _("Disposition taken back: %(about)s")
    told_of = text % {"about": disposition.giver_position.title}
    message = Message(kind=event.name, text=told_of, path=reverse("disposition_list"))
    told = disposition.receivers.filter(state=ReceiverState.RECALLED)
    tell_positions(event, told.values_list("position_id", flat=True), message)


def settle_disposition(event: Event) -> None:
    """Let go of what asked for an answer that was given, and of the letter's line."""
    disposition = _disposition_of(event)
    still = disposition.receivers.filter(state__in=OPEN)
    settle(
        path=_address_of(disposition),
        kinds=GIVEN,
        waiting=list(still.values_list("position_id", flat=True)),
    )
    incoming = disposition.incoming
    if incoming and incoming.status != IncomingStatus.REGISTERED:
        settle(path=page_of(incoming), kinds=["incoming.registered"])


def register() -> None:
    """Register the notices of dispositions."""
    on(DispositionEvent.GIVEN, "workflow.notify_receivers", _given)
    on(DispositionEvent.GIVEN, "workflow.notify_helpers", _tell_helpers)
    on(DispositionEvent.REOPENED, "workflow.notify_receivers", _given)
    on(DispositionEvent.COMPLETED, "workflow.notify_giver", _completed)
    on(DispositionEvent.RECALLED, "workflow.notify_recalled", _recalled)
    for name in (
        *GIVEN,
        COMPLETED,
        DispositionEvent.PROGRESS,
        DispositionEvent.RECALLED,
    ):
        on(name, "workflow.settle_slip", settle_disposition)
