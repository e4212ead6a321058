"""Acts of an import, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ImportAct(TrailAct):
    """What an import leaves of each kind."""

    UNIT = "unit.imported", _("Unit as the import has it")
    POSITION = "position.imported", _("Position as the import has it")
    ACCOUNT = "account.imported", _("Account as the import has it")
    OFFICIAL = "official.imported", _("Official as the import has it")
    TERM = "term.imported", _("Term as the import has it")
    ACTING = "acting.imported", _("Acting term as the import has it")
