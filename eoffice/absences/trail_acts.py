"""Acts on absences, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class AbsenceAct(TrailAct):
    """Asking to be stood in for, and what the superior said."""

    ASKED = "absence.asked", _("Plh. asked for")
    AGREED = "absence.agreed", _("Plh. agreed by the superior")
    REFUSED = "absence.refused", _("Plh. refused by the superior")
    WITHDRAWN = "absence.withdrawn", _("Request for a Plh. taken back")
