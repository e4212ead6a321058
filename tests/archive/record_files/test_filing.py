"""Filing: who, into what, in which state."""

import pytest

from archive.models import Record, RecordFile
from archive.record_files.closing import Closing, close_record_file
from archive.record_files.errors import AlreadyFiled, FileClosed, OtherRegister
from archive.record_files.filing import file_record
from archive.record_files.proposals import proposal_for
from archive.records import access
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.organisation.models import PositionDuty
from tests.office.kabupaten import actor, make_person
from tests.office.records import make_file, make_record
from workflow.security_class import SecurityClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def kominfo_archivist(office):
    duties = (PositionDuty.ARCHIVIST,)
    return make_person(
        "arsip.kominfo", "Wahyu", "Arsiparis", office.kominfo, duties=duties
    )


def file_into(office, record, berkas, **more) -> Record:
    return file_record(
        actor=actor(office.setda_archivist),
        record_id=record.pk,
        record_file_id=berkas.pk,
        **more,
    )


def closed(office, berkas, **more) -> RecordFile:
    return close_record_file(
        actor=actor(office.setda_archivist),
        record_file_id=berkas.pk,
        closing=Closing(**more),
    )


def test_records_are_numbered_on_within_their_file(office):
    berkas = make_file(office.setda_archivist, office.setda)

    filed = [file_into(office, make_record(office), berkas) for _time in range(3)]

    assert [one.item_number for one in filed] == [1, 2, 3]


def test_filing_twice_into_the_same_file_changes_nothing(office):
    berkas, record = (
        make_file(office.setda_archivist, office.setda),
        make_record(office),
    )
    first = file_into(office, record, berkas)

    again = file_into(office, record, berkas)

    assert (again.item_number, again.row_version) == (1, first.row_version)


def test_filed_record_is_moved_only_when_asked(office):
    first = make_file(office.setda_archivist, office.setda, "Satu")
    second = make_file(office.setda_archivist, office.setda, "Dua")
    record = make_record(office)
    file_into(office, record, first)

    with pytest.raises(AlreadyFiled):
        file_into(office, record, second)
    record.refresh_from_db()
    assert record.record_file == first

    moved = file_into(office, record, second, move=True)
    assert moved.record_file == second


def test_closed_file_takes_and_gives_nothing(office):
    shut = make_file(office.setda_archivist, office.setda, "Tutup")
    other = make_file(office.setda_archivist, office.setda, "Lain")
    inside, outside = make_record(office), make_record(office)
    file_into(office, inside, shut)
    closed(office, shut)

    with pytest.raises(FileClosed):
        file_into(office, outside, shut)
    with pytest.raises(FileClosed):
        file_into(office, inside, other, move=True)

    inside.refresh_from_db()
    outside.refresh_from_db()
    assert (inside.record_file, outside.record_file) == (shut, None)


def test_stale_reader_is_refused(office):
    first = make_file(office.setda_archivist, office.setda, "Satu")
    second = make_file(office.setda_archivist, office.setda, "Dua")
    record = make_record(office)
    file_into(office, record, first)

    with pytest.raises(Stale):
        file_into(office, record, second, move=True, expected_version=1)

    record.refresh_from_db()
    assert record.record_file == first


def test_empty_file_is_not_closed(office):
    berkas = make_file(office.setda_archivist, office.setda)

    with pytest.raises(Invalid):
        closed(office, berkas)

    berkas.refresh_from_db()
    assert berkas.closed_on is None


def test_open_file_has_no_dates_and_a_closed_one_has_them(office):
    berkas = make_file(office.setda_archivist, office.setda)
    file_into(office, make_record(office), berkas)
    assert (berkas.active_until, berkas.inactive_until) == (None, None)

    shut = closed(office, berkas)

    assert shut.active_until >= shut.closed_on
    assert shut.inactive_until >= shut.active_until


def test_those_who_keep_another_archive_or_none_cannot_file(office, kominfo_archivist):
    berkas, record = (
        make_file(office.setda_archivist, office.setda),
        make_record(office),
    )

    for person in (
        office.stranger,
        office.kominfo_clerk,
        kominfo_archivist,
        office.drafter,
        office.admin,
    ):
        with pytest.raises(NotFound):
            file_record(
                actor=actor(person), record_id=record.pk, record_file_id=berkas.pk
            )

    record.refresh_from_db()
    assert record.record_file is None


def test_files_never_mix_registers(office):
    duties = (PositionDuty.ARCHIVIST,)
    keeper = make_person(
        "arsip.kab", "Tri", "Arsiparis", office.government, duties=duties
    )
    elsewhere = make_file(keeper, office.kominfo)
    record = make_record(office)
    record.access_tokens = [*record.access_tokens, f"position:{keeper.position.pk}"]
    record.save()

    with pytest.raises(OtherRegister):
        file_record(
            actor=actor(keeper), record_id=record.pk, record_file_id=elsewhere.pk
        )

    record.refresh_from_db()
    assert record.record_file is None


def test_restricted_record_is_open_to_those_who_took_part_alone(office):
    record = make_record(office, security_class="rahasia")

    assert access.readable_record(actor(office.drafter), record.pk) == record
    for person in (office.setda_archivist, office.setda_clerk, office.sekda):
        with pytest.raises(NotFound):
            access.readable_record(actor(person), record.pk)
    with pytest.raises(NotFound):  # the sekda files nothing: not even the entry
        access.visible_record(actor(office.sekda), record.pk)


def test_open_file_of_the_same_code_is_proposed_with_its_reason(office):
    make_file(office.setda_archivist, office.setda, "Lain", code="000.1.2.3")
    fitting = make_file(office.setda_archivist, office.setda, "Cocok")

    proposal = proposal_for(actor(office.setda_archivist), make_record(office))

    assert proposal is not None
    assert proposal.record_file == fitting
    assert "000.1.5" in proposal.reason


def test_file_of_the_letter_it_answers_is_proposed_first(office):
    make_file(office.setda_archivist, office.setda, "Kode sama")
    answered, answer = make_record(office), make_record(office)
    answer.letter.references.create(referred=answered.letter)
    berkas = make_file(office.setda_archivist, office.setda, "Lain", code="000.1.2.3")
    file_into(office, answered, berkas)

    proposal = proposal_for(actor(office.setda_archivist), answer)

    assert proposal is not None
    assert proposal.record_file == berkas


def test_a_thread_through_a_letter_that_one_may_not_read_is_not_told(office):
    answered = make_record(office, security_class=SecurityClass.RAHASIA)
    answer = make_record(office, classification=None)
    answer.letter.references.create(referred=answered.letter)
    berkas = make_file(office.setda_archivist, office.setda, "Berkas disiplin")
    file_into(office, answered, berkas)

    assert proposal_for(actor(office.setda_archivist), answer) is None


def test_without_a_code_nothing_is_proposed(office):
    make_file(office.setda_archivist, office.setda)

    record = make_record(office, classification=None)

    assert proposal_for(actor(office.setda_archivist), record) is None
