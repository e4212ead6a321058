"""Deciding a loan, extending it, and taking it back.

A loan of content is a grant to read until the due day: it ends by itself, the class
holds, and every opening of what is classed stands in the trail, as with any grant.
"""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.grants.errors import GrantOver
from archive.grants.granting import grant_reading, revoke_reading
from archive.loans import access
from archive.loans.asking import due_faults, told
from archive.loans.errors import OnLoan, WrongLoanState
from archive.loans.events import LoanEvent
from archive.loans.hindering import paper_out
from archive.loans.models import Loan, LoanKind, LoanState
from archive.loans.trail_acts import LoanAct
from archive.record_files.locks import locked_files
from archive.records.models import Record
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version

LONGEST_CONDITION, LONGEST_NOTE = 200, 300


@transaction.atomic
def approve_loan(
    *,
    actor: Actor,
    loan_id: UUID,
    condition: str = "",
    due_on: date | None = None,
    expected_version: int | None = None,
) -> Loan:
    """Lend what was asked for, until the day asked for or another one.

    Raises:
        NotFound: unknown, or not theirs to lend.
        WrongLoanState, Stale, OnLoan: the state forbids it.
        Invalid: a day that is past or too far.
    """
    loan = _locked(actor, "loan.approve", loan_id, LoanState.ASKED, expected_version)
    loan.due_on = due_on or loan.due_on
    if faults := [*due_faults(loan.due_on), *_long(condition)]:
        raise Invalid(faults)
    if loan.kind == LoanKind.PAPER:
        _check_in_place(loan)
    else:
        loan.grant_id = _granted(loan, actor)
    loan.condition_out = condition.strip()
    _decided(loan, actor, LoanState.LENT, LoanAct.LENT)
    return loan


def _check_in_place(loan: Loan) -> None:
    """Raise where the paper, or what it lies in, is out already."""
    if loan.record is not None:
        same = Loan.objects.filter(record=loan.record, kind=LoanKind.PAPER)
        of_file = loan.record.record_file_id
        with_file = paper_out([of_file]).get(of_file) if of_file else None
        if same.filter(state=LoanState.LENT).exists() or (
            with_file is not None and with_file.record_file_id == of_file
        ):
            raise OnLoan(state=LoanState.LENT)
    elif loan.record_file_id in paper_out([loan.record_file_id or loan.pk]):
        raise OnLoan(state=LoanState.LENT)


def _granted(loan: Loan, actor: Actor) -> UUID:
    if loan.record_id is None:
        raise NotFound
    grant = grant_reading(
        actor=actor,
        record_id=loan.record_id,
        reader=loan.borrower,
        until_on=loan.due_on,
        reason=loan.purpose,
    )
    return grant.pk


@transaction.atomic
def refuse_loan(
    *, actor: Actor, loan_id: UUID, note: str, expected_version: int | None = None
) -> Loan:
    """Refuse what was asked for, with the reason.

    Raises:
        NotFound: unknown, or not theirs to decide.
        WrongLoanState, Stale: the state forbids it.
        Invalid: no reason.
    """
    loan = _locked(actor, "loan.refuse", loan_id, LoanState.ASKED, expected_version)
    if not 0 < len(note.strip()) <= LONGEST_NOTE:
        text = _("Say why, in at most %(longest)d characters.")
        words = text % {"longest": LONGEST_NOTE}
        raise Invalid([Fault(field="note", code="required", message=words)])
    loan.note = note.strip()
    _decided(loan, actor, LoanState.REFUSED, LoanAct.REFUSED)
    return loan


@transaction.atomic
def extend_loan(
    *, actor: Actor, loan_id: UUID, due_on: date, expected_version: int | None = None
) -> Loan:
    """Give more time, until a later day.

    Raises:
        NotFound: unknown, or not theirs to extend.
        WrongLoanState, Stale: the state forbids it.
        Invalid: no later day, or one too far.
    """
    loan = _locked(actor, "loan.extend", loan_id, LoanState.LENT, expected_version)
    faults = due_faults(due_on)
    if due_on <= loan.due_on:
        text = _("Choose a later day than the one it is due on now.")
        faults.append(Fault(field="due_on", code="not_later", message=text))
    if faults:
        raise Invalid(faults)
    loan.due_on, loan.reminded_on = due_on, None
    loan.extensions += 1
    if loan.kind == LoanKind.ELECTRONIC:
        _end_reading(loan, actor, _("Loan extended"))
        loan.grant_id = _granted(loan, actor)
    _saved(loan)
    told(LoanAct.EXTENDED, loan, actor)
    events.add(LoanEvent.DECIDED, loan_id=loan.pk)
    return loan


@transaction.atomic
def return_loan(
    *,
    actor: Actor,
    loan_id: UUID,
    condition: str = "",
    expected_version: int | None = None,
) -> Loan:
    """Take back what was lent; the right to read ends at once.

    Raises:
        NotFound: unknown, or not theirs to take back.
        WrongLoanState, Stale: the state forbids it.
        Invalid: the condition is too long.
    """
    loan = _locked(actor, "loan.return", loan_id, LoanState.LENT, expected_version)
    if faults := _long(condition):
        raise Invalid(faults)
    _end_reading(loan, actor, _("Returned from loan"))
    loan.received_by = actor.official
    ended(loan, condition.strip(), actor)
    return loan


def _end_reading(loan: Loan, actor: Actor, note: str) -> None:
    if loan.grant_id is not None:
        # Its last day may have ended it, or somebody revoked it before.
        with suppress(GrantOver, NotFound):
            revoke_reading(actor=actor, grant_id=loan.grant_id, note=note)


def ended(loan: Loan, condition: str, actor: Actor | None) -> None:
    """Write that the locked loan is over; `actor` is None where its day ended it."""
    loan.state, loan.returned_at = LoanState.RETURNED, timezone.now()
    loan.condition_back = condition
    _saved(loan)
    told(LoanAct.RETURNED, loan, actor)


def _long(condition: str) -> list[Fault]:
    if len(condition.strip()) <= LONGEST_CONDITION:
        return []
    text = _("Shorten this to %(longest)d characters.")
    words = text % {"longest": LONGEST_CONDITION}
    return [Fault(field="condition", code="too_long", message=words)]


def _decided(loan: Loan, actor: Actor, state: LoanState, act: LoanAct) -> None:
    loan.state, loan.decided_by = state, actor.official
    loan.decided_at = timezone.now()
    _saved(loan)
    told(act, loan, actor)
    events.add(LoanEvent.DECIDED, loan_id=loan.pk)


def _saved(loan: Loan) -> None:
    loan.row_version += 1
    loan.save()


def _locked(
    actor: Actor, act: str, loan_id: UUID, state: LoanState, version: int | None
) -> Loan:
    """Lock file, record and loan, in this order, for an act of this person."""
    known = access.visible_loan(actor, loan_id)
    lies_in = known.record.record_file_id if known.record else known.record_file_id
    locked_files([lies_in] if lies_in else [])
    record = _locked_record(known.record_id) if known.record_id else None
    rows = Loan.objects.select_for_update(no_key=True, of=("self",))
    loan = rows.select_related("unit", "borrower", "record_file").get(pk=loan_id)
    loan.record = record
    access.require(actor, act, loan)
    check_version(loan, version, state=loan.state)
    if loan.state != state:
        raise WrongLoanState(state=loan.state)
    return loan


def _locked_record(record_id: UUID) -> Record | None:
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("unit").filter(pk=record_id).first()
