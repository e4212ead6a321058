"""An amended agenda entry lets no record go free that a hold keeps."""

import pytest

from archive.holds.holding import held_among, holds_of
from archive.holds.placing import HoldInput, ScopeInput, lift_hold, place_hold
from archive.models import HoldScope, LegalHold, Record, ScopeKind
from archive.records.capturing import follow_entry
from eoffice.audit.models import AuditEvent
from eoffice.outbox.relay import drain
from tests.archive.records.test_encrypted_records import completed
from tests.office.kabupaten import actor
from workflow.incoming.operations.amending import amend_registration

pytestmark = pytest.mark.django_db


def placed(office, *scopes: ScopeInput) -> LegalHold:
    return place_hold(
        actor=actor(office.setda_archivist),
        hold=HoldInput(
            case_name="Perkara 12/G/2026",
            requester="Bagian Hukum",
            basis="Surat 180/4/2026",
            scopes=scopes,
        ),
    )


def amended(office, incoming, **changes) -> None:
    amend_registration(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        changes=changes,
        reason="Salah ketik",
    )
    drain()


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Permohonan data lain"},
        {"classification_code": "000.1.5"},
        {"security_class": "rahasia"},
    ],
)
def test_a_hold_by_words_or_code_goes_on_for_an_amended_record(office, changes):
    incoming = completed(office, classification_code="400.9.1")
    record = Record.objects.get(incoming=incoming)
    words = ScopeInput(kind=ScopeKind.SEARCH, words="penerima bantuan")
    code = ScopeInput(kind=ScopeKind.CODE, code="400.9")
    by = code if "classification_code" in changes else words
    first, second = placed(office, by), placed(office, by)
    assert holds_of(record.pk) == {first.pk, second.pk}

    amended(office, incoming, **changes)
    follow_entry(incoming_id=incoming.pk)

    record.refresh_from_db()
    name, value = next(iter(changes.items()))
    named = {"classification_code": "classification__code"}.get(name, name)
    assert Record.objects.filter(pk=record.pk, **{named: value}).exists()
    assert holds_of(record.pk) == {first.pk, second.pk}
    own = HoldScope.objects.filter(kind=ScopeKind.RECORD, record_id=record.pk)
    assert own.count() == 2
    told = AuditEvent.objects.filter(action="hold.kept_on", object_id=str(first.pk))
    assert told.count() == 1
    lift_hold(actor=actor(office.setda_archivist), hold_id=first.pk, reason="Selesai")
    assert holds_of(record.pk) == {second.pk}


def test_an_amendment_adds_nothing_to_holds_that_cover_the_record_anyway(office):
    incoming = completed(office)
    record = Record.objects.get(incoming=incoming)
    placed(office, ScopeInput(kind=ScopeKind.UNIT, unit_id=office.setda.pk))

    amended(office, incoming, subject="Permohonan data lain")

    assert held_among([record.pk]) == {record.pk}
    assert HoldScope.objects.count() == 1
    assert not AuditEvent.objects.filter(action="hold.kept_on").exists()
