"""Who writes a letter, as the receiver's agenda names it."""

from eoffice.organisation.queries.upwards import letterhead_unit_of
from workflow.letters.models import Letter
from workflow.mandates.printed_names import HEADS
from workflow.typesetting.layouts import stays_inside


def sender_name(letter: Letter) -> str:
    """Return the office whose letterhead it bears.

    A note, and a letter of the head of the region or the deputy, come from the
    official.
    """
    position = letter.signatory
    is_note = stays_inside(letter.type_version.layout)
    if is_note or position.kind in HEADS:
        return position.title
    return letterhead_unit_of(position.unit).name
