"""Starting a letter: the proposals a new draft begins with."""

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from workflow.letter_types.drafting import type_to_draft
from workflow.letter_types.signers import proposed_signatory
from workflow.letters.models import AuthorityForm, Letter
from workflow.letters.operations.drafting import LetterInput, create_draft
from workflow.mandates.queries.offered import proposed_form
from workflow.mandates.queries.register import Subject


def start_letter(actor: Actor, type_code: str) -> Letter:
    """Make the draft of a type, with what is most likely wanted.

    Raises:
        NotFound, Invalid: as `create_draft`.
    """
    version = type_to_draft(type_code)
    seat = actor.chosen.position if actor.chosen else None
    signatory = proposed_signatory(version, seat) if seat else None
    code, forms = version.default_classification, frozenset(version.forms)
    subject = Subject(type_code=type_code, code=code, forms=forms)
    content = LetterInput(
        given=frozenset(
            {
                "body",
                "signatory",
                "authority",
                "classification_code",
                "security_class",
            }
        ),
        # One empty paragraph, so that the cursor has a place to begin.
        body=[{"type": "paragraph", "value": ""}],
        signatory_position_id=signatory.pk if signatory else None,
        authority=_proposed(signatory, subject),
        classification_code=code,
        security_class=version.default_class,
    )
    return create_draft(actor=actor, type_code=type_code, content=content)


def _proposed(signatory: Position | None, subject: Subject) -> str:
    holding = holding_of(signatory) if signatory else None
    if signatory is None or holding is None:
        return AuthorityForm.OWN
    return proposed_form(signatory, holding, subject)
