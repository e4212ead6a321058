"""Asking for a loan: of content to read, of one paper, or of a whole file of paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.grants.granting import LONGEST_DAYS
from archive.loans.errors import NothingToLend
from archive.loans.models import Loan, LoanKind
from archive.loans.trail_acts import LoanAct
from archive.record_files.access import visible_record_file
from archive.records.access import visible_record
from archive.records.models import Medium, Record
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official

LONGEST = 300  # of a purpose, in characters
#: What lies on a shelf as well: paper, and the paper behind a scan.
ON_SHELF = (Medium.PAPER, Medium.SCANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanWish:
    """What somebody wants to borrow; a record or a record file, by `nip` or oneself."""

    kind: LoanKind
    due_on: date
    purpose: str
    record_id: UUID | None = None
    record_file_id: UUID | None = None
    nip: str = ""


@transaction.atomic
def ask_for_loan(*, actor: Actor, wanted: LoanWish) -> Loan:
    """Ask for a loan; whoever knows the entry may ask, also for somebody else.

    Raises:
        NotFound: the item is not theirs to see.
        NothingToLend: no paper, or nothing to read.
        Invalid: with every fault.
    """
    if (wanted.record_id is None) == (wanted.record_file_id is None):
        text = _("Name a record or a record file.")
        raise Invalid([Fault(field="record", code="required", message=text)])
    loan = _of_record(actor, wanted) if wanted.record_id else _of_file(actor, wanted)
    nip = wanted.nip.strip()
    rows = Official.objects.filter(nip=nip, is_active=True)
    borrower = rows.first() if nip else actor.official
    faults = [*due_faults(wanted.due_on)]
    if borrower is None:
        text = _("Nobody in service has this NIP.")
        faults.append(Fault(field="nip", code="unknown", message=text))
    if not 0 < len(wanted.purpose.strip()) <= LONGEST:
        text = _("Say what it is needed for, in at most 300 characters.")
        faults.append(Fault(field="purpose", code="required", message=text))
    if faults or borrower is None:
        raise Invalid(faults)
    loan.borrower, loan.asked_by = borrower, actor.official
    loan.purpose, loan.due_on = wanted.purpose.strip(), wanted.due_on
    loan.save(force_insert=True)
    told(LoanAct.ASKED, loan, actor)
    return loan


def _of_record(actor: Actor, wanted: LoanWish) -> Loan:
    record = visible_record(actor, wanted.record_id or "")
    is_paper = wanted.kind == LoanKind.PAPER
    has_item = record.medium in ON_SHELF if is_paper else record.contents.exists()
    if not has_item:
        raise NothingToLend(state=record.medium)
    return Loan(
        kind=wanted.kind, record=record, item=record.number[:160], unit=record.unit
    )


def _of_file(actor: Actor, wanted: LoanWish) -> Loan:
    found = visible_record_file(actor, wanted.record_file_id or "")
    paper = Record.objects.filter(record_file=found, medium__in=ON_SHELF)
    if wanted.kind != LoanKind.PAPER or found.destroyed_on or not paper.exists():
        raise NothingToLend(state=wanted.kind)
    item = _("File no. %(number)d, %(code)s") % {
        "number": found.number,
        "code": found.classification.code,
    }
    return Loan(kind=wanted.kind, record_file=found, item=item, unit=found.unit)


def due_faults(due_on: date) -> list[Fault]:
    """Return why it cannot be due back on this day."""
    today = timezone.localdate()
    if today <= due_on <= today + timedelta(days=LONGEST_DAYS):
        return []
    text = _("Choose a day from today on, at most %(most)d days ahead.")
    told_words = text % {"most": LONGEST_DAYS}
    return [Fault(field="due_on", code="out_of_range", message=told_words)]


def told(act: LoanAct, loan: Loan, actor: Actor | None) -> None:
    """Tell the act of the item it is about, without a word of its content.

    Raises:
        NotFound: the item is gone.
    """
    thing = loan.record or loan.record_file
    if thing is None:
        raise NotFound
    trail.record(
        act,
        thing,
        actor=actor,
        loan=str(loan.pk),
        kind=loan.kind,
        borrower=str(loan.borrower_id),
        due_on=loan.due_on.isoformat(),
    )
