"""Times and desks in words: `Rabu 18 Nov, 10.12`."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def moment(at: datetime | None) -> str:
    """Return `Rabu 18 Nov, 10.12`, with the year when it is another."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    this_year = local.year == timezone.localdate().year
    return date_format(local, "l j M, H.i" if this_year else "j M Y, H.i")


def waited(since: datetime | None) -> str:
    """Return `sejak tadi 09.48` or `4 hari`."""
    if since is None:
        return ""
    days = (timezone.localdate() - timezone.localtime(since).date()).days
    if days <= 0:
        clock = date_format(timezone.localtime(since), "H.i")
        return _("since %(time)s today") % {"time": clock}
    return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}


def held(lasted: timedelta) -> str:
    """Return how long a desk had the letter: `di meja 2 hari 3 jam`."""
    hours, minutes = divmod(int(lasted.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    if days:
        told = _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    elif hours:
        told = _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    else:
        told = _("%(minutes)d min") % {"minutes": minutes}
    return _("at the desk for %(time)s") % {"time": told}
