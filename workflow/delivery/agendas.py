"""In which agendas a delivered letter stands: once in each that it reaches.

The agenda of incoming letters has one entry per letter and register, however many
desks of the register it comes to. What a unit wrote itself stands in its agenda of
outgoing letters and in no other book of it.
"""

from collections.abc import Sequence
from uuid import UUID

from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.incoming.models import IncomingLetter
from workflow.letters.models import Letter
from workflow.numbering.models import LedgerNumber, NumberState
from workflow.numbering.operations import lock_agendas, take_agenda_number


class LetterAgendas:
    """The agendas one letter reaches; lives as long as the delivering transaction."""

    def __init__(self, letter: Letter, units: Sequence[Unit]) -> None:
        """Lock the agendas of `units` that are to get an entry.

        All at once and in order, before the first number is taken (decision 25).
        """
        own = _own_registers(letter)
        keepers = {unit.pk: register_unit_of(unit) for unit in units}
        self._keepers = {pk: one for pk, one in keepers.items() if one.pk not in own}
        lock_agendas(self._keepers.values())
        entered = IncomingLetter.objects.filter(
            delivery__letter=letter, agenda__isnull=False
        )
        self._entries = {
            one.agenda.register.unit_id: one.agenda
            for one in entered.select_related("agenda__register")
            if one.agenda
        }

    def entry_for(self, incoming: IncomingLetter) -> LedgerNumber | None:
        """Return the entry of the register that keeps the letter's unit.

        Taken at the first desk, the same for the next; none for the sender's own.
        """
        keeper = self._keepers.get(incoming.unit_id)
        if keeper is None:
            return None
        if keeper.pk not in self._entries:
            entry = take_agenda_number(keeper, incoming.pk, None)
            self._entries[keeper.pk] = entry
        return self._entries[keeper.pk]


def _own_registers(letter: Letter) -> set[UUID]:
    """Return the units for whose agenda the letter is no incoming one.

    The signatory's, and the one in whose register of outgoing letters it stands.
    """
    numbered = LedgerNumber.objects.filter(purpose_id=letter.pk, state=NumberState.USED)
    own = set(numbered.values_list("register__unit", flat=True))
    return own | {register_unit_of(letter.signatory.unit).pk}
