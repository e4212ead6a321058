"""Where a record file stands in its retention, in words and dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.record_files.models import RecordFile
from archive.retention.models import FinalDisposition, RetentionRule


class RetentionState(StrEnum):
    """The stretches of a file's life."""

    OPEN = "open"
    MERGED = "merged"
    UNKNOWN = "unknown"
    WAITING = "waiting_for_event"
    ACTIVE = "active"
    INACTIVE = "inactive"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Return the word for people."""
        return str(LABELS[self])


class FileState(StrEnum):
    """What may be done with a file next, as programs are told."""

    OPEN = "open"
    CLOSED = "closed"
    WAITING = "waiting_for_event"
    INACTIVE = "inactive"
    DUE = "due"
    ON_LIST = "on_list"


FILE_STATES = {
    RetentionState.OPEN: FileState.OPEN,
    RetentionState.MERGED: FileState.CLOSED,
    RetentionState.UNKNOWN: FileState.CLOSED,
    RetentionState.WAITING: FileState.WAITING,
    RetentionState.ACTIVE: FileState.CLOSED,
    RetentionState.INACTIVE: FileState.INACTIVE,
    RetentionState.ENDED: FileState.DUE,
}
LABELS = {
    RetentionState.OPEN: gettext_lazy("Open"),
    RetentionState.MERGED: gettext_lazy("Merged"),
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
    """State, fate (empty: no rule), one sentence, and how the dates came about."""

    state: RetentionState
    fate: str
    sentence: str
    explanation: str


def retention_of(record_file: RecordFile, today: date) -> Retention:
    """Return where the file stands on `today`."""
    state, final = _state(record_file, today), record_file.final_fate
    fate = FinalDisposition(final) if final else None
    return Retention(
        state=state,
        fate=fate.value if fate else "",
        sentence=_sentence(record_file, state, str(FATES[fate]) if fate else ""),
        explanation=_explanation(record_file, state),
    )


def lock_until(record_file: RecordFile) -> date | None:
    """Return the last day the rule locks the bytes to; nothing while it has no end."""
    is_destroyed = record_file.final_fate == FinalDisposition.DESTROY
    return record_file.inactive_until if is_destroyed else None


def _explanation(record_file: RecordFile, state: RetentionState) -> str:
    """Return from what the dates were counted, and on what rule they rest."""
    rule, active = record_file.retention_rule, record_file.active_until
    inactive, ended = record_file.inactive_until, record_file.activity_ended_on
    if rule is None or active is None or inactive is None:
        return _unstarted(record_file, state)
    trigger = record_file.trigger_on
    by_event = trigger is not None and (ended is None or trigger >= ended)
    start = trigger if by_event else ended or record_file.closed_on
    cause = rule.trigger_text.strip() if by_event else ""
    told = _(
        "Begins on %(start)s because %(cause)s; active until %(active)s, inactive until"
        " %(inactive)s, then %(fate)s. Basis: %(basis)s."
    )
    return told % {
        "start": date_format(start, "j F Y") if start else "-",
        "cause": cause
        or (_("the event came") if by_event else _("the activity ended")),
        "active": date_format(active, "j F Y"),
        "inactive": date_format(inactive, "j F Y"),
        "fate": FATES[FinalDisposition(record_file.final_fate)],
        "basis": _basis(record_file, rule),
    }


def _basis(record_file: RecordFile, rule: RetentionRule) -> str:
    """Return on what the dates and the fate rest: the schedule, and a review of it."""
    source = rule.source_words or "-"
    if record_file.reviewed_on is None:
        return source
    day = date_format(record_file.reviewed_on, "j F Y")
    told = _("%(source)s, and the review of %(day)s")
    return told % {"source": source, "day": day}


def _unstarted(record_file: RecordFile, state: RetentionState) -> str:
    rule = record_file.retention_rule
    if state == RetentionState.WAITING and rule is not None:
        told = _("Closed; the retention begins with this event: %(event)s.")
        event = rule.trigger_text.strip() or rule.get_counted_from_display()
        return told % {"event": event}
    return _sentence(record_file, state, "")


def _state(record_file: RecordFile, today: date) -> RetentionState:
    if record_file.closed_on is None:
        return RetentionState.OPEN
    if record_file.merged_into_id is not None:
        return RetentionState.MERGED
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
        RetentionState.MERGED: _("Merged into another file; nothing lies in it"),
        RetentionState.UNKNOWN: _("The schedule has no rule for this code"),
        RetentionState.WAITING: _("Closed; the clock waits for its event"),
        RetentionState.ACTIVE: _(
            "Active until %(active)d, inactive until %(inactive)d, then %(fate)s"
        ),
        RetentionState.INACTIVE: _("Inactive until %(inactive)d, then %(fate)s"),
        RetentionState.ENDED: _("Ended in %(inactive)d, to be %(fate)s"),
    }
    return sentences[state] % years
