"""Rules that count from an event, activities that ended earlier, files reopened."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from archive.models import RecordFile, RetentionRule
from archive.record_files.acts import allowed_acts
from archive.record_files.closing import (
    Closing,
    close_record_file,
    give_event,
    reopen_record_file,
)
from archive.record_files.errors import EventKnown, FileOpen, NoEvent
from archive.record_files.filing import file_record
from archive.record_files.lists import FileFilters, record_files_for
from archive.record_files.retention import FILE_STATES, FileState, retention_of
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record

pytestmark = pytest.mark.django_db
PROOF = "Berita acara 027/12 tanggal 5 Maret 2026"


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def keeper(office):
    return actor(office.setda_clerk)


@pytest.fixture
def berkas(office, keeper):
    """An open file with one record of March 2026, counted from its closing."""
    made = make_file(office.setda_clerk, office.setda)
    record = make_record(office, record_date=date(2026, 3, 1))
    file_record(actor=keeper, record_id=record.pk, record_file_id=made.pk)
    RetentionRule.objects.filter(pk=made.retention_rule_id).update(
        counted_from="file_closed", active_years=2, inactive_years=3
    )
    return RecordFile.objects.get(pk=made.pk)


@pytest.fixture
def awaiting(berkas):
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from="event", trigger_text="Setelah serah terima"
    )
    return RecordFile.objects.get(pk=berkas.pk)


def shut(keeper, berkas, **given) -> RecordFile:
    return close_record_file(
        actor=keeper, record_file_id=berkas.pk, closing=Closing(**given)
    )


def faults_of(act) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        act()
    return {(fault.field, fault.code) for fault in refused.value.faults}


def waiting_list(keeper) -> set:
    filters = FileFilters(state="waiting_for_event")
    rows = record_files_for(keeper, filters, today())
    return set(rows.values_list("pk", flat=True))


def test_a_file_that_waits_for_its_event_is_on_a_list_until_it_comes(keeper, awaiting):
    closed = shut(keeper, awaiting)
    assert closed.inactive_until is None
    assert waiting_list(keeper) == {closed.pk}
    assert allowed_acts(keeper, closed)[0] == "event"
    assert "reopen" in allowed_acts(keeper, closed)

    dated = give_event(actor=keeper, record_file_id=closed.pk, on=today(), proof=PROOF)

    assert dated.trigger_proof == PROOF
    assert dated.inactive_until == date(today().year + 5, 12, 31)
    assert waiting_list(keeper) == set()
    told = AuditEvent.objects.get(action="record_file.event_given")
    assert PROOF in told.payload


def test_the_event_can_be_given_at_the_closing(keeper, awaiting):
    closed = shut(keeper, awaiting, trigger_on=today(), proof=PROOF)

    assert (closed.trigger_on, closed.trigger_proof) == (today(), PROOF)
    assert closed.inactive_until is not None


def test_an_event_of_tomorrow_or_without_proof_is_refused(keeper, awaiting):
    tomorrow = today() + timedelta(days=1)
    at_closing = faults_of(lambda: shut(keeper, awaiting, trigger_on=tomorrow))
    closed = shut(keeper, awaiting)

    later = faults_of(
        lambda: give_event(
            actor=keeper, record_file_id=closed.pk, on=tomorrow, proof=" "
        )
    )

    wrong = {("in_future"), ("required")}
    assert {code for _field, code in at_closing} == wrong
    assert later == {("on", "in_future"), ("proof", "required")}
    closed.refresh_from_db()
    assert (closed.trigger_on, closed.inactive_until) == (None, None)


def test_an_event_is_given_once_and_only_where_one_is_awaited(keeper, berkas, awaiting):
    with pytest.raises(FileOpen):
        give_event(actor=keeper, record_file_id=awaiting.pk, on=today(), proof=PROOF)
    shut(keeper, awaiting, trigger_on=today(), proof=PROOF)

    with pytest.raises(EventKnown):
        give_event(actor=keeper, record_file_id=awaiting.pk, on=today(), proof=PROOF)


def test_no_event_is_taken_by_a_rule_that_counts_from_the_closing(keeper, berkas):
    given = faults_of(lambda: shut(keeper, berkas, trigger_on=today(), proof=PROOF))
    shut(keeper, berkas)

    assert given == {("trigger_on", "not_by_event")}
    with pytest.raises(NoEvent):
        give_event(actor=keeper, record_file_id=berkas.pk, on=today(), proof=PROOF)


def test_an_activity_that_ended_earlier_starts_the_clock_then_with_a_reason(
    keeper, berkas
):
    ended = date(2026, 3, 9)
    assert faults_of(lambda: shut(keeper, berkas, activity_ended_on=ended)) == {
        ("reason", "required")
    }

    closed = shut(keeper, berkas, activity_ended_on=ended, reason="Ditutup terlambat")

    assert (closed.closed_on, closed.activity_ended_on) == (today(), ended)
    assert closed.inactive_until == date(2026 + 5, 12, 31)
    told = AuditEvent.objects.get(action="record_file.closed")
    assert "Ditutup terlambat" in told.payload


def test_no_activity_ends_before_its_last_record_or_after_today(keeper, berkas):
    early = {"activity_ended_on": date(2026, 2, 1), "reason": "Lama"}
    late = {"activity_ended_on": today() + timedelta(days=1)}

    assert faults_of(lambda: shut(keeper, berkas, **early)) == {
        ("activity_ended_on", "before_records")
    }
    assert faults_of(lambda: shut(keeper, berkas, **late)) == {
        ("activity_ended_on", "in_future")
    }


def test_a_file_reopened_while_its_destruction_date_runs_is_counted_again(
    keeper, berkas
):
    closed = shut(keeper, berkas, activity_ended_on=date(2026, 3, 9), reason="Lama")
    assert closed.inactive_until is not None
    assert faults_of(
        lambda: reopen_record_file(actor=keeper, record_file_id=closed.pk, reason=" ")
    ) == {("reason", "required")}

    again = reopen_record_file(
        actor=keeper, record_file_id=closed.pk, reason="Ada surat susulan"
    )

    dates = ("closed_on", "activity_ended_on", "trigger_on", "inactive_until")
    assert [getattr(again, name) for name in dates] == [None] * 4
    told = AuditEvent.objects.get(action="record_file.reopened")
    assert '"inactive_until":"2031-12-31"' in told.payload.replace(" ", "")
    with pytest.raises(FileOpen):
        reopen_record_file(actor=keeper, record_file_id=closed.pk, reason="Lagi")
    last = shut(keeper, again)
    assert last.inactive_until == date(today().year + 5, 12, 31)


def test_others_give_no_event_and_reopen_nothing(office, keeper, awaiting):
    closed = shut(keeper, awaiting)

    for person in (office.stranger, office.kominfo_clerk, office.drafter):
        with pytest.raises(NotFound):
            give_event(
                actor=actor(person), record_file_id=closed.pk, on=today(), proof=PROOF
            )
        with pytest.raises(NotFound):
            reopen_record_file(
                actor=actor(person), record_file_id=closed.pk, reason="Coba"
            )
    closed.refresh_from_db()
    assert (closed.closed_on, closed.trigger_on) == (today(), None)


def test_dates_are_explained_and_states_are_named(keeper, awaiting):
    closed = shut(keeper, awaiting)
    waits = retention_of(closed, today())
    dated = give_event(actor=keeper, record_file_id=closed.pk, on=today(), proof=PROOF)

    now = retention_of(dated, today())
    after = retention_of(dated, dated.inactive_until + timedelta(days=1))

    assert FILE_STATES[waits.state] == FileState.WAITING
    assert "Setelah serah terima" in waits.explanation
    assert FILE_STATES[now.state] == FileState.CLOSED
    assert "Setelah serah terima" in now.explanation
    assert str(dated.inactive_until.year) in now.explanation
    assert FILE_STATES[after.state] == FileState.DUE
