"""The gate before a leader's desk: letters from inside come to its keeper first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Record
from archive.records.access import reads
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.organisation.models import TermOfOffice
from eoffice.outbox.relay import drain
from eoffice.policies.changing import change_policy
from eoffice.shell.queue import desk_of
from tests.office.kabupaten import actor, make_person
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of, post, program_of
from tests.workflow.incoming.rights import content_doors, entry_doors, let_in
from workflow.delivery.gates import way_to_desk
from workflow.delivery.passing import RevokedAtGate, StillInForce, pass_gate, set_aside
from workflow.incoming.models import GateReason, IncomingLetter, IncomingStatus
from workflow.incoming.queries.lists import at_my_gate, on_my_desk
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import RecipientInput
from workflow.letters.operations.revoking import revoke_letter

pytestmark = pytest.mark.django_db


def gates(office, *passes, keeper=None, opens_secret=False, leader=None):
    """Set the gate before the bupati's desk."""
    row = {
        "leader": str((leader or office.bupati).position.pk),
        "keeper": str((keeper or office.tup).position.pk),
        "opens_secret": opens_secret,
    }
    past = [{"leader": row["leader"], "by": by, "value": value} for by, value in passes]
    return change_policy(
        actor=actor(office.admin),
        name="gates",
        value={"gates": [row], "passes": past},
        reason="Perbup tata naskah",
        expected_version=None,
    )


@pytest.fixture
def house(office):
    """The office with the leader's clerk, who keeps the gate before the bupati."""
    make_signer(office.sekda)
    office.tup = make_person(
        "tup", "Mira Lestari", "Kepala TU Pimpinan", office.government
    )
    gates(office)
    return office


def sent_to_bupati(office, **changes) -> IncomingLetter:
    to = [RecipientInput(kind="to", position_id=office.bupati.position.pk)]
    letter = sent(office, recipients=to, **changes)
    drain()
    return IncomingLetter.objects.get(delivery__letter=letter)


def test_it_lies_at_the_gate_and_not_on_the_desk(house):
    incoming = sent_to_bupati(house)

    assert incoming.routed_to == house.tup.position
    assert incoming.gate_for == house.bupati.position
    assert incoming.gate_reason == GateReason.KEPT
    assert list(at_my_gate(actor(house.tup))) == [incoming]
    assert not on_my_desk(actor(house.bupati)).exists()
    assert [one.act for one in desk_of(actor(house.tup)).items] == ["pass_gate"]
    assert "bupati" not in let_in(house, entry_doors(incoming))


def test_the_keeper_passes_it_on_in_one_act_with_a_note(house):
    incoming = sent_to_bupati(house)

    page = client_of(house.tup).post(
        f"/naskah-masuk/{incoming.pk}/teruskan/", {"note": "Mohon hari ini"}
    )

    incoming.refresh_from_db()
    assert page.status_code == 302
    assert (incoming.routed_to, incoming.gate_for) == (house.bupati.position, None)
    assert list(on_my_desk(actor(house.bupati))) == [incoming]
    seen = client_of(house.bupati).get(f"/naskah-masuk/{incoming.pk}/")
    assert "Mohon hari ini" in seen.content.decode()
    event = AuditEvent.objects.get(action="incoming.gate_passed")
    assert event.position_id == house.tup.position.pk
    drain()


def test_the_keeper_neither_disposes_nor_counts_as_reading(house):
    incoming = sent_to_bupati(house)

    client_of(house.tup).get(f"/naskah-masuk/{incoming.pk}/")
    disposed = client_of(house.tup).get(f"/naskah-masuk/{incoming.pk}/disposisi/")
    completed = post(
        program_of(house.tup), f"/incoming-letters/{incoming.pk}/complete", {}
    )

    incoming.refresh_from_db()
    assert incoming.read_at is None
    assert (disposed.status_code, completed.status_code) == (404, 404)
    with pytest.raises(NotFound):
        pass_gate(actor=actor(house.kadis), incoming_id=incoming.pk)


def test_a_program_passes_it_on(house):
    incoming = sent_to_bupati(house)
    path = f"/incoming-letters/{incoming.pk}/pass"

    assert post(program_of(house.staff), path, {}).status_code == 404
    answer = post(program_of(house.tup), path, {"note": "Segera"})

    assert answer.json()["routed_to"]["id"] == str(house.bupati.position.pk)
    assert answer.json()["waits_for"] is None
    assert post(program_of(house.tup), path, {}).status_code == 404


@pytest.mark.parametrize("opens", [False, True])
def test_a_secret_letter_passes_by_its_entry_unless_the_keeper_is_named(house, opens):
    gates(house, opens_secret=opens)
    incoming = sent_to_bupati(house, security_class="rahasia")

    entry = let_in(house, entry_doors(incoming))
    content = let_in(house, content_doors(incoming)[1:2])

    assert entry == {"tup", "sekda"}
    assert content == ({"tup"} if opens else set())
    pass_gate(actor=actor(house.tup), incoming_id=incoming.pk)
    assert let_in(house, content_doors(incoming)[1:2]) == {"bupati"}


