"""Where a record file stands in its retention, in words and dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.record_files.models import RecordFile
from archive.retention.models import FinalDisposition


class RetentionState(StrEnum):
    """The stretches of a file's life."""

    OPEN = "open"
    UNKNOWN = "unknown"
    WAITING = "waiting_for_event"
    ACTIVE = "active"
    INACTIVE = "inactive"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Return the word for people."""
        return str(LABELS[self])


LABELS = {
    RetentionState.OPEN: gettext_lazy("Open"),
    RetentionState.UNKNOWN: gettext_lazy("No rule"),
    RetentionState.WAITING: gettext_lazy("Waits for its event"),
    RetentionState.ACTIVE: gettext_lazy("Active"),
    RetentionState.INACTIVE: gettext_lazy("Inactive"),
    RetentionState.ENDED: gettext_lazy("Retention ended"),
}
FATES = {
    FinalDisposition.DESTROY: gettext_lazy("destroyed after appraisal"),
    FinalDisposition.PERMANENT: gettext_lazy("kept permanently"),
    FinalDisposition.REVIEW: gettext_lazy("appraised again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """State, fate (empty: no rule) and one sentence."""

    state: RetentionState
    fate: str
    sentence: str


def retention_of(record_file: RecordFile, today: date) -> Retention:
    """Return where the file stands on `today`."""
    rule = record_file.retention_rule
    state = _state(record_file, today)
    fate = FinalDisposition(rule.final_disposition) if rule else None
    return Retention(
        state=state,
        fate=fate.value if fate else "",
        sentence=_sentence(record_file, state, str(FATES[fate]) if fate else ""),
    )


def _state(record_file: RecordFile, today: date) -> RetentionState:
    if record_file.closed_on is None:
        return RetentionState.OPEN
    if record_file.retention_rule is None:
        return RetentionState.UNKNOWN
    active, inactive = record_file.active_until, record_file.inactive_until
    # Closed, and yet no date: the rule counts from an event that has not come.
    if active is None or inactive is None:
        return RetentionState.WAITING
    if today <= active:
        return RetentionState.ACTIVE
    return RetentionState.INACTIVE if today <= inactive else RetentionState.ENDED


def _sentence(record_file: RecordFile, state: RetentionState, fate: str) -> str:
    active, inactive = record_file.active_until, record_file.inactive_until
    years = {
        "active": active.year if active else 0,
        "inactive": inactive.year if inactive else 0,
        "fate": fate,
    }
    sentences = {
        RetentionState.OPEN: _("Still open, retention not counted yet"),
        RetentionState.UNKNOWN: _("The schedule has no rule for this code"),
        RetentionState.WAITING: _("Closed; the clock waits for its event"),
        RetentionState.ACTIVE: _(
            "Active until %(active)d, inactive until %(inactive)d, then %(fate)s"
        ),
        RetentionState.INACTIVE: _("Inactive until %(inactive)d, then %(fate)s"),
        RetentionState.ENDED: _("Ended in %(inactive)d, to be %(fate)s"),
    }
    return sentences[state] % years
