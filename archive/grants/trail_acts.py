"""Acts on grants to read, as the trail keeps them; each is told of its record."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class GrantAct(TrailAct):
    """What is done with a grant."""

    ASKED = "grant.asked", _("Asked to read the content")
    GIVEN = "grant.given", _("Reading granted until a day")
    REFUSED = "grant.refused", _("Reading refused")
    REVOKED = "grant.revoked", _("Grant to read revoked")
