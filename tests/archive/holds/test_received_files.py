"""The archives holds what came into its keeping, as it holds its own."""

import pytest
from django.utils import timezone

from archive.holds.access import may_hold
from archive.holds.holding import held_among, holds_of
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import HoldScope, RecordFile, ScopeKind
from eoffice.errors import NotFound
from tests.office.custody import closed_file
from tests.office.kabupaten import actor, make_person
from tests.office.records import make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db


def case(*scopes: ScopeInput) -> HoldInput:
    given = {"case_name": "Perkara", "requester": "Kejaksaan", "basis": "Surat 9"}
    return HoldInput(**given, scopes=scopes)


def test_the_archivist_of_the_archives_holds_what_he_received_alone(office):
    lkd = make_person(
        "arsip.lkd", "Lina", "Arsiparis", office.kominfo, duties=("archivist",)
    )
    came, stays = (make_record(office) for _n in "12")
    received, own = closed_file(office, came), closed_file(office, stays)
    by_file = ScopeInput(kind=ScopeKind.RECORD_FILE, record_file_id=received.pk)
    by_record = ScopeInput(kind=ScopeKind.RECORD, record_id=stays.pk)
    with pytest.raises(NotFound):
        place_hold(actor=actor(lkd), hold=case(by_file))
    RecordFile.objects.filter(pk=received.pk).update(
        custodian=office.kominfo, custody_since=timezone.localdate()
    )
    with pytest.raises(NotFound):
        place_hold(actor=actor(lkd), hold=case(by_file, by_record))
    assert not HoldScope.objects.exists()

    made = place_hold(actor=actor(lkd), hold=case(by_file))

    assert held_among([came.pk, stays.pk]) == {came.pk}
    assert holds_of(came.pk) == {made.pk}
    by_code = ScopeInput(kind=ScopeKind.CODE, code=came.classification.code)
    place_hold(actor=actor(lkd), hold=case(by_code))
    assert held_among([came.pk, stays.pk]) == {came.pk}
    own.refresh_from_db()
    assert not may_hold(actor(lkd), own)
    page = browser_of(lkd.official).get(f"/arsip/berkas/{received.pk}/")
    assert f"berkas={received.pk}" in page.content.decode()
