"""What a list needs before its next step, asked by the step itself and by its pages.

Nobody is offered an act that would be refused: the same checks say beforehand what is
missing, and refuse under the lock.
"""

from archive.disposal.committee_model import AppraisalCommittee
from archive.disposal.committees import committee_of, require_witnesses
from archive.disposal.documenting import require_consideration, require_decree
from archive.disposal.errors import NoCommittee, NotDecided, NothingAgreed
from archive.disposal.models import DestructionList
from archive.disposal.states import Appraisal, ItemState, ListState
from archive.retention.decree import require_retention_decree
from eoffice.errors import OfficeError

#: state -> the act that moves the list on
NEXT = {
    ListState.DRAFT: "submit",
    ListState.IN_APPRAISAL: "approve",
    ListState.APPROVED: "execute",
}


def require_submittable(found: DestructionList) -> AppraisalCommittee:
    """Return the committee that the list goes to.

    Raises:
        ScheduleNotConfirmed: the region's own decree of the schedule is not entered.
        NoCommittee, NoWitnesses: nobody could appraise, or witness the execution.
    """
    require_retention_decree()
    committee = committee_of(found.unit)
    if committee is None:
        raise NoCommittee(state=found.state)
    require_witnesses(committee, state=found.state)
    return committee


def require_approvable(found: DestructionList) -> None:
    """Refuse an approval before the committee is done and has said so in writing.

    Raises:
        NotDecided, NothingAgreed: the committee is not done, or agreed to nothing.
        DocumentUnsigned: its written consideration.
    """
    listed = found.items.filter(state=ItemState.LISTED)
    if listed.filter(decision="").exists():
        raise NotDecided(state=found.state)
    if not listed.filter(decision=Appraisal.AGREE).exists():
        raise NothingAgreed(state=found.state)
    require_consideration(found)


def require_executable(found: DestructionList) -> None:
    """Refuse the execution while what it rests on is missing.

    Raises:
        ScheduleNotConfirmed, NoWitnesses.
        DocumentUnsigned: the decree of the destruction is not signed.
    """
    require_retention_decree()
    require_witnesses(found.committee, state=found.state)
    require_decree(found)


def hindrance_of(found: DestructionList) -> OfficeError | None:
    """Return what the list's next step would be refused with now, whoever asks."""
    try:
        if found.state == ListState.DRAFT:
            require_submittable(found)
        elif found.state == ListState.IN_APPRAISAL:
            require_approvable(found)
        elif found.state == ListState.APPROVED:
            require_executable(found)
    except OfficeError as refusal:
        return refusal
    return None
