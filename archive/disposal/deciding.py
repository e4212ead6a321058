"""Submitting, approving, sending back and calling off a list."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal.documenting import check_approval, retire_documents
from archive.disposal.dropping import drop_unfit
from archive.disposal.eight_documents import NATIONAL_FROM_YEARS
from archive.disposal.errors import ApprovalGiven, NothingAgreed, SamePerson
from archive.disposal.events import DisposalEvent
from archive.disposal.locks import locked_for, moved
from archive.disposal.models import ApprovalLevel, DestructionList, ListApproval
from archive.disposal.readiness import require_approvable, require_submittable
from archive.disposal.states import BEFORE_EXECUTION, Appraisal, ItemState, ListState
from archive.disposal.trail_acts import DisposalAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLetter:
    """The written approval: its number, its date, who signed it."""

    number: str
    date: date
    by: str


@transaction.atomic
def submit_list(
    *, actor: Actor, list_id: UUID, expected_version: int | None = None
) -> DestructionList:
    """Hand the list to the committee in force; what is unfit drops out first.

    Raises:
        NotFound, Stale, WrongState.
        ScheduleNotConfirmed: the region's own decree of the schedule is not entered.
        NoCommittee, NoWitnesses: nobody could appraise, or witness the execution.
        NothingAgreed: no item is left.
    """
    found = locked_for(
        actor,
        "disposal.submit",
        list_id,
        states=frozenset({ListState.DRAFT}),
        expected_version=expected_version,
    )
    committee = require_submittable(found)
    drop_unfit(found, actor=actor)
    if not found.items.filter(state=ItemState.LISTED).exists():
        raise NothingAgreed(state=found.state)
    found.committee, found.submitted_at = committee, timezone.now()
    moved(found, ListState.SUBMITTED, "committee", "submitted_at")
    trail.record(DisposalAct.SUBMITTED, found, actor=actor, committee=str(committee.pk))
    events.add(DisposalEvent.SUBMITTED, list_id=found.pk)
    return found


def levels_needed(found: DestructionList) -> list[ApprovalLevel]:
    """Return whose written approvals the agreed items need (Ps 71, 72).

    Of a row of a list as `counting.with_counts` has told it already.
    """
    told = getattr(found, "needs_national", None)
    going = found.items.filter(state=ItemState.LISTED, decision=Appraisal.AGREE)
    long_kept = going.filter(total_years__gte=NATIONAL_FROM_YEARS)
    is_national = long_kept.exists() if told is None else told
    national = [ApprovalLevel.NATIONAL] if is_national else []
    return [ApprovalLevel.REGION, *national]


def levels_missing(found: DestructionList) -> list[ApprovalLevel]:
    """Return those of the approvals needed that are not entered yet."""
    given = {one.level for one in found.approvals.all() if one.is_current}
    return [level for level in levels_needed(found) if level not in given]


@transaction.atomic
def approve_list(
    *,
    actor: Actor,
    list_id: UUID,
    letter: DecisionLetter,
    level: ApprovalLevel | None = None,
    expected_version: int | None = None,
) -> DestructionList:
    """Enter a written approval; with the last one needed the list is approved.

    `level`: whose approval it is; the first one missing where it is not said.

    Raises:
        NotFound, Stale, WrongState.
        SamePerson: the person proposed the list.
        NotDecided, NothingAgreed: the committee is not done, or agreed to nothing.
        DocumentUnsigned: its written consideration, or the approval's own letter.
        ApprovalGiven: this level's is entered already, or is not needed.
        Invalid: with every fault of the letter.
    """
    found = locked_for(
        actor,
        "disposal.approve",
        list_id,
        states=frozenset({ListState.IN_APPRAISAL}),
        expected_version=expected_version,
    )
    missing = _missing_for(found, actor, letter)
    level = level or next(iter(missing), None)
    if level not in missing or level is None:
        raise ApprovalGiven(state=found.state)
    check_approval(found, level, letter.number)
    _enter_approval(found, actor, letter, level)
    if missing == [level]:
        drop_unfit(found, actor=actor, decided=True)
        found.approved_at = timezone.now()
        moved(found, ListState.APPROVED, "approved_at")
        events.add(DisposalEvent.APPROVED, list_id=found.pk)
    else:
        moved(found, ListState.IN_APPRAISAL)
    return found


def _missing_for(
    found: DestructionList, actor: Actor, letter: DecisionLetter
) -> list[ApprovalLevel]:
    """Return the approvals that are missing, if any may be entered now."""
    if actor.official.pk == found.proposed_by_id:
        raise SamePerson(state=found.state)
    require_approvable(found)
    if faults := letter_faults(letter):
        raise Invalid(faults)
    return levels_missing(found)


def _enter_approval(
    found: DestructionList, actor: Actor, letter: DecisionLetter, level: ApprovalLevel
) -> None:
    ListApproval.objects.create(
        destruction_list=found,
        level=level,
        document_number=letter.number.strip(),
        document_date=letter.date,
        document_by=letter.by.strip(),
        entered_by=actor.official,
        entered_as=actor.chosen.position if actor.chosen else None,
    )
    trail.record(
        DisposalAct.APPROVED,
        found,
        actor=actor,
        level=level.value,
        number=letter.number.strip(),
        date=letter.date.isoformat(),
        by=letter.by.strip(),
    )


def letter_faults(letter: DecisionLetter) -> list[Fault]:
    """Return what is wrong with an approval's letter."""
    faults = []
    for name, value in (("number", letter.number), ("by", letter.by)):
        if not value.strip():
            text = _("An approval is a letter: give its number, date and signatory.")
            faults.append(Fault(field=name, code="required", message=text))
    if letter.date > timezone.localdate():
        text = _("The letter is of today or earlier.")
        faults.append(Fault(field="date", code="in_future", message=text))
    return faults


@transaction.atomic
def return_list(
    *,
    actor: Actor,
    list_id: UUID,
    reason: str,
    expected_version: int | None = None,
) -> DestructionList:
    """Send the list back to be prepared again; approvals given so far count no more.

    Raises:
        NotFound, Stale, WrongState.
        Invalid: no reason.
    """
    states = BEFORE_EXECUTION - {ListState.DRAFT}
    found = locked_for(
        actor,
        "disposal.return",
        list_id,
        states=states,
        expected_version=expected_version,
    )
    told = _given_reason(reason)
    found.approvals.filter(is_current=True).update(is_current=False)
    retire_documents(found)
    found.asked_by = found.asked_at = found.approved_at = None
    moved(found, ListState.DRAFT, "asked_by", "asked_at", "approved_at")
    trail.record(DisposalAct.RETURNED, found, actor=actor, reason=told)
    events.add(DisposalEvent.RETURNED, list_id=found.pk)
    return found


@transaction.atomic
def abort_list(
    *,
    actor: Actor,
    list_id: UUID,
    reason: str,
    expected_version: int | None = None,
) -> DestructionList:
    """Call the list off for good; its records may be proposed again.

    Raises:
        NotFound, Stale, WrongState: not once it is being destroyed.
        Invalid: no reason.
    """
    found = locked_for(
        actor,
        "disposal.abort",
        list_id,
        states=BEFORE_EXECUTION,
        expected_version=expected_version,
    )
    told = _given_reason(reason)
    moved(found, ListState.ABORTED)
    trail.record(DisposalAct.ABORTED, found, actor=actor, reason=told)
    events.add(DisposalEvent.ABORTED, list_id=found.pk)
    return found


def _given_reason(reason: str) -> str:
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        text = _("Say why, in at most 1,000 characters.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    return told
