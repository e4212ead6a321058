"""In whose register a letter was numbered, and so whose clerk sends it out."""

from collections.abc import Iterable
from uuid import UUID

from eoffice.organisation.models import Unit
from workflow.numbering.models import LedgerNumber, NumberState


def numbering_units(letter_ids: Iterable[UUID]) -> dict[UUID, Unit]:
    """Return by letter the unit that owns the register of its number; one query.

    Letters without a number of the ledger are not among them.
    """
    rows = LedgerNumber.objects.filter(
        purpose_id__in=list(letter_ids), state=NumberState.USED
    )
    found = rows.order_by().select_related("register__unit")
    return {row.purpose_id: row.register.unit for row in found}
