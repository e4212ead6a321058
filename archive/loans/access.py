"""Who sees loans, who lends, and who takes back.

The class holds (PP 28/2012 Ps 38): whatever is classed is lent by who answers for it,
as with a grant to read; ordinary paper also by who files for its unit.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.grants.access import answers_for
from archive.loans.models import Loan, LoanKind
from archive.records.keepers import keeps, units_kept_by
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from workflow.rights import Rights, one_of
from workflow.security_class import ORDINARY


def loans_visible_to(actor: Actor | None) -> QuerySet[Loan]:
    """Return the loans one asked for or has, and those of units one files for or heads.

    Auditors see all.
    """
    if actor is None:
        return Loan.objects.none()
    rows = Loan.objects.select_related(
        "unit", "borrower", "asked_by", "decided_by", "record_file"
    ).defer(
        "record_file__trigger_proof",
        *("borrower__nik", "asked_by__nik", "decided_by__nik"),
    )
    if actor.has_duty(PositionDuty.AUDITOR):
        return rows
    mine = Q(borrower=actor.official) | Q(asked_by=actor.official)
    headed = Q(unit__path__overlap=sorted(actor.headed_unit_ids))
    return rows.filter(mine | headed | Q(unit__in=units_kept_by(actor).values("pk")))


def visible_loan(actor: Actor | None, loan_id: UUID | str) -> Loan:
    """Return the loan, or NotFound."""
    return one_of(loans_visible_to(actor), loan_id)


def _lends(actor: Actor, loan: Loan) -> bool:
    if actor.official.pk == loan.borrower_id:
        return False
    if loan.kind == LoanKind.ELECTRONIC:
        return loan.record is not None and answers_for(actor, loan.record)
    classed = list(_classed(loan))
    if not all(answers_for(actor, one) for one in classed):
        return False
    return bool(classed) or keeps(actor, loan.unit)


def _classed(loan: Loan) -> Iterable[Record]:
    """Return the classed records that would leave with the paper."""
    about = Q(pk=loan.record_id) if loan.record_id else Q(record_file=loan.record_file)
    rows = Record.objects.filter(about).exclude(security_class__in=ORDINARY)
    # One of each class and unit is enough to ask.
    distinct = rows.order_by("unit_id", "security_class").distinct(
        "unit_id", "security_class"
    )
    return distinct.select_related("unit")


def _takes_back(actor: Actor, loan: Loan) -> bool:
    if loan.kind == LoanKind.ELECTRONIC and actor.official.pk == loan.borrower_id:
        return True  # who has read enough gives the right back
    return keeps(actor, loan.unit) or _lends(actor, loan)


_RIGHTS = Rights(
    {
        "loan.approve": _lends,
        "loan.refuse": _lends,
        "loan.extend": _lends,
        "loan.return": _takes_back,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require
