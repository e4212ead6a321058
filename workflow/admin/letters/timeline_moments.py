"""Times and desks in words: `Rabu 18 Nov, 10.12`."""

from datetime import datetime

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
