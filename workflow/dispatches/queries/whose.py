"""Whose work a dispatch is: the clerk of the register that numbered the letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from eoffice.organisation.models import Unit
from eoffice.organisation.queries.clerks import registers_without_clerk
from workflow.dispatches.models import Dispatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whose record clerk sends it; `serving` where the register itself has none."""

    register: Unit
    has_clerk: bool
    serving: Unit | None

    @property
    def unit(self) -> Unit | None:
        """Return the unit whose clerk sends it; nothing where no clerk is left."""
        return self.register if self.has_clerk else self.serving

    @property
    def words(self) -> str:
        """Return it in one sentence part."""
        told = {"register": self.register.name}
        if self.has_clerk:
            return _("Sent by the record clerk of %(register)s") % told
        if self.serving is None:
            return _("%(register)s has no record clerk: nobody sends it yet") % told
        told["serving"] = self.serving.name
        return (
            _("Sent by the record clerk of %(serving)s, for %(register)s has none")
            % told
        )


def senders_of(dispatches: Iterable[Dispatch]) -> dict[UUID, Sender]:
    """Return by dispatch whose it is, today; at most four queries for all."""
    given = list(dispatches)
    if not given:
        return {}
    vacant = registers_without_clerk()
    registers = {one.numbering_register_id for one in given}
    serving = {vacant[pk] for pk in registers if pk in vacant}
    units = Unit.objects.in_bulk([pk for pk in registers | serving if pk])
    found = {}
    for one in given:
        register = one.numbering_register_id
        instead = vacant.get(register)
        found[one.pk] = Sender(
            register=units[register],
            has_clerk=register not in vacant,
            serving=units[instead] if instead else None,
        )
    return found
