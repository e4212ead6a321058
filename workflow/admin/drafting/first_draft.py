"""Starting a letter: the proposals a new draft begins with."""

from eoffice.organisation.actor import Actor
from workflow.letter_types.drafting import type_to_draft
from workflow.letter_types.signers import proposed_signatory
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import LetterInput, create_draft


def start_letter(actor: Actor, type_code: str) -> Letter:
    """Make the draft of a type, with what is most likely wanted.

    Raises:
        NotFound, Invalid: as `create_draft`.
    """
    version = type_to_draft(type_code)
    seat = actor.chosen.position if actor.chosen else None
    signatory = proposed_signatory(version, seat) if seat else None
    content = LetterInput(
        given=frozenset({"body", "signatory", "classification_code", "security_class"}),
        # One empty paragraph, so that the cursor has a place to begin.
        body=[{"type": "paragraph", "value": ""}],
        signatory_position_id=signatory.pk if signatory else None,
        classification_code=version.default_classification,
        security_class=version.default_class,
    )
    return create_draft(actor=actor, type_code=type_code, content=content)
