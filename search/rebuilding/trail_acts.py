"""Acts on the index, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class IndexAct(TrailAct):
    """What is done with the index."""

    REBUILD_ASKED = "search_index.rebuild_asked", _("Rebuild of the index begun")
    REBUILD_CANCELLED = (
        "search_index.rebuild_cancelled",
        _("Rebuild of the index called off"),
    )
