"""Starting a letter: the proposals a new draft begins with."""

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from workflow.letters.models import AuthorityForm, Letter, LetterType
from workflow.letters.operations.drafting import LetterInput, create_draft
from workflow.mandates.queries.offered import proposed_form
from workflow.mandates.queries.register import Subject
from workflow.mandates.queries.signatories import default_signatory


def start_letter(actor: Actor, type_code: str) -> Letter:
    """Make the draft of a type, with what is most likely wanted.

    Raises:
        NotFound, Invalid: as `create_draft`.
    """
    default = LetterType.objects.filter(code=type_code).values_list(
        "default_classification", flat=True
    )
    chosen = default_signatory(actor.chosen.position) if actor.chosen else None
    subject = Subject(type_code=type_code, code=default.first() or "")
    content = LetterInput(
        given=frozenset({"body", "signatory", "authority", "classification_code"}),
        # One empty paragraph, so that the cursor has a place to begin.
        body=[{"type": "paragraph", "value": ""}],
        signatory_position_id=chosen.pk if chosen else None,
        authority=_proposed(chosen, subject),
        classification_code=subject.code,
    )
    return create_draft(actor=actor, type_code=type_code, content=content)


def _proposed(signatory: Position | None, subject: Subject) -> str:
    holding = holding_of(signatory) if signatory else None
    if signatory is None or holding is None:
        return AuthorityForm.OWN
    return proposed_form(signatory, holding, subject)