@pytest.mark.parametrize(
    ("by", "value"),
    [
        ("urgency", "segera"),
        ("letter_type", "surat_dinas"),
        ("sender", "Sekretaris Daerah"),
    ],
)
def test_what_the_office_names_passes_by(house, by, value):
    gates(house, (by, value))

    incoming = sent_to_bupati(house, urgency="sangat_segera")

    assert incoming.routed_to == house.bupati.position
    assert incoming.gate_reason == GateReason.PASSES


def test_without_a_keeper_the_secretary_keeps_it_or_it_goes_straight(house):
    TermOfOffice.objects.filter(official=house.tup.official).delete()
    leader = house.bupati.position
    by_kadis = Letter(signatory_position=house.kadis.position)
    by_sekda = Letter(signatory_position=house.sekda.position)

    kept, straight = way_to_desk(by_kadis, leader), way_to_desk(by_sekda, leader)

    assert (kept.keeper, kept.reason) == (
        house.sekda.position,
        GateReason.TO_SECRETARY,
    )
    assert (straight.keeper, straight.reason) == (None, GateReason.VACANT)


def test_a_letter_whose_keeper_left_waits_for_the_secretary(house):
    incoming = sent_to_bupati(house)
    ended = timezone.localdate() - timedelta(days=1)
    TermOfOffice.objects.filter(official=house.tup.official).update(to_on=ended)

    assert list(at_my_gate(actor(house.sekda))) == [incoming]
    pass_gate(actor=actor(house.sekda), incoming_id=incoming.pk)

    assert list(on_my_desk(actor(house.bupati))) == [incoming]


def test_the_secretary_does_not_pass_what_has_a_keeper(house):
    incoming = sent_to_bupati(house)

    assert not at_my_gate(actor(house.sekda)).exists()
    with pytest.raises(NotFound):
        pass_gate(actor=actor(house.sekda), incoming_id=incoming.pk)


def test_a_changed_gate_leaves_what_waits_where_it_lies(house):
    waiting = sent_to_bupati(house)
    gates(house, keeper=house.kabag)

    fresh = sent_to_bupati(house)
    pass_gate(actor=actor(house.tup), incoming_id=waiting.pk)

    assert fresh.routed_to == house.kabag.position
    assert list(on_my_desk(actor(house.bupati))) == [waiting]


def test_a_gate_taken_away_loses_nothing(house):
    waiting = sent_to_bupati(house)
    change_policy(
        actor=actor(house.admin),
        name="gates",
        value={},
        reason="Tanpa gerbang",
        expected_version=None,
    )

    straight = sent_to_bupati(house)
    pass_gate(actor=actor(house.tup), incoming_id=waiting.pk)

    assert set(on_my_desk(actor(house.bupati))) == {waiting, straight}


def test_a_revoked_letter_is_set_aside_at_the_gate(house):
    incoming = sent_to_bupati(house)
    with pytest.raises(StillInForce):
        set_aside(actor=actor(house.tup), incoming_id=incoming.pk)
    letter = incoming.delivery.letter
    revoke_letter(actor=actor(house.sekda), letter_id=letter.pk, reason="Keliru")

    with pytest.raises(RevokedAtGate):
        pass_gate(actor=actor(house.tup), incoming_id=incoming.pk)
    page = client_of(house.tup).get(f"/naskah-masuk/{incoming.pk}/")
    set_aside(actor=actor(house.tup), incoming_id=incoming.pk)

    incoming.refresh_from_db()
    assert "Kesampingkan" in page.content.decode()
    assert incoming.status == IncomingStatus.COMPLETED
    assert not on_my_desk(actor(house.bupati)).exists()


def test_a_rule_with_two_gates_or_ones_own_desk_is_refused(house):
    with pytest.raises(Invalid):
        gates(house, keeper=house.bupati)
    with pytest.raises(Invalid):
        gates(house, ("urgency", "kapan-kapan"))


def test_a_letter_to_anybody_else_knows_no_gate(house):
    sent(house)
    incoming = IncomingLetter.objects.get()

    assert (incoming.routed_to, incoming.gate_reason) == (house.kadis.position, "")


def test_a_letter_at_the_gate_is_a_record_from_its_registration_on(house):
    incoming = sent_to_bupati(house, security_class="terbatas")

    record = Record.objects.get(incoming=incoming)
    assert record.contents.exists()
    assert not reads(actor(house.bupati), record)
    pass_gate(actor=actor(house.tup), incoming_id=incoming.pk)
    drain()

    record.refresh_from_db()
    assert reads(actor(house.bupati), record)
    assert Record.objects.filter(incoming=incoming).count() == 1
