"""What versions of the schedule refuse."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class VersionDecided(StateForbids):
    """The version is no draft any more."""

    code = "schedule_decided"
    message = _("This version was decided already. Nothing was changed.")


class BroughtByOneself(StateForbids):
    """Bringing a schedule and letting it hold are acts of two different people."""

    code = "same_person"
    message = _(
        "You brought this schedule. Another administrator checks it and puts it into"
        " force."
    )


class StillComputing(StateForbids):
    """The dates of the version before are not computed to the end."""

    code = "schedule_computing"
    message = _("The dates of the last version are still being computed. Try later.")


class SameDay(StateForbids):
    """A version came into force today already: no rule holds for less than a day."""

    code = "schedule_same_day"
    message = _("A version came into force today. This one can follow tomorrow.")


class SoonerChanged(StateForbids):
    """Other files end sooner or otherwise than those that were seen."""

    code = "schedule_sooner_changed"
    message = _(
        "What ends sooner has changed since you looked. Look again and confirm then."
    )
