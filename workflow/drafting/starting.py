"""Starting a letter: the proposals a new draft begins with."""

from dataclasses import replace

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from workflow.letters.models import AuthorityForm, Letter, LetterType
from workflow.letters.operations.drafting import LetterInput, create_draft
from workflow.mandates.queries.offered import proposed_form
from workflow.mandates.queries.register import Subject
from workflow.mandates.queries.signatories import default_signatory
from workflow.security_class import SecurityClass

# One empty paragraph, so that the cursor has a place to begin.
EMPTY = LetterInput(
    given=frozenset({"body"}), body=[{"type": "paragraph", "value": ""}]
)


def start_letter(
    actor: Actor,
    type_code: str,
    content: LetterInput = EMPTY,
    least_class: SecurityClass = SecurityClass.BIASA,
) -> Letter:
    """Make the draft of a type; what `content` leaves open is proposed.

    Raises:
        NotFound, Invalid: as `create_draft`.
    """
    default = LetterType.objects.filter(code=type_code).values_list(
        "default_classification", flat=True
    )
    code = content.classification_code or default.first() or ""
    chosen = default_signatory(actor.chosen.position) if actor.chosen else None
    proposed = {"signatory", "authority", "classification_code"}
    return create_draft(
        actor=actor,
        type_code=type_code,
        content=replace(
            content,
            given=content.given | proposed,
            signatory_position_id=chosen.pk if chosen else None,
            authority=_proposed(chosen, Subject(type_code=type_code, code=code)),
            classification_code=code,
        ),
        least_class=least_class,
    )


def _proposed(signatory: Position | None, subject: Subject) -> str:
    holding = holding_of(signatory) if signatory else None
    if signatory is None or holding is None:
        return AuthorityForm.OWN
    return proposed_form(signatory, holding, subject)
