"""Starting a letter: the proposals a new draft begins with."""

from uuid import UUID

from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.holders import superiors_of
from workflow.letters.models import Letter, LetterType
from workflow.letters.operations.drafting import LetterInput, create_draft


def _signatory(actor: Actor) -> UUID | None:
    """Return the head of the drafter's agency: who signs most of its letters."""
    if actor.chosen is None:
        return None
    own = actor.chosen.position
    able = [p for p in [own, *superiors_of(own)] if p.may_sign and not p.closed_on]
    # The first who signs for a whole register: letters leave an office by its head.
    keeping = (p for p in able if p.unit.keeps_register)
    chosen = next(keeping, able[0] if able else None)
    return chosen.pk if chosen else None


def start_letter(actor: Actor, type_code: str) -> Letter:
    """Make the draft of a type, with what is most likely wanted.

    Raises:
        NotFound, Invalid: as `create_draft`.
    """
    default = LetterType.objects.filter(code=type_code).values_list(
        "default_classification", flat=True
    )
    content = LetterInput(
        given=frozenset({"body", "signatory", "classification_code"}),
        # One empty paragraph, so that the cursor has a place to begin.
        body=[{"type": "paragraph", "value": ""}],
        signatory_position_id=_signatory(actor),
        classification_code=default.first() or "",
    )
    return create_draft(actor=actor, type_code=type_code, content=content)
