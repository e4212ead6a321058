"""Starting a letter: the proposals a new draft begins with."""

from dataclasses import replace
from typing import Any

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from workflow.letter_types.drafting import type_to_draft
from workflow.letter_types.models import LetterTypeVersion
from workflow.letter_types.signers import may_sign_type, proposed_signatory
from workflow.letters.models import AuthorityForm, Letter
from workflow.letters.operations.drafting import LetterInput, create_draft
from workflow.mandates.queries.offered import proposed_form
from workflow.mandates.queries.register import Subject
from workflow.security_class import SecurityClass

EMPTY = LetterInput(given=frozenset())
# One empty paragraph, so that the cursor has a place to begin.
NO_BODY = [{"type": "paragraph", "value": ""}]
PROPOSED = frozenset({"signatory", "authority", "classification_code"})


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
    version = type_to_draft(type_code)
    seat = actor.chosen.position if actor.chosen else None
    signatory = proposed_signatory(version, seat) if seat else None
    code = content.classification_code or version.default_classification
    begun = _begun(content, version)
    forms = frozenset(
        form
        for form in version.forms
        if signatory is None or may_sign_type(version, signatory, form)
    )
    subject = Subject(type_code=type_code, code=code, forms=forms)
    return create_draft(
        actor=actor,
        type_code=type_code,
        content=replace(
            begun,
            given=begun.given | PROPOSED,
            signatory_position_id=signatory.pk if signatory else None,
            authority=_proposed(signatory, subject),
            classification_code=code,
        ),
        least_class=least_class,
    )


def _begun(content: LetterInput, version: LetterTypeVersion) -> LetterInput:
    """Return the content with the body and class that the type begins with."""
    given: dict[str, Any] = {}
    if "body" not in content.given:
        given["body"] = version.start or NO_BODY
    if "security_class" not in content.given:
        given["security_class"] = version.default_class
    return replace(content, given=content.given | given.keys(), **given)


def _proposed(signatory: Position | None, subject: Subject) -> str:
    holding = holding_of(signatory) if signatory else None
    if signatory is None or holding is None:
        return AuthorityForm.OWN
    return proposed_form(signatory, holding, subject)
