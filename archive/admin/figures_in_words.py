"""Figures in words for people."""

from datetime import timedelta

from django.utils.translation import ngettext

MINUTES_OF_HOURS, HOURS_OF_DAYS = 120, 72


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
