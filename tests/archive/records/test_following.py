"""Records follow the letters they were captured from: entry, class, rights, place."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from archive.models import Record
from archive.records.access import (
    FOLLOWERS,
    records_readable_by,
    records_visible_to,
)
from archive.records.capturing import follow_entry
from archive.registering.inputs import RecordInput
from archive.registering.registering import register_record
from eoffice.administration.agreeing import ask, confirm_agreement
from eoffice.administration.units import change_unit
from eoffice.audit.models import AuditEvent
from eoffice.outbox.models import DeliveryState, OutboxDelivery, OutboxEvent
from eoffice.outbox.relay import drain
from tests.office.incoming import disposed, disposition, received, registered
from tests.office.kabupaten import actor, build_office, make_person
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import ROOT, client_of, token_client
from tests.workflow.incoming.rights import everybody, let_in
from workflow.dispositions.operations.completing import complete_incoming
from workflow.dispositions.operations.giving import (
    complete_disposition,
    give_disposition,
)
from workflow.dispositions.operations.recalling import recall_disposition
from workflow.incoming.operations.amending import amend_registration
from workflow.incoming.operations.registering import (
    Registration,
    register_incoming_letter,
)
from workflow.models import IncomingLetter
from workflow.registrations import following_branch

pytestmark = pytest.mark.django_db
ROOT_FOLDER = Path(__file__).parents[3]


@pytest.fixture
def house():
    office = build_office()
    office.second_admin = make_person(
        "admin2", "Sari", "Administrator Kedua", office.kominfo, duties=("admin",)
    )
    return office


def completed(house) -> IncomingLetter:
    """A scanned letter of the secretariat, completed and captured."""
    incoming = received(house)
    register_incoming_letter(
        actor=actor(house.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=Registration(sender="Inspektorat", subject="Mutasi pejabat"),
    )
    complete_incoming(actor=actor(house.sekda), incoming_id=incoming.pk)
    drain()
    return IncomingLetter.objects.get(pk=incoming.pk)


def amend(house, incoming: IncomingLetter, **changes) -> None:
    amend_registration(
        actor=actor(house.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        changes=changes,
        reason="Salah catat",
    )


KEEPERS = {"setda_clerk", "setda_archivist"}  # of the entry, whatever the class


def doors(record: Record) -> list[str]:
    """Return the doors of the record's content."""
    api, page = f"{ROOT}/records/{record.pk}", f"/arsip/{record.pk}/"
    return [f"{api}/content", f"{api}/proof", f"{page}isi/0/"]


def entry_doors(record: Record) -> list[str]:
    api = f"{ROOT}/records/{record.pk}"
    return [api, f"{api}/history", f"/arsip/{record.pk}/"]


def listing(record: Record, house, rows_of=records_readable_by) -> set[str]:
    return {
        name
        for name, person in everybody(house).items()
        if rows_of(actor(person)).filter(pk=record.pk).exists()
    }


def test_raising_the_class_of_a_completed_letter_closes_its_record(house):
    incoming = completed(house)
    record = incoming.record
    before = {"bupati", "sekda", "kabag", "setda_clerk", "setda_archivist"}
    assert {"sekda", "setda_clerk", "setda_archivist"} <= let_in(house, doors(record))
    assert listing(record, house) <= before

    amend(house, incoming, security_class="rahasia")

    # until it has followed: closed to all, its entry too
    assert listing(record, house, records_visible_to) == set()
    drain()
    record.refresh_from_db()
    assert record.security_class == "rahasia"
    assert let_in(house, doors(record)) == {"sekda"}
    assert listing(record, house) == {"sekda"}
    assert let_in(house, entry_doors(record)) == {"sekda", *KEEPERS}
    assert OutboxEvent.objects.filter(name="record.access_changed").exists()


