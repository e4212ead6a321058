"""Acts on versions of the retention schedule, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ScheduleAct(TrailAct):
    """What is done with a version."""

    BROUGHT = "retention_schedule.brought", _("Draft of the retention schedule brought")
    IN_FORCE = "retention_schedule.in_force", _("Retention schedule put into force")
    ABANDONED = "retention_schedule.abandoned", _("Draft of a schedule given up")
    COMPUTED = "retention_schedule.computed", _("Dates computed by the new schedule")
