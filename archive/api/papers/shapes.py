"""What the documents of an archive procedure look like from outside."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from ninja import Field, Schema

from archive.api.disposal.destruction_shapes import DecisionDocument
from archive.papers.asking import readable_among
from archive.papers.kinds import PaperKind, PaperState
from archive.papers.slots import OutsidePaper, ProcedurePaper
from eoffice.api.organisation.shapes import Change
from eoffice.organisation.actor import Actor


class PaperLetter(Schema):
    """Our own letter; of one that you may not open the id is null."""

    id: UUID | None
    number: str
    signed: bool


class PaperContent(Schema):
    """A document from outside, by number, date and signatory; or made from the data."""

    number: str
    date: dt.date | None
    by: str
    text: str = Field(..., description="Of what is made from the data alone.")


class PaperCopy(Schema):
    """The copy that one party signs."""

    party: UUID | None = Field(..., description="Its position, where several sign.")
    party_title: str
    state: PaperState
    state_label: str
    letter: PaperLetter | None
    content: PaperContent | None


class ProcedureDocument(PaperCopy):
    """One document; `copies` where several parties sign the same text."""

    kind: PaperKind
    title: str
    copies: list[PaperCopy]


class PaperFields(Change):
    """Nothing: the draft is made here. With a document: it was signed outside."""

    party: UUID | None = None
    document: DecisionDocument | None = None


def documents_shown(
    actor: Actor, papers: Sequence[ProcedurePaper]
) -> list[ProcedureDocument]:
    """Return one document for each kind, with its parties' copies."""
    readable = readable_among(actor, papers)
    by_kind: dict[PaperKind, list[ProcedurePaper]] = {}
    for paper in papers:
        by_kind.setdefault(paper.slot.kind, []).append(paper)
    return [_document(kind, copies, readable) for kind, copies in by_kind.items()]


def _document(
    kind: PaperKind, papers: list[ProcedurePaper], readable: set[UUID]
) -> ProcedureDocument:
    copies = [_copy(one, readable) for one in papers]
    # The document is as far as the copy that is least far.
    order = list(PaperState)
    least = min(copies, key=lambda one: order.index(one.state))
    is_one = len(papers) == 1 and not papers[0].slot.party
    return ProcedureDocument(
        **least.dict(exclude={"party", "party_title"}),
        party=None,
        party_title="",
        kind=kind,
        title=papers[0].slot.title,
        copies=[] if is_one else copies,
    )


def _copy(paper: ProcedurePaper, readable: set[UUID]) -> PaperCopy:
    letter, state = paper.letter, paper.state
    return PaperCopy(
        party=UUID(paper.slot.party) if paper.slot.party else None,
        party_title=paper.slot.party_title,
        state=state,
        state_label=str(state.label),
        letter=PaperLetter(
            id=letter.pk if letter.pk in readable else None,
            number=letter.number,
            signed=letter.is_in_force,
        )
        if letter
        else None,
        content=_content(paper.outside, paper.slot.content) if not letter else None,
    )


def _content(outside: OutsidePaper | None, text: str) -> PaperContent | None:
    if outside is None and not text:
        return None
    number, day, by = (
        (outside.number, outside.date, outside.by) if outside else ("", None, "")
    )
    return PaperContent(number=number, date=day, by=by, text=text)
