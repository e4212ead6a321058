"""In whose register a letter was numbered, and so whose clerk sends it out."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_ids_of
from workflow.numbering.models import LedgerNumber, NumberState
from workflow.tokens import SENDS


def numbering_units(letter_ids: Collection[UUID]) -> dict[UUID, Unit]:
    """Return by letter the unit that owns the register of its number; one query.

    Letters without a number of the ledger are not among them.
    """
    rows = LedgerNumber.objects.filter(
        purpose_id__in=list(letter_ids), state=NumberState.USED
    )
    found = rows.order_by().select_related("register__unit")
    return {row.purpose_id: row.register.unit for row in found}


def sender_tokens(letter_ids: Collection[UUID]) -> defaultdict[UUID, set[str]]:
    """Return by letter the token of those who send out what its register numbered.

    For issued letters of the ordinary class alone (office practice 2); of all others
    the set is empty.
    """
    owners = numbering_units(letter_ids) if letter_ids else {}
    registers = register_ids_of({unit.pk: unit for unit in owners.values()}.values())
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for pk, unit in owners.items():
        found[pk] = {f"{SENDS}{registers[unit.pk]}"}
    return found
