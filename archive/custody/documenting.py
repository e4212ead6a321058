"""Making and entering the documents of a move, and the steps that rest on them."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from archive.custody.errors import SameHead
from archive.custody.locks import locked_for
from archive.custody.models import CustodyMove
from archive.custody.papers import documents_of, plan_of, procedure_of
from archive.custody.states import CustodyState
from archive.papers.asking import paper_at, require_signed
from archive.papers.kinds import PaperKind
from archive.papers.models import ProcedureDocument
from archive.papers.slots import OutsidePaper, PaperPlace, ProcedurePaper
from archive.papers.texts import same_text
from archive.papers.writing import record_paper, write_paper
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor

DOCUMENTED = frozenset(CustodyState) - {CustodyState.ABORTED}
#: Told by the committee's own entry, or made from the data alone.
ENTERED_ELSEWHERE = frozenset({PaperKind.COMMITTEE, PaperKind.CONTENTS})


@transaction.atomic
def write_move_document(
    *, actor: Actor, move_id: UUID, kind: PaperKind, party: str = ""
) -> ProcedureDocument:
    """Draft a document of the move as a letter of the actor's office.

    Raises:
        NotFound, WrongMoveState.
        DocumentTooEarly, DocumentThere, Invalid: as `write_paper`.
    """
    found, paper = _locked(actor, move_id, kind, party)
    plan = plan_of(found, paper.slot) if paper.slot.type_code else None
    if plan is None:
        raise NotFound
    return write_paper(
        actor=actor,
        about=found,
        place=_place(found, kind, party),
        paper=paper,
        plan=same_text(documents_of(found), paper.slot, plan),
        state=found.state,
    )


@transaction.atomic
def record_move_document(
    *,
    actor: Actor,
    move_id: UUID,
    kind: PaperKind,
    given: OutsidePaper,
    party: str = "",
) -> ProcedureDocument:
    """Enter a document of the move that was signed outside.

    Raises:
        NotFound, WrongMoveState.
        DocumentThere, Invalid: as `record_paper`.
    """
    found, paper = _locked(actor, move_id, kind, party)
    if kind in ENTERED_ELSEWHERE:
        raise NotFound
    return record_paper(
        actor=actor,
        about=found,
        place=_place(found, kind, party),
        paper=paper,
        given=given,
        state=found.state,
    )


def _locked(
    actor: Actor, move_id: UUID, kind: PaperKind, party: str
) -> tuple[CustodyMove, ProcedurePaper]:
    found = locked_for(actor, "custody.document", move_id, states=DOCUMENTED)
    return found, paper_at(documents_of(found), kind, party)


def _place(found: CustodyMove, kind: PaperKind, party: str) -> PaperPlace:
    return PaperPlace(
        procedure=procedure_of(found), procedure_id=found.pk, kind=kind, party=party
    )


def require_papers(found: CustodyMove, kinds: Collection[PaperKind]) -> None:
    """Refuse a step while a document it rests on is not signed.

    Raises:
        DocumentUnsigned, TextsDiffer.
        SameHead: one person signed both copies of the berita acara.
    """
    papers = documents_of(found)
    require_signed(papers, kinds, state=found.state)
    if PaperKind.REPORT not in kinds:
        return
    reports = [one for one in papers if one.slot.kind == PaperKind.REPORT]
    signed_by = {_who(one) for one in reports}
    if len(signed_by) < len(reports):
        raise SameHead(state=found.state)


def _who(paper: ProcedurePaper) -> str:
    if paper.letter is not None:
        return str(paper.letter.signatures.latest("created_at").official_id)
    return paper.outside.by.strip().casefold() if paper.outside else ""