@pytest.mark.parametrize("state", sorted(set(DeliveryState) - {DeliveryState.DONE}))
def test_a_record_stays_shut_while_it_has_not_followed_whatever_became_of_it(
    house, state
):
    incoming = completed(house)
    amend(house, incoming, security_class="rahasia")
    followers = OutboxDelivery.objects.filter(handler__in=FOLLOWERS)
    latest = followers.filter(event__name="incoming.amended")

    latest.update(state=state)

    assert listing(incoming.record, house, records_visible_to) == set()
    assert (
        let_in(house, [*doors(incoming.record), *entry_doors(incoming.record)]) == set()
    )


def test_nobody_asks_for_single_states_where_it_is_decided_who_sees():
    """Only "done" opens; a list of the other states would forget one."""
    modules = [*ROOT_FOLDER.glob("*/access.py"), *ROOT_FOLDER.glob("*/*/access.py")]

    assert [p for p in modules if "DeliveryState" in p.read_text()] == []


def test_a_corrected_entry_reaches_the_record_once_and_with_a_trace(house):
    incoming = completed(house)
    version = incoming.record.row_version
    amend(house, incoming, subject="Data pegawai", number="9/B/2026")
    drain()

    follow_entry(incoming_id=incoming.pk)

    record = Record.objects.get(incoming=incoming)
    assert (record.subject, record.number) == ("Data pegawai", "9/B/2026")
    assert record.row_version == version + 1
    told = AuditEvent.objects.filter(action="record.entry_followed")
    assert told.count() == 1
    assert record.contents.count() == 1


def test_a_record_is_never_classed_lower_by_its_letter(house):
    incoming = completed(house)
    Record.objects.filter(incoming=incoming).update(security_class="rahasia")

    amend(house, incoming, subject="Data pegawai")
    drain()

    assert Record.objects.get(incoming=incoming).security_class == "rahasia"


def test_a_correction_before_capture_is_what_is_captured(house):
    incoming = registered(house)
    complete_incoming(actor=actor(house.sekda), incoming_id=incoming.pk)
    amend(house, incoming, security_class="rahasia")

    drain()

    record = Record.objects.get(incoming=incoming)
    assert record.security_class == "rahasia"
    assert listing(record, house) == {"sekda"}


def test_who_lost_a_slip_loses_the_record_at_once(house):
    house.aide = make_person(
        "aide", "Asih", "Analis", house.bagian, superior=house.sekda
    )
    first = disposed(house, house.kadis)
    incoming = first.incoming
    complete_disposition(
        actor=actor(house.kadis), disposition_id=first.pk, answer="Sudah"
    )
    drain()
    record = Record.objects.get(incoming=incoming)
    wrong = give_disposition(
        actor=actor(house.sekda),
        incoming_id=incoming.pk,
        content=disposition(house.aide),
    )
    drain()
    assert "aide" in listing(record, house)

    recall_disposition(actor=actor(house.sekda), disposition_id=wrong.pk)

    assert "aide" not in listing(record, house)
    drain()
    found = listing(record, house)
    assert "aide" not in found
    assert {"kadis", "sekda", "setda_archivist"} <= found


def actions(person, record: Record) -> set[str]:
    client = token_client(person.official)
    path = f"{ROOT}/records/{record.pk}"
    history = client.get(f"{path}/history").json()["items"]
    audit = client.get(f"{path}/proof").json()["audit"]
    told = {one["action"] for one in history}
    assert told == {one["action"] for one in audit}
    return told


def test_the_route_of_a_letter_is_told_to_those_who_took_part(house):
    make_signer(house.sekda)
    letter = sent(house)
    drain()
    record = Record.objects.get(letter=letter)

    issued = {"letter.signed", "record.captured"}
    for person in (house.setda_archivist, house.setda_clerk):
        told = actions(person, record)
        assert issued <= told
        assert told <= issued | {"letter.sent"}
        page = client_of(person).get(f"/arsip/{record.pk}/").content.decode()
        assert house.kabag.official.full_name not in page
    for person in (house.drafter, house.kabag, house.sekda):
        assert "letter.step_approved" in actions(person, record)


