"""Events of the trail in words for people; an unknown one stands as it is."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

MINUTES_OF_HOURS, HOURS_OF_DAYS = 120, 72

WORDS = {
    "letter.created": _("Draft begun"),
    "letter.edited": _("Draft changed"),
    "letter.submitted": _("Submitted"),
    "letter.recalled": _("Recalled"),
    "letter.returned": _("Returned for mending"),
    "letter.step_approved": _("Initialled"),
    "letter.step_opened": _("Came to the next desk"),
    "letter.numbered": _("Numbered"),
    "letter.signed": _("Signed"),
    "letter.sent": _("Delivered"),
    "letter.revoked": _("Revoked"),
    "incoming.received": _("Received"),
    "incoming.registered": _("Registered in the agenda"),
    "incoming.delivered": _("Delivered inside"),
    "incoming.read": _("Read"),
    "incoming.completed": _("Completed"),
    "incoming.reopened": _("Reopened"),
    "record.entry_followed": _("Corrected with the agenda entry"),
    "record.captured": _("Captured as a record, bytes locked"),
    "record.filed": _("Filed"),
}


def action_words(action: str) -> str:
    """Return the words for an action of the trail."""
    return str(WORDS.get(action, action))


def duration_words(took: timedelta | None) -> str:
    """Return `2 hari`, `5 jam` or `12 menit`; empty for nothing counted."""
    if took is None:
        return ""
    minutes = max(round(took.total_seconds() / 60), 0)
    if minutes < MINUTES_OF_HOURS:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < HOURS_OF_DAYS:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
