"""Bells of loans: decided, due and late; told by the item's number alone."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.loans.events import LoanEvent
from archive.loans.models import Loan, LoanState
from eoffice.notifications.operations.notifying import Message, notify
from eoffice.outbox.events import Event, on


def _loan(event: Event) -> Loan:
    return Loan.objects.get(pk=UUID(event.payload["loan_id"]))


def _message(loan: Loan, kind: str, text: str) -> Message:
    return Message(
        kind=kind,
        text=text % {"item": loan.item},
        path=reverse("loan_page", args=[loan.pk]),
        due_on=loan.due_on if loan.state == LoanState.LENT else None,
    )


def _decided(event: Event) -> None:
    loan = _loan(event)
    if loan.state == LoanState.REFUSED:
        text = _("Your loan was refused: %(item)s")
    else:
        text = _("Lent to you: %(item)s")
    message = _message(loan, event.name, text)
    notify(event_id=event.id, official_id=loan.borrower_id, message=message)


def _reminded(event: Event) -> None:
    loan = _loan(event)
    if loan.state != LoanState.LENT:
        return
    is_late = loan.is_overdue(timezone.localdate())
    text = _("Loan overdue: %(item)s") if is_late else _("Loan due: %(item)s")
    message = _message(loan, event.name, text)
    told = {loan.borrower_id} | ({loan.decided_by_id} if is_late else set())
    for official_id in told:
        if official_id is not None:
            notify(event_id=event.id, official_id=official_id, message=message)


def register() -> None:
    """Register the handlers of this room."""
    on(LoanEvent.DECIDED, "archive.tell_loan", _decided)
    on(LoanEvent.REMINDED, "archive.tell_reminder", _reminded)
