"""Acts on the lists of holidays, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class HolidayAct(TrailAct):
    """Holidays of a year."""

    ENTERED = "holiday.entered", _("Holiday entered")
    REMOVED = "holiday.removed", _("Holiday removed")
    IMPORTED = "holiday.imported", _("Holidays of a year entered")
