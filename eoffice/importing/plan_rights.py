"""Which difference of a workbook gives somebody rights: then the whole file takes two.

The same rule as for single acts (`eoffice/administration/four_eyes.py`).
"""

from eoffice.administration.four_eyes import (
    POSITION_RIGHTS,
    UNIT_RIGHTS,
    administers,
    person_takes_two,
)
from eoffice.importing.world import RowDifference
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
    Unit,
)


def gives_rights(one: RowDifference) -> bool:
    """Tell whether the difference takes two administrators."""
    if isinstance(one.thing, TermOfOffice | ActingAssignment):
        return _is_more_than_an_end(one, one.thing)
    if one.act == "create":
        return False  # an empty position, a person without one: nothing yet
    if isinstance(one.thing, Position):
        has_other_rights = POSITION_RIGHTS.intersection(one.fields)
        return bool(has_other_rights) or _closing_takes_two(one, one.thing)
    if isinstance(one.thing, Unit):
        return bool(UNIT_RIGHTS.intersection(one.fields))
    if isinstance(one.thing, Official):
        return person_takes_two(one.thing, one.fields)
    return False


def _closing_takes_two(one: RowDifference, position: Position) -> bool:
    """Tell whether a role is ended with its position, or a closed position lives on.

    A position of a workbook may have holders: they sit there while it is open.
    """
    if "closed_on" not in one.fields:
        return False
    was, now = one.fields["closed_on"]
    lasts_longer = was is not None and (now is None or now > was)
    return lasts_longer or administers(position)


def _is_more_than_an_end(
    one: RowDifference, held: TermOfOffice | ActingAssignment
) -> bool:
    if one.act != "close" or administers(held.position):
        return True
    was, now = one.fields["to_on"]
    return was is not None and now > was
