"""What a move needs before its next step, asked by the step itself and by its pages.

Nobody is offered an act that would be refused: the same checks say beforehand what is
missing, and refuse under the lock.
"""

from archive.custody.documenting import require_papers
from archive.custody.models import CustodyMove
from archive.custody.states import CustodyState, MoveKind
from archive.custody.verifying import refused_in
from archive.disposal.committees import committee_of
from archive.disposal.errors import NoCommittee
from archive.papers.kinds import PaperKind
from eoffice.errors import OfficeError

#: What the archives reads before it accepts a hand-over (PP 28/2012 Ps 80).
BEFORE_ACCEPTING = (PaperKind.CONSIDERATION, PaperKind.STATEMENT)
SIGNED_BEFORE = {
    MoveKind.TRANSFER: (PaperKind.REPORT,),
    MoveKind.HANDOVER: (
        PaperKind.ACCEPTANCE,
        PaperKind.DECREE,
        PaperKind.REPORT,
        PaperKind.RECEIPT,
    ),
}
#: state -> the act that moves the list on
NEXT = {
    CustodyState.DRAFT: "submit",
    CustodyState.SUBMITTED: "approve",
    CustodyState.APPROVED: "execute",
}


def wanted_papers(found: CustodyMove) -> tuple[PaperKind, ...]:
    """Return the kinds of documents that the next step rests on."""
    if found.state == CustodyState.APPROVED:
        return SIGNED_BEFORE[MoveKind(found.kind)]
    is_judged = found.state == CustodyState.SUBMITTED
    return BEFORE_ACCEPTING if is_judged and found.kind == MoveKind.HANDOVER else ()


def require_submittable(found: CustodyMove) -> None:
    """Refuse a hand-over that nobody could appraise.

    Raises:
        NoCommittee.
    """
    if found.kind == MoveKind.HANDOVER and committee_of(found.unit) is None:
        raise NoCommittee(state=found.state)


def require_acceptable(found: CustodyMove) -> list[int]:
    """Return the items of a hand-over that the archives refused; they drop out.

    Raises:
        DocumentUnsigned: the consideration or the statement.
        NotVerified: a file has no verdict.
    """
    if found.kind != MoveKind.HANDOVER:
        return []
    require_papers(found, wanted_papers(found))
    return refused_in(found)


def require_movable(found: CustodyMove) -> None:
    """Refuse to move files before the papers carry it.

    Raises:
        DocumentUnsigned, TextsDiffer, SameHead.
    """
    require_papers(found, wanted_papers(found))


def hindrance_of(found: CustodyMove) -> OfficeError | None:
    """Return what the move's next step would be refused with now, whoever asks."""
    try:
        if found.state == CustodyState.DRAFT:
            require_submittable(found)
        elif found.state == CustodyState.SUBMITTED:
            require_acceptable(found)
        elif found.state == CustodyState.APPROVED:
            require_movable(found)
    except OfficeError as refusal:
        return refusal
    return None
