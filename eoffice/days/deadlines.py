"""Deadlines in words: late, today, this week, later. Days of the agency's zone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SUNDAY = 6
# Further away a weekday tells nothing, and the year is told instead.
SOON_DAYS = 31


class DueGroup(StrEnum):
    """The four heads of the queue, in their order."""

    LATE = "late"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"

    @property
    def heading(self) -> str:
        """Return the head as shown."""
        return str(TITLES[self])


TITLES = {
    DueGroup.LATE: gettext_lazy("Past the deadline"),
    DueGroup.TODAY: gettext_lazy("Today"),
    DueGroup.THIS_WEEK: gettext_lazy("This week"),
    DueGroup.LATER: gettext_lazy("Later"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTag:
    """A deadline as a tag: words, icon and kind of tag."""

    text: str
    icon: str
    kind: str


def group_of(due_on: date | None, *, overdue: bool, today: date) -> DueGroup:
    """Return the head under which a deadline stands."""
    if overdue or (due_on is not None and due_on < today):
        return DueGroup.LATE
    if due_on == today:
        return DueGroup.TODAY
    end_of_week = today + timedelta(days=SUNDAY - today.weekday())
    if due_on is not None and due_on <= end_of_week:
        return DueGroup.THIS_WEEK
    return DueGroup.LATER


def short_day(day: date) -> str:
    """Return `Rabu, 25 Nov`."""
    return date_format(day, "l, j M")


def due_tag(due_on: date | None, today: date | None = None) -> DueTag | None:
    """Return the tag for a deadline, or nothing without one."""
    if due_on is None:
        return None
    today = today or timezone.localdate()
    days = (due_on - today).days
    if days < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -days)
        return DueTag(text=late % {"days": -days}, icon="circle-alert", kind="late")
    if days == 0:
        return DueTag(text=_("Today"), icon="clock", kind="due")
    text = short_day(due_on) if days < SOON_DAYS else date_format(due_on, "j M Y")
    return DueTag(text=text, icon="calendar", kind="")


def since_words(since: date, today: date | None = None) -> str:
    """Return `Di meja Anda sejak Kamis`, or with the date when it is long ago."""
    today = today or timezone.localdate()
    days = (today - since).days
    if days <= 0:
        return _("At your desk since today")
    week = 7
    day = date_format(since, "l") if days < week else date_format(since, "j M")
    return _("At your desk since %(day)s") % {"day": day}
