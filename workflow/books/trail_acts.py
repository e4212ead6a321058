"""Acts on agenda books, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class BookAct(TrailAct):
    """What is done with an agenda book."""

    EXPORTED = "register.exported", _("Agenda book taken out")
