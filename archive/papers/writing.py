"""Making a document of a procedure as a letter, or entering one from outside.

Whoever calls has locked the procedure and asked who may. The letter is a draft like any
other: it is edited, initialled, numbered and signed by the office's own ways.
"""

from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.papers.errors import DocumentThere, DocumentTooEarly
from archive.papers.kinds import PaperState
from archive.papers.models import ProcedureDocument
from archive.papers.slots import OutsidePaper, PaperPlace, PaperPlan, ProcedurePaper
from archive.papers.trail_acts import PaperAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from workflow.drafting.starting import start_letter
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import (
    LetterInput,
    RecipientInput,
    edit_draft,
)

LONGEST_SUBJECT = 300


def write_paper(
    *,
    actor: Actor,
    about: Model,
    place: PaperPlace,
    paper: ProcedurePaper,
    plan: PaperPlan,
    state: str,
) -> ProcedureDocument:
    """Draft the letter of a place in the actor's office; return the document.

    Raises:
        NotFound: such a document is not made here.
        DocumentTooEarly, DocumentThere.
        Invalid: as `create_draft`, for one: another office drafts for its own head.
    """
    if not paper.slot.type_code:
        raise NotFound
    if not paper.slot.is_open:
        raise DocumentTooEarly(state=state)
    _vacate(paper, state)
    letter = _drafted(actor, paper, plan)
    made = ProcedureDocument.objects.create(
        **_fields(place), letter=letter, entered_by=actor.official
    )
    trail.record(
        PaperAct.DRAFTED, about, actor=actor, kind=place.kind.value, party=place.party
    )
    return made


def _drafted(actor: Actor, paper: ProcedurePaper, plan: PaperPlan) -> Letter:
    recipients = [RecipientInput(kind="to", position_id=one.pk) for one in plan.to]
    if plan.outside:
        recipients.append(RecipientInput(kind="to", external=plan.outside))
    given = {"subject", "classification_code", "body", "recipients"}
    if plan.least_class.is_classed:
        given.add("security_class")
    content = LetterInput(
        given=frozenset(given),
        security_class=plan.least_class,
        subject=plan.subject[:LONGEST_SUBJECT],
        classification_code=plan.code,
        body=plan.body,
        recipients=recipients,
    )
    letter = start_letter(actor, paper.slot.type_code, content, plan.least_class)
    signer = paper.slot.signer
    if signer is None or letter.signatory_position_id == signer.pk:
        return letter
    # Who signs is told by the procedure, not by who drafts.
    named = LetterInput(given=frozenset({"signatory"}), signatory_position_id=signer.pk)
    return edit_draft(actor=actor, letter_id=letter.pk, row_version=None, content=named)


def record_paper(
    *,
    actor: Actor,
    about: Model,
    place: PaperPlace,
    paper: ProcedurePaper,
    given: OutsidePaper,
    state: str,
) -> ProcedureDocument:
    """Enter a document that was signed outside, by its number, date and signatory.

    Raises:
        DocumentTooEarly, DocumentThere.
        Invalid: with every fault of what was given.
    """
    if not paper.slot.is_open:
        raise DocumentTooEarly(state=state)
    if faults := outside_faults(given):
        raise Invalid(faults)
    _vacate(paper, state)
    made = ProcedureDocument.objects.create(
        **_fields(place),
        number=given.number.strip(),
        decided_on=given.date,
        decided_by=given.by.strip(),
        entered_by=actor.official,
        is_vital=True,
    )
    trail.record(
        PaperAct.RECORDED,
        about,
        actor=actor,
        kind=place.kind.value,
        number=made.number,
        date=given.date.isoformat(),
        by=made.decided_by,
    )
    return made


def outside_faults(given: OutsidePaper) -> list[Fault]:
    """Return what is wrong with a document from outside."""
    faults = []
    for name, value in (("number", given.number), ("by", given.by)):
        if not value.strip():
            text = _("A document has a number, a date and a signatory: give all three.")
            faults.append(Fault(field=name, code="required", message=text))
    if given.date > timezone.localdate():
        text = _("The document is of today or earlier.")
        faults.append(Fault(field="date", code="in_future", message=text))
    return faults


def retire_papers(procedure_id: UUID, *kinds: str) -> None:
    """Let documents of these kinds count no more: the procedure went back before them.

    They stay, with their letters; what follows is made anew.
    """
    rows = ProcedureDocument.objects.filter(procedure_id=procedure_id)
    rows.filter(kind__in=kinds, is_current=True).update(is_current=False)


def _vacate(paper: ProcedurePaper, state: str) -> None:
    """Free the place of a document that counts no more; refuse one that does."""
    if paper.document is None:
        return
    is_others = paper.state == PaperState.OTHER_SIGNER
    if paper.outside is not None or (paper.letter is not None and not is_others):
        raise DocumentThere(state=state)
    paper.document.is_current = False
    paper.document.save(update_fields=["is_current"])


def _fields(place: PaperPlace) -> dict[str, object]:
    return {
        "procedure": place.procedure,
        "procedure_id": place.procedure_id,
        "kind": place.kind,
        "party": place.party,
    }
