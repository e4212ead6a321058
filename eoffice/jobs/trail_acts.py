"""Acts on long work, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class JobAct(TrailAct):
    """What is done with a job."""

    STARTED = "job.started", _("Long work begun")
    CANCELLED = "job.cancelled", _("Long work called off")
