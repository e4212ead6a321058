"""What is said to drafter and signatory without refusing the letter."""

from eoffice.errors import Fault
from eoffice.organisation.queries.holders import Holding, holding_of
from workflow.letters.models import Letter
from workflow.mandates.strategic import RULE, strategic_warning


def letter_warnings(letter: Letter, holding: Holding | None = None) -> list[Fault]:
    """Return what should be thought of before the letter goes on; it may go.

    `holding`: who signs today; looked up when not given.
    """
    position = letter.signatory_position
    if position is None:
        return []
    holding = holding or holding_of(position)
    if holding is None:
        return []
    told = strategic_warning(holding, letter.classification_code)
    return [Fault(field="signatory", code=RULE, message=told)] if told else []
