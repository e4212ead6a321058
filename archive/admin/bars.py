"""A record file's retention as the bar of the shell, and its state as a sign."""

from datetime import date

from django.utils.translation import gettext as _

from archive.record_files.models import RecordFile
from archive.record_files.retention import RetentionState, retention_of
from archive.retention.models import FinalDisposition
from eoffice.shell.components import RetentionBar
from eoffice.shell.queue import Tag

FATES = {
    FinalDisposition.DESTROY: "destroy",
    FinalDisposition.PERMANENT: "keep",
    FinalDisposition.REVIEW: "review",
}
SIGNS = {
    RetentionState.OPEN: ("folder-open", "info"),
    RetentionState.MERGED: ("git-fork", ""),
    RetentionState.UNKNOWN: ("triangle-alert", "due"),
    RetentionState.WAITING: ("hourglass", ""),
    RetentionState.ACTIVE: ("circle-check", "ok"),
    RetentionState.INACTIVE: ("package", ""),
    RetentionState.ENDED: ("flame", "late"),
}


def bar_of(record_file: RecordFile, today: date) -> RetentionBar:
    """Return the bar; it begins on the day the clock started."""
    found = retention_of(record_file, today)
    # No dates while the event is awaited: a bar would promise an end nobody knows.
    counted = record_file.active_until is not None
    started = max(
        filter(None, (record_file.activity_ended_on, record_file.trigger_on)),
        default=None,
    )
    return RetentionBar(
        sentence=found.sentence,
        today=today,
        starts_on=started if counted else None,
        active_until=record_file.active_until,
        inactive_until=record_file.inactive_until,
        fate=FATES.get(found.fate, ""),  # type: ignore[call-overload]
    )


def tag_of(record_file: RecordFile, today: date, *, is_listed: bool = False) -> Tag:
    """Return the state as a tag; `is_listed`: on a destruction list under way."""
    if is_listed:
        return Tag(text=_("On a destruction list"), icon="flame", kind="late")
    state = retention_of(record_file, today).state
    icon, kind = SIGNS[state]
    return Tag(text=state.label, icon=icon, kind=kind)
