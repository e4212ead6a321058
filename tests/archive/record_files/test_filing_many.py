"""Many records filed at once, and taken back."""

import pytest
from django.utils import timezone

from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import Filing, ScopeKind
from archive.record_files.errors import (
    ActedSince,
    FilingUndone,
    HeldInFile,
    SomeRefused,
)
from archive.record_files.filing import FileInput, file_record
from archive.record_files.filing_many import file_into_new, file_records
from archive.record_files.proposals import proposals_for
from archive.record_files.undoing import undo_filing
from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.outbox.models import OutboxEvent
from tests.office.incoming import received
from tests.office.kabupaten import actor
from tests.office.records import CODE, make_file, make_record
from workflow.drafting.models import Reply

pytestmark = pytest.mark.django_db


def filed(office, records, berkas, **more) -> Filing | None:
    choices = [(one.pk, berkas.pk) for one in records]
    own = actor(office.setda_archivist)
    return file_records(actor=own, choices=choices, **more)


def lying(*records):
    for one in records:
        one.refresh_from_db()
    return [(one.record_file_id, one.item_number) for one in records]


def hold_on(office, berkas) -> None:
    scope = ScopeInput(kind=ScopeKind.RECORD_FILE, record_file_id=berkas.pk)
    place_hold(
        actor=actor(office.setda_archivist),
        hold=HoldInput(
            case_name="Perkara 1",
            requester="Bagian Hukum",
            basis="180/1",
            scopes=[scope],
        ),
    )


def test_many_are_filed_in_a_few_statements_and_told_one_by_one(
    office, django_assert_max_num_queries
):
    berkas = make_file(office.setda_archivist, office.setda)
    records = [make_record(office) for _one in range(12)]
    records.append(make_record(office, classification=None))

    with django_assert_max_num_queries(30):
        filing = filed(office, records, berkas)

    assert lying(*records) == [(berkas.pk, n) for n in range(1, 14)]
    assert records[-1].classification == berkas.classification
    told = AuditEvent.objects.filter(action="record.filed")
    assert told.count() == 13
    assert OutboxEvent.objects.filter(name="record.filed").count() == 13
    assert filing.moves.count() == 13
    # the same wish again does nothing, and so there is nothing to take back
    assert filed(office, records, berkas) is None


def test_one_that_is_refused_refuses_all_with_its_reason(office):
    berkas = make_file(office.setda_archivist, office.setda)
    other = make_file(office.setda_archivist, office.setda, "Lain")
    lies, loose = make_record(office), make_record(office)
    filed(office, [lies], other)

    with pytest.raises(SomeRefused) as refusal:
        filed(office, [lies, loose], berkas)
    choices = [(loose.pk, berkas.pk)]
    with pytest.raises(NotFound):
        file_records(actor=actor(office.stranger), choices=choices)

    assert set(refusal.value.refused) == {lies.pk}
    assert lying(lies, loose) == [(other.pk, 1), (None, None)]


def test_filing_is_taken_back_until_somebody_acts(office):
    own = actor(office.setda_archivist)
    first = make_file(office.setda_archivist, office.setda, "Satu")
    second = make_file(office.setda_archivist, office.setda, "Dua")
    lay, loose = make_record(office), make_record(office, classification=None)
    filed(office, [lay], first)
    filing = filed(office, [lay, loose], second, move=True)

    with pytest.raises(NotFound):  # another's filing is nobody's business
        undo_filing(actor=actor(office.setda_clerk), filing_id=filing.pk)
    undo_filing(actor=own, filing_id=filing.pk)

    assert lying(lay, loose) == [(first.pk, 1), (None, None)]
    assert (loose.classification, loose.filed_at) == (None, None)
    with pytest.raises(FilingUndone):
        undo_filing(actor=own, filing_id=filing.pk)
    told = AuditEvent.objects.filter(action="record.filing_undone")
    assert told.count() == 2

    again = filed(office, [loose], second)
    file_record(actor=own, record_id=loose.pk, record_file_id=first.pk, move=True)
    with pytest.raises(ActedSince):
        undo_filing(actor=own, filing_id=again.pk)
    assert lying(loose) == [(first.pk, 2)]


def test_what_a_hold_keeps_does_not_leave_its_file_by_any_path(office):
    berkas = make_file(office.setda_archivist, office.setda)
    other = make_file(office.setda_archivist, office.setda, "Lain")
    record, own = make_record(office), actor(office.setda_archivist)
    filing = filed(office, [record], berkas)
    hold_on(office, berkas)

    with pytest.raises(HeldInFile):
        file_record(actor=own, record_id=record.pk, record_file_id=other.pk, move=True)
    with pytest.raises(SomeRefused):
        filed(office, [record], other, move=True)
    with pytest.raises(HeldInFile):
        undo_filing(actor=own, filing_id=filing.pk)

    assert lying(record) == [(berkas.pk, 1)]


def test_new_file_takes_the_chosen_in_the_same_act_or_is_not_opened(office):
    own = actor(office.setda_archivist)
    content = FileInput(
        unit_id=office.setda.pk, classification_code=CODE, title="Undangan 2026"
    )
    record = make_record(office)
    filing = file_into_new(actor=own, content=content, records=[record.pk])

    assert lying(record) == [(filing.moves.get().to_file_id, 1)]
    with pytest.raises(SomeRefused):
        file_into_new(actor=own, content=content, records=[record.pk])
    assert office.setda.record_files.count() == 1


def test_grounds_of_a_proposal_in_their_order(office):
    own = actor(office.setda_archivist)
    files = [
        make_file(office.setda_archivist, office.setda, title)
        for title in ("Mitra", "Tahun ini", "Utas")
    ]
    mitra, _newer, thread = files
    known = make_record(office, party="PT Mitra")
    filed(office, [known], mitra)
    incoming = received(office)
    base = make_record(office, incoming=None)
    base.kind, base.letter, base.incoming = "incoming", None, incoming
    base.save()
    filed(office, [base], thread)
    answer = make_record(office, party="PT Mitra")
    Reply.objects.create(letter=answer.letter, incoming=incoming)
    of_party = make_record(office, party="PT Mitra")
    of_code = make_record(office, party="", record_date=timezone.localdate())
    coded_not = make_record(office, party="PT Mitra", classification=None)
    nothing = make_record(office, party="PT Lain", classification=None)

    asked = [answer, of_party, of_code, coded_not, nothing]
    found = proposals_for(own, asked)

    told = {pk: one.record_file.title for pk, one in found.items()}
    assert told == {
        answer.pk: "Utas",
        of_party.pk: "Mitra",
        of_code.pk: "Utas",  # the newest of the year
        coded_not.pk: "Mitra",
    }
    assert len({one.reason for one in found.values()}) == 4
