"""Making and entering the documents of a list, and the steps that rest on them."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.disposal.document_texts import plan_of
from archive.disposal.eight_documents import documents_of
from archive.disposal.errors import ProposersOwn
from archive.disposal.locks import locked_for
from archive.disposal.models import ApprovalLevel, DestructionList
from archive.disposal.states import ListState
from archive.papers.asking import paper_at, require_no_draft, require_signed
from archive.papers.kinds import PaperKind, Procedure
from archive.papers.models import ProcedureDocument
from archive.papers.slots import OutsidePaper, PaperPlace, ProcedurePaper
from archive.papers.texts import same_text
from archive.papers.writing import record_paper, retire_papers, write_paper
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor

DOCUMENTED = frozenset(ListState) - {ListState.ABORTED}
APPROVALS = {
    ApprovalLevel.REGION: PaperKind.REGION,
    ApprovalLevel.NATIONAL: PaperKind.NATIONAL,
}
#: Told by the committee's or the approval's own entry, or made from the data alone.
ENTERED_ELSEWHERE = frozenset(
    {PaperKind.COMMITTEE, PaperKind.CONTENTS, *APPROVALS.values()}
)
#: Words about the proposal, which its proposer does not enter.
OF_OTHERS = frozenset({PaperKind.CONSIDERATION, PaperKind.DECREE})
#: Documents of a step that a list sent back has yet before it.
OF_LATER_STEPS = (
    PaperKind.MINUTES,
    PaperKind.CONSIDERATION,
    PaperKind.REGION,
    PaperKind.NATIONAL,
    PaperKind.DECREE,
)


@transaction.atomic
def write_list_document(
    *, actor: Actor, list_id: UUID, kind: PaperKind, party: str = ""
) -> ProcedureDocument:
    """Draft a document of the list as a letter of the actor's office.

    Raises:
        NotFound, WrongState.
        DocumentTooEarly, DocumentThere, Invalid: as `write_paper`.
    """
    found, paper = _locked(actor, list_id, kind, party)
    plan = plan_of(found, paper.slot)
    return write_paper(
        actor=actor,
        about=found,
        place=_place(found, kind, party),
        paper=paper,
        plan=same_text(documents_of(found), paper.slot, plan),
        state=found.state,
    )


@transaction.atomic
def record_list_document(
    *,
    actor: Actor,
    list_id: UUID,
    kind: PaperKind,
    given: OutsidePaper,
    party: str = "",
) -> ProcedureDocument:
    """Enter a document of the list that was signed outside.

    Raises:
        NotFound, WrongState.
        ProposersOwn: the person proposed the list.
        DocumentTooEarly, DocumentThere, Invalid: as `record_paper`.
    """
    found, paper = _locked(actor, list_id, kind, party)
    if kind in ENTERED_ELSEWHERE:
        raise NotFound
    if not may_enter(actor, found, kind):
        raise ProposersOwn(state=found.state)
    if kind == PaperKind.DECREE:
        _require_later(found, given)
    return record_paper(
        actor=actor,
        about=found,
        place=_place(found, kind, party),
        paper=paper,
        given=given,
        state=found.state,
    )


def may_enter(actor: Actor, found: DestructionList, kind: PaperKind) -> bool:
    """Tell whether the person may enter this document as it was signed outside."""
    return kind not in OF_OTHERS or actor.official.pk != found.proposed_by_id


def _require_later(found: DestructionList, given: OutsidePaper) -> None:
    """Refuse a decree that is older than an approval it rests on."""
    current = [one for one in found.approvals.all() if one.is_current]
    if any(given.date < one.document_date for one in current):
        text = _("The decree rests on the approvals: it is not older than they are.")
        raise Invalid([Fault(field="date", code="before_approval", message=text)])


def _locked(
    actor: Actor, list_id: UUID, kind: PaperKind, party: str
) -> tuple[DestructionList, ProcedurePaper]:
    found = locked_for(actor, "disposal.document", list_id, states=DOCUMENTED)
    return found, paper_at(documents_of(found), kind, party)


def _place(found: DestructionList, kind: PaperKind, party: str) -> PaperPlace:
    return PaperPlace(
        procedure=Procedure.DESTRUCTION,
        procedure_id=found.pk,
        kind=kind,
        party=party,
    )


def require_consideration(found: DestructionList) -> None:
    """Refuse an approval before the committee's written consideration is signed.

    Raises:
        DocumentUnsigned: it is missing, or a draft (PP 28/2012 Ps 69-72).
    """
    wanted = {PaperKind.CONSIDERATION}
    require_signed(documents_of(found), wanted, state=found.state)


def require_decree(found: DestructionList) -> None:
    """Refuse the execution before the decree of the destruction is signed.

    Raises:
        DocumentUnsigned: it is missing, or a draft.
    """
    require_signed(documents_of(found), {PaperKind.DECREE}, state=found.state)


def check_approval(found: DestructionList, level: ApprovalLevel, number: str) -> None:
    """Refuse an approval whose letter was begun here and is not signed, or is another.

    Raises:
        DocumentUnsigned: the letter is a draft.
        Invalid: the number is not the letter's.
    """
    papers = documents_of(found)
    kind = APPROVALS[level]
    require_no_draft(papers, {kind}, state=found.state)
    letters = [one.letter for one in papers if one.slot.kind == kind]
    letter = letters[0] if letters else None
    if letter is not None and letter.number != number.strip():
        text = _("The approval was signed here with the number %(number)s.")
        told = text % {"number": letter.number}
        raise Invalid([Fault(field="number", code="other_letter", message=told)])


def retire_documents(found: DestructionList) -> None:
    """Let the documents of later steps count no more; the list was sent back."""
    retire_papers(found.pk, *OF_LATER_STEPS)
