"""Loans follow their item to its next keeper, who takes it back."""

from uuid import UUID

from django.db.models import F, Q

from archive.loans.models import Loan, LoanState
from eoffice.organisation.models import Unit


def follow_custody(record_file_id: UUID, target: Unit) -> int:
    """Let the running loans of a file, and of what lies in it, be the new keeper's.

    In the transaction that moves the file, under its lock; returns how many followed.
    """
    about = Q(record_file=record_file_id) | Q(record__record_file=record_file_id)
    rows = Loan.objects.filter(state__in=(LoanState.ASKED, LoanState.LENT))
    ids = list(rows.filter(about).exclude(unit=target).values_list("pk", flat=True))
    return Loan.objects.filter(pk__in=ids).update(
        unit=target, row_version=F("row_version") + 1
    )
