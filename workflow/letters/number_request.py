"""What a letter asks of the register: its series, its pattern, its code."""

from workflow.letters.models import Letter
from workflow.numbering.models import Series
from workflow.numbering.operations import NumberRequest

SERIES_OF_TYPE = {"nota_dinas": Series.NOTA_DINAS}


def number_request(letter: Letter) -> NumberRequest:
    """Return what the letter needs to be numbered.

    Raises:
        ValueError: it has no signatory yet.
    """
    letter_type = letter.letter_type
    return NumberRequest(
        purpose_id=letter.pk,
        unit=letter.signatory.unit,
        series=SERIES_OF_TYPE.get(letter_type.code, Series.OUTGOING),
        pattern=letter_type.number_pattern,
        classification_code=letter.classification_code,
    )
