"""Acts on open copies, as the trail keeps them; each is told of its record."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class OpenDataAct(TrailAct):
    """What is done with an open copy."""

    ASKED = "open_data.asked", _("Release as open data decided")
    RELEASED = "open_data.released", _("Released as open data, copy blacked out")
    FAILED = "open_data.failed", _("No open copy could be made")
    WITHDRAWN = "open_data.withdrawn", _("Open data taken back")
