"""Acts on series of letters, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class SeriesAct(TrailAct):
    """What is done with a series of letters."""

    BEGUN = "series.begun", _("Series of letters begun")
    PREPARED = "series.prepared", _("Draft of a series prepared")
    ENDED = "series.ended", _("Series of letters ended")
