"""Starting a letter: the proposals a new draft begins with."""

from eoffice.organisation.actor import Actor
from workflow.letters.models import Letter, LetterType
from workflow.letters.operations.drafting import LetterInput, create_draft
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
    content = LetterInput(
        given=frozenset({"body", "signatory", "classification_code"}),
        # One empty paragraph, so that the cursor has a place to begin.
        body=[{"type": "paragraph", "value": ""}],
        signatory_position_id=chosen.pk if chosen else None,
        classification_code=default.first() or "",
    )
    return create_draft(actor=actor, type_code=type_code, content=content)
