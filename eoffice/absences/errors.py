"""Refusals of absences, each with a stable code and plain words."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class AbsenceDecided(StateForbids):
    """It was agreed to, refused or taken back before."""

    code = "absence_decided"
    message = _("This was decided already; it need not be done again.")
