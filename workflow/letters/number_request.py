"""What a letter asks of the register: its signatory, its type, its code."""

from workflow.letters.models import Letter
from workflow.numbering.places import NumberRequest


def number_request(letter: Letter) -> NumberRequest:
    """Return what the letter needs to be numbered.

    Raises:
        ValueError: it has no signatory yet.
    """
    return NumberRequest(
        purpose_id=letter.pk,
        signer=letter.signatory,
        type_code=letter.letter_type.code,
        type_pattern=letter.type_version.number_pattern,
        classification_code=letter.classification_code,
        security_class=letter.security_class,
    )
