"""Printed names, and those who act for another: rights, last days.

Rules: tata naskah 3.3 (printed name) and 3.4 (authority forms); the lines above the
name are in tests/workflow/mandates/.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.errors import Invalid, NotFound, OfficeError
from eoffice.organisation.models import ActingAssignment, Position, TermOfOffice
from eoffice.organisation.queries.holders import Holding, holding_of
from tests.office.kabupaten import actor, make_acting
from tests.office.outgoing import make_draft
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.letters import access
from workflow.letters.checks import letter_faults
from workflow.mandates.printed_names import signature_block
from workflow.models import Letter, LetterStatus, LetterVersion, Signature
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


# seat, how held, subfamily -> (degrees, rank, NIP) printed (tata naskah 3.3)
NAMES = (
    ("bupati", "permanent", "korespondensi", (True, False, False)),
    ("bupati", "permanent", "penetapan", (False, False, False)),
    ("sekda", "permanent", "korespondensi", (True, False, False)),
    ("sekda", "permanent", "pengaturan", (False, False, False)),
    ("kadis", "permanent", "korespondensi", (True, True, True)),
    ("kadis", "permanent", "penetapan", (False, True, True)),
    ("kadis", "acting_absent", "korespondensi", (True, True, True)),
    ("kadis", "acting_vacant", "korespondensi", (True, True, True)),
    ("bupati", "acting_absent", "korespondensi", (False, False, False)),
    ("bupati", "acting_head", "korespondensi", (False, False, False)),
    ("sekda", "acting_absent", "korespondensi", (False, False, False)),
    ("sekda", "acting_head", "korespondensi", (False, False, False)),
    ("sekda", "acting_vacant", "korespondensi", (True, True, True)),
)


@pytest.mark.parametrize(("seat", "kind", "subfamily", "shown"), NAMES)
def test_name_is_printed_with_what_the_rule_wants(office, seat, kind, subfamily, shown):
    holding = Holding(official=office.kabag.official, kind=kind)

    block = signature_block(getattr(office, seat).position, "own", holding, subfamily)

    degrees = block.name != office.kabag.official.name
    assert (degrees, block.rank is not None, block.nip is not None) == shown


@pytest.fixture
def plh(office, today):
    """The kabag stands in for the sekda, today alone."""
    make_signer(office.kabag)
    make_signer(office.sekda)
    return make_acting(
        office.kabag, office.sekda.position, "acting_absent", today, today
    )


def by_plh(office):
    """A letter that waits for who stands in for the sekda."""
    letter = make_draft(office, authority="plh")
    letter = submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    for step in letter.steps.filter(kind="hierarchical", state="open"):
        approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    letter.refresh_from_db()
    return letter


def sign(person, letter) -> Letter:
    return sign_letter(actor=actor(person), letter_id=letter.pk, secret=Secret(SECRET))


def test_who_stands_in_signs_and_both_names_stand_on_it(office, plh):
    letter = by_plh(office)

    signed = sign(office.kabag, letter)

    signature = Signature.objects.get(letter=signed)
    assert signature.official == office.kabag.official
    assert signature.position == office.sekda.position
    assert signature.authority == "acting_absent"
    assert signature.printed_title == "Plh. SEKRETARIS DAERAH"
    decision = signed.steps.get(kind="signature").decision
    assert decision.official == office.kabag.official
    assert decision.position == office.sekda.position
    page = client_of(office.drafter).get(f"/naskah-keluar/{signed.pk}/")
    text = page.content.decode()
    assert office.kabag.official.name in text
    assert "Sekretaris Daerah" in text


def test_the_absent_holder_sees_the_letter_but_cannot_sign_it(office, plh):
    letter = by_plh(office)
    holder = actor(office.sekda)

    with pytest.raises(NotFound):
        sign(office.sekda, letter)

    letter.refresh_from_db()
    assert access.letters_visible_to(holder).filter(pk=letter.pk).exists()
    assert (
        client_of(office.sekda).get(f"/naskah-keluar/{letter.pk}/").status_code == 200
    )
    assert not access.signable_by(holder).filter(pk=letter.pk).exists()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not Signature.objects.exists()


def test_the_right_ends_with_the_last_day(office, plh, today):
    letter = by_plh(office)
    ended = today - timedelta(days=1)
    ActingAssignment.objects.update(from_on=ended, to_on=ended)

    with pytest.raises(NotFound):
        sign(office.kabag, letter)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not Signature.objects.exists()
    assert not access.signable_by(actor(office.kabag)).filter(pk=letter.pk).exists()


def test_the_last_day_counts_whole(office, plh, today):
    position = office.sekda.position

    assert holding_of(position, today).official == office.kabag.official
    after = holding_of(position, today + timedelta(days=1))
    assert after.official == office.sekda.official
    assert after.kind == "permanent"


def test_an_absent_secretary_comes_back_to_what_was_initialled_for_another(
    office, plh, today
):
    letter = by_plh(office)
    ended = today - timedelta(days=1)
    ActingAssignment.objects.update(from_on=ended, to_on=ended)

    with pytest.raises(OfficeError) as refusal:
        sign(office.sekda, letter)

    letter.refresh_from_db()
    assert refusal.value.status in {409, 422}
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not Signature.objects.exists()


def vacate(position: Position) -> None:
    TermOfOffice.objects.filter(position=position).update(
        to_on=timezone.localdate() - timedelta(days=1)
    )


def forbid(position: Position) -> None:
    Position.objects.filter(pk=position.pk).update(is_head=False, duties=[])


def close(position: Position) -> None:
    Position.objects.filter(pk=position.pk).update(closed_on=timezone.localdate())


@pytest.mark.parametrize(
    ("change", "code", "remedy"),
    [
        (vacate, "vacant", "Pilih penanda tangan lain"),
        (forbid, "no_mandate", "Pilih penanda tangan lain"),
        (close, "no_mandate", "Pilih penanda tangan lain"),
    ],
)
def test_a_signatory_who_may_not_is_refused_with_rule_and_remedy(
    office, change, code, remedy
):
    letter = make_draft(office)
    change(office.sekda.position)
    letter.refresh_from_db()

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    [fault] = refusal.value.faults
    letter.refresh_from_db()
    assert (fault.field, fault.code) == ("signatory", code)
    assert "Sekretaris Daerah" in str(fault.message)
    assert remedy in str(fault.message)
    assert letter.status == LetterStatus.DRAFT
    assert not LetterVersion.objects.exists()
    assert not letter.steps.exists()


def test_a_form_that_nobody_holds_today_is_refused_at_submit(office):
    letter = make_draft(office, authority="plh")

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    letter.refresh_from_db()
    assert [f.code for f in refusal.value.faults] == ["authority"]
    assert letter.status == LetterStatus.DRAFT
    assert not LetterVersion.objects.exists()


def test_two_who_stand_in_one_after_the_other_never_overlap(office, plh, today):
    first = holding_of(office.sekda.position, today)
    make_acting(
        office.kadis,
        office.sekda.position,
        "acting_absent",
        today + timedelta(days=1),
        today + timedelta(days=5),
    )

    assert first.official == office.kabag.official
    tomorrow = holding_of(office.sekda.position, today + timedelta(days=1))
    assert tomorrow.official == office.kadis.official


def test_a_letter_of_another_signatory_is_untouched_by_a_vacant_seat(office):
    vacate(office.sekda.position)

    letter = make_draft(office, signatory_position_id=office.kabag.position.pk)

    assert actor(office.sekda).acting_position_ids == frozenset()
    assert letter_faults(letter) == []