def test_readings_of_an_incoming_letter_are_told_to_those_who_took_part(house):
    incoming = received(house)
    register_incoming_letter(
        actor=actor(house.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=Registration(sender="Inspektorat", subject="Mutasi pejabat"),
    )
    client_of(house.sekda).get(f"/naskah-masuk/{incoming.pk}/")
    complete_incoming(actor=actor(house.sekda), incoming_id=incoming.pk)
    drain()
    record = Record.objects.get(incoming=incoming)

    assert "incoming.read" in actions(house.sekda, record)
    told = actions(house.setda_archivist, record)
    assert told == {"incoming.registered", "incoming.completed", "record.captured"}


def move(house, unit, parent) -> None:
    """Move a unit as two administrators do: it changes whose letters a head reads."""
    asked = ask(
        "change_unit",
        actor=actor(house.admin),
        unit_id=unit.pk,
        values={"parent": parent},
        expected_version=None,
    )
    confirm_agreement(actor=actor(house.second_admin), agreement_id=asked.pk)
    unit.refresh_from_db()


def sees(person, letter, incoming) -> tuple[bool, bool, bool, bool]:
    """Whether the person sees the letter, its record, an incoming one, its record."""
    client = token_client(person.official)
    paths = (
        f"{ROOT}/letters/{letter.pk}",
        f"{ROOT}/records/{letter.record.pk}",
        f"{ROOT}/incoming-letters/{incoming.pk}",
        f"{ROOT}/records/{incoming.record.pk}",
    )
    return tuple(client.get(path).status_code == 200 for path in paths)  # type: ignore[return-value]


def opens(person, record) -> bool:
    client = token_client(person.official)
    return client.get(f"{ROOT}/records/{record.pk}").status_code == 200


def test_letters_and_records_follow_a_unit_that_moves(house):
    make_signer(house.sekda)
    letter = sent(house)
    incoming = completed(house)
    drain()
    letter.refresh_from_db()
    by_hand = register_record(
        actor=actor(house.setda_archivist),
        row=RecordInput(
            unit_id=house.setda.pk, record_date=date(2019, 6, 14), description="Notula"
        ),
    )
    # The secretariat goes under a division, whose head becomes its superior.
    assert sees(house.kabid, letter, incoming) == (False, False, False, False)

    move(house, house.setda, house.bidang)
    drain()
    assert sees(house.kabid, letter, incoming) == (True, True, True, True)
    assert opens(house.kabid, by_hand)

    move(house, house.setda, house.government)
    drain()
    assert sees(house.kabid, letter, incoming) == (False, False, False, False)
    assert sees(house.bupati, letter, incoming) == (True, True, True, True)
    assert not opens(house.kabid, by_hand)


def test_a_unit_renamed_or_a_term_begun_computes_no_letter_anew(house):
    letter = completed(house)
    before = OutboxEvent.objects.filter(name="access.branch_followed").count()

    change_unit(
        actor=actor(house.admin),
        unit_id=house.setda.pk,
        values={"name": "Sekretariat"},
        expected_version=None,
    )
    drain()

    after = OutboxEvent.objects.filter(name="access.branch_followed").count()
    assert after == before
    assert letter.access_tokens


@pytest.mark.parametrize("by_command", [False, True])
def test_a_long_branch_is_followed_batch_after_batch(house, monkeypatch, by_command):
    monkeypatch.setattr(following_branch, "BATCH", 2)
    letters = [registered(house, number=f"{n}/X/2026") for n in range(5)]
    IncomingLetter.objects.update(access_tokens=[])

    if by_command:
        call_command("refresh_access")
    else:
        move(house, house.setda, house.bidang)
    drain()

    for letter in letters:
        letter.refresh_from_db()
        below = house.setda if by_command else house.bidang
        assert f"below:{below.pk}" in letter.access_tokens
        assert f"position:{house.sekda.position.pk}" in letter.access_tokens
