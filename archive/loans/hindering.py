"""What is on loan now: asked before anything is destroyed, transferred or moved."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.loans.models import Loan, LoanKind, LoanState
from archive.records.models import Record


def on_loan(rows: QuerySet[Record]) -> QuerySet[Record]:
    """Return those of the rows that are lent now, alone or with their whole file."""
    about = Q(record=OuterRef("pk")) | Q(record_file=OuterRef("record_file"))
    return rows.filter(Exists(_running().filter(about)))


def without_lent(rows: QuerySet[Record]) -> QuerySet[Record]:
    """Return the rows that are not lent now, alone or with their whole file.

    What is lent is little: asked once, where asking for each row walks the archive.
    """
    alone = _running().filter(record__isnull=False).values("record")
    whole = _running().filter(record_file__isnull=False).values("record_file")
    return rows.exclude(pk__in=alone).exclude(record_file__in=whole)


def lent_among(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these records are on loan now; one query."""
    rows = on_loan(Record.objects.filter(pk__in=list(ids)))
    return set(rows.values_list("pk", flat=True))


def paper_out(record_files: Iterable[UUID]) -> dict[UUID, Loan]:
    """Return the running loan of paper by record file: of it, or of one thing in it.

    The out-indicator of its place; one query.
    """
    wanted = list(record_files)
    about = Q(record_file__in=wanted) | Q(record__record_file__in=wanted)
    rows = _running().filter(about, kind=LoanKind.PAPER)
    found: dict[UUID, Loan] = {}
    for loan in rows.select_related("record", "borrower").order_by("-id"):
        of = loan.record.record_file_id if loan.record else loan.record_file_id
        if of is not None:
            found[of] = loan
    return found


def _running() -> QuerySet[Loan]:
    return Loan.objects.filter(state=LoanState.LENT)
