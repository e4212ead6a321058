"""Who may enter a record that is no letter of ours: who files for its unit."""

from archive.records.keepers import keeps
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.rights import Rights


def _keeps(actor: Actor, unit: Unit) -> bool:
    return keeps(actor, unit)


_RIGHTS = Rights({"record.register": _keeps})
may, require = _RIGHTS.may, _RIGHTS.require
