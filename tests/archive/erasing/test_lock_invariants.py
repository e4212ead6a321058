"""No lock is later than its rule, no date is earlier unsaid: for many histories."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum, auto

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Record, RecordFile, RetentionRule
from archive.record_files.closing import (
    Closing,
    close_record_file,
    give_event,
    reopen_record_file,
)
from archive.records.locking import keep_locked
from eoffice.audit.models import AuditEvent
from eoffice.errors import OfficeError
from eoffice.objects.locks import lock_in_store
from tests.office.disposal import make_due
from tests.office.kabupaten import actor
from tests.office.records import make_file
from tests.office.scanned import make_scanned

pytestmark = pytest.mark.django_db
QUICK = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}
#: First locks of tests end after a day (`short_locks`).
FIRST = timedelta(days=1)
MINUTE = timedelta(minutes=1)
#: What a file may come to be: to be destroyed after so many days, or without an end.
PERMANENT, UNDATED = "permanent", None
STATES = st.one_of(st.integers(-2, 4), st.just(PERMANENT), st.just(UNDATED))


def put(berkas: RecordFile, state: int | str | None) -> datetime | None:
    """Bring the file into the state; return the moment up to which its rule locks."""
    fate = "permanent" if state == PERMANENT else "destroy"
    rules = RetentionRule.objects.filter(pk=berkas.retention_rule_id)
    rules.update(final_disposition=fate)
    day = None
    if isinstance(state, int):
        day = timezone.localdate() + timedelta(days=state)
    rows = RecordFile.objects.filter(pk=berkas.pk)
    rows.update(active_until=day, inactive_until=day)
    if day is None:
        return None
    after = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(after).astimezone(UTC)


@settings(max_examples=4, **QUICK)
@given(st.lists(STATES, min_size=3, max_size=6))
def run_locks(office, states):
    before = transaction.savepoint()
    record = make_scanned(office, "kunci")
    berkas, before_it = make_due(office, record), None
    for state in states:
        end = put(berkas, state)
        stored = Record.objects.get(pk=record.pk).contents.get().stored
        keep_locked(stored)
        lock, now = lock_in_store(stored), datetime.now(UTC)
        allowed = end if end is not None else now + FIRST + MINUTE
        if before_it is not None:
            assert lock is not None
            assert lock >= before_it  # nothing gets shorter
            allowed = max(allowed, before_it)
        if lock is not None:
            assert lock <= allowed, state
            stored.refresh_from_db()
            assert abs(stored.locked_until - lock) < timedelta(seconds=1)
        if end is not None and end > now:
            assert lock >= end  # and what has an end is kept until then
        before_it = lock
    transaction.savepoint_rollback(before)


def test_no_lock_is_later_than_its_rule_and_none_gets_shorter(office, on_store):
    run_locks(office)

    assert not Record.objects.exists()  # each example was taken back


class Act(StrEnum):
    """What a keeper may do to a file that ends by an event."""

    CLOSE = auto()
    REOPEN = auto()
    EVENT = auto()


ACTS = st.tuples(st.sampled_from(Act), st.integers(0, 900))


def do(office, berkas: RecordFile, act: Act, days_ago: int) -> None:
    keeper = actor(office.setda_archivist)
    day = timezone.localdate() - timedelta(days=days_ago)
    which = {"actor": keeper, "record_file_id": berkas.pk}
    if act == Act.CLOSE:
        closing = Closing(
            activity_ended_on=day, reason="Selesai lebih dahulu", incomplete="Lama"
        )
        close_record_file(**which, closing=closing)
    elif act == Act.REOPEN:
        reopen_record_file(**which, reason="Menyusul satu naskah")
    else:
        give_event(**which, on=day, proof="SK 1/2026")


@settings(max_examples=6, **QUICK)
@given(st.sampled_from(["event", "file_closed"]), st.lists(ACTS, max_size=8))
def run_dates(office, counted_from, acts):
    before = transaction.savepoint()
    berkas = make_file(office.setda_archivist, office.setda)
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from=counted_from, active_years=1, inactive_years=2
    )
    opened = timezone.localdate() - timedelta(days=1000)
    RecordFile.objects.filter(pk=berkas.pk).update(opened_on=opened)
    known = None
    for act, days_ago in [(Act.CLOSE, 3), *acts]:
        trail = AuditEvent.objects.filter(object_id=str(berkas.pk))
        told = set(trail.values_list("pk", flat=True))
        with suppress(OfficeError):  # not possible in this state
            do(office, berkas, act, days_ago)
        berkas.refresh_from_db()
        date = berkas.inactive_until
        if known is not None and (date is None or date < known):
            said = [one.payload for one in trail.exclude(pk__in=told)]
            assert any(known.isoformat() in str(one) for one in said), act
        known = date
    transaction.savepoint_rollback(before)


def test_no_retention_date_becomes_earlier_without_a_word(office):
    run_dates(office)

    assert not RecordFile.objects.exists()
