"""Making and entering the berita acara of a review, and deciding by it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.disposal.deciding import DecisionLetter
from archive.disposal.document_texts import named
from archive.disposal.errors import ProposersOwn
from archive.papers.asking import paper_at, require_signed
from archive.papers.errors import DocumentUnsigned
from archive.papers.kinds import PaperKind, Procedure
from archive.papers.models import ProcedureDocument
from archive.papers.slots import OutsidePaper, PaperPlace, ProcedurePaper
from archive.papers.texts import same_text
from archive.papers.writing import record_paper, write_paper
from archive.reviews.errors import ReportBegun
from archive.reviews.locks import locked_for
from archive.reviews.models import Review
from archive.reviews.papers import documents_of, plan_of
from archive.reviews.states import ReviewState
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor

DOCUMENTED = frozenset({ReviewState.SUBMITTED})
#: Told by the committee's own entry, or made from the data alone.
ENTERED_ELSEWHERE = frozenset({PaperKind.COMMITTEE, PaperKind.CONTENTS})


@transaction.atomic
def write_review_document(
    *, actor: Actor, review_id: UUID, kind: PaperKind, party: str = ""
) -> ProcedureDocument:
    """Draft a copy of the berita acara as a letter of the actor's office.

    Raises:
        NotFound, WrongReviewState.
        DocumentTooEarly: a file has no word yet.
        DocumentThere, Invalid: as `write_paper`.
    """
    found, paper = _locked(actor, review_id, kind, party)
    if not paper.slot.type_code:
        raise NotFound
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
def record_review_document(
    *,
    actor: Actor,
    review_id: UUID,
    kind: PaperKind,
    given: OutsidePaper,
    party: str = "",
) -> ProcedureDocument:
    """Enter a copy that its member signed outside.

    Raises:
        NotFound, WrongReviewState.
        ProposersOwn: the person proposed the review.
        DocumentTooEarly, DocumentThere, Invalid: as `record_paper`.
    """
    found, paper = _locked(actor, review_id, kind, party)
    if kind in ENTERED_ELSEWHERE:
        raise NotFound
    if not may_enter(actor, found, kind):
        raise ProposersOwn(state=found.state)
    return record_paper(
        actor=actor,
        about=found,
        place=_place(found, kind, party),
        paper=paper,
        given=given,
        state=found.state,
    )


def may_enter(actor: Actor, found: Review, _kind: PaperKind) -> bool:
    """Tell whether the person may enter a copy as it was signed outside."""
    return actor.official.pk != found.proposed_by_id


def _locked(
    actor: Actor, review_id: UUID, kind: PaperKind, party: str
) -> tuple[Review, ProcedurePaper]:
    found = locked_for(actor, "review.document", review_id, states=DOCUMENTED)
    return found, paper_at(documents_of(found), kind, party)


def _place(found: Review, kind: PaperKind, party: str) -> PaperPlace:
    return PaperPlace(
        procedure=Procedure.REVIEW, procedure_id=found.pk, kind=kind, party=party
    )


def reports_of(found: Review) -> list[ProcedurePaper]:
    """Return the copies of the berita acara, the chair's first."""
    return [one for one in documents_of(found) if one.slot.kind == PaperKind.REPORT]


def is_begun(reports: Sequence[ProcedurePaper]) -> bool:
    """Tell whether a copy was drafted here or entered, so that its words stand."""
    return any(one.letter is not None or one.outside is not None for one in reports)


def require_words_open(found: Review) -> None:
    """Refuse to change a word that a berita acara tells already.

    Raises:
        ReportBegun.
    """
    if is_begun(reports_of(found)):
        raise ReportBegun(state=found.state)


def require_report_signed(found: Review) -> list[ProcedurePaper]:
    """Return the signed copies; none where nothing was begun here.

    Raises:
        DocumentUnsigned, TextsDiffer.
    """
    reports = reports_of(found)
    if not is_begun(reports):
        return []
    require_signed(reports, {PaperKind.REPORT}, state=found.state)
    return reports


def decision_letter(found: Review, given: DecisionLetter | None) -> DecisionLetter:
    """Return the berita acara that the decision follows: ours, or the one given.

    Raises:
        DocumentUnsigned: a copy is not signed, or nothing was given.
        TextsDiffer.
        Invalid: one was given beside ours, with another number.
    """
    reports = require_report_signed(found)
    if not reports:
        if given is None:
            raise DocumentUnsigned(reports_of(found)[0], state=found.state)
        return given
    own = _told(reports[0])
    if given is not None and given.number.strip() != own.number:
        text = _("The berita acara was signed here with the number %(number)s.")
        told = text % {"number": own.number}
        raise Invalid([Fault(field="number", code="other_letter", message=told)])
    return own


def _told(paper: ProcedurePaper) -> DecisionLetter:
    letter, outside = paper.letter, paper.outside
    if letter is not None and letter.signed_letter_date is not None:
        day, by = letter.signed_letter_date, named(paper.slot.signer)
        return DecisionLetter(number=letter.number, date=day, by=by)
    if outside is None:
        raise ValueError(paper.title)  # it was settled: it is one of the two
    return DecisionLetter(number=outside.number, date=outside.date, by=outside.by)
