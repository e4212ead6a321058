"""What stands in the places of a procedure, and whether a step may rest on it."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from archive.papers.errors import DocumentUnsigned, TextsDiffer
from archive.papers.kinds import PaperKind, PaperState
from archive.papers.models import ProcedureDocument
from archive.papers.slots import PaperSlot, ProcedurePaper, text_hash
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.letters.access import letters_visible_to

#: A letter of ours on which no step rests: not signed, or not by its signer.
BEGUN = frozenset({PaperState.DRAFT, PaperState.OTHER_SIGNER})


def papers_of(procedure_id: UUID, slots: Iterable[PaperSlot]) -> list[ProcedurePaper]:
    """Return every place with what stands there now; one query."""
    rows = ProcedureDocument.objects.filter(procedure_id=procedure_id, is_current=True)
    there = {(one.kind, one.party): one for one in rows.select_related("letter")}
    return [
        ProcedurePaper(slot=slot, document=there.get((slot.kind, slot.party)))
        for slot in slots
    ]


def paper_at(
    papers: Iterable[ProcedurePaper], kind: PaperKind, party: str
) -> ProcedurePaper:
    """Return what stands in the place of this kind and party.

    Raises:
        NotFound: the procedure has no such place.
    """
    for paper in papers:
        if (paper.slot.kind, paper.slot.party) == (kind, party):
            return paper
    raise NotFound


def require_signed(
    papers: Sequence[ProcedurePaper], kinds: Collection[PaperKind], *, state: str
) -> None:
    """Refuse a step while a document it rests on is not signed.

    Copies of one kind that several parties sign say the same, or count for nothing.

    Raises:
        DocumentUnsigned: with which one, and how far it is.
        TextsDiffer.
    """
    asked = [one for one in papers if one.slot.kind in kinds]
    for paper in asked:
        if not paper.is_settled:
            raise DocumentUnsigned(paper, state=state)
    for kind in kinds:
        texts = {
            text_hash(one.letter)
            for one in asked
            if one.slot.kind == kind and one.letter is not None
        }
        if len(texts) > 1:
            raise TextsDiffer(state=state)


def require_no_draft(
    papers: Sequence[ProcedurePaper], kinds: Collection[PaperKind], *, state: str
) -> None:
    """Refuse a step while one of these was begun here and is not signed by its signer.

    Raises:
        DocumentUnsigned.
    """
    for paper in papers:
        if paper.slot.kind in kinds and paper.state in BEGUN:
            raise DocumentUnsigned(paper, state=state)


def kept_among(letter_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these letters are documents of a procedure: they are kept."""
    rows = ProcedureDocument.objects.filter(letter__in=list(letter_ids))
    return {one for one in rows.values_list("letter", flat=True) if one}


def readable_among(actor: Actor, papers: Iterable[ProcedurePaper]) -> set[UUID]:
    """Return which of the letters the person may open."""
    ids = [one.letter.pk for one in papers if one.letter is not None]
    seen = letters_visible_to(actor).filter(pk__in=ids).order_by()
    return set(seen.values_list("pk", flat=True))
