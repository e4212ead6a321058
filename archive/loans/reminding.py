"""The timed look at loans: who is reminded, and which ended by themselves."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.loans.events import LoanEvent
from archive.loans.lending import ended
from archive.loans.models import Loan, LoanKind, LoanState
from eoffice.outbox import events
from eoffice.outbox.rounds import Round, walk

REMIND = "archive.remind_loans"  # the timed task, by its name
AT_ONCE = 200
AGAIN_AFTER_DAYS = 7  # a bell every day would be one that nobody hears


def remind_loans() -> Round:
    """Remind of what is due tomorrow or overdue, and end the reading that is over."""
    return walk(REMIND, _due_after, remind_of)


def _due_after(after: str) -> list[tuple[str, UUID]]:
    today = timezone.localdate()
    week_ago = today - timedelta(days=AGAIN_AFTER_DAYS)
    asks = Q(reminded_on__isnull=True) | Q(reminded_on__lte=week_ago)
    asks |= Q(due_on__lt=today, kind=LoanKind.ELECTRONIC)
    # The word of the day before is not the word that it is late.
    late = Q(due_on=today - timedelta(days=1), reminded_on__lt=today)
    rows = Loan.objects.filter(
        asks | late, state=LoanState.LENT, due_on__lte=today + timedelta(days=1)
    ).order_by("pk")
    ids = (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)
    return [(str(pk), pk) for pk in ids[:AT_ONCE]]


@transaction.atomic
def remind_of(loan_id: UUID) -> bool:
    """Remind of one loan, once for the day; end a reading whose day is over."""
    today = timezone.localdate()
    rows = Loan.objects.select_for_update(no_key=True, of=("self",))
    loan = rows.select_related("record", "record_file").get(pk=loan_id)
    if loan.state != LoanState.LENT:
        return False
    if loan.kind == LoanKind.ELECTRONIC and loan.due_on < today:
        ended(loan, "", None)
        return True
    if loan.reminded_on == today or not _is_time(loan, today):
        return False
    loan.reminded_on = today
    loan.save(update_fields=["reminded_on"])
    events.add(LoanEvent.REMINDED, loan_id=loan.pk)
    return True


def _is_time(loan: Loan, today: date) -> bool:
    if loan.due_on > today + timedelta(days=1):
        return False
    last = loan.reminded_on
    if last is None or last <= today - timedelta(days=AGAIN_AFTER_DAYS):
        return True
    return last <= loan.due_on < today
