"""A letter's way out: drafted, submitted, initialled, signed, delivered."""

import pytest

from eoffice.errors import Invalid, NotFound, Stale
from eoffice.objects import store
from tests.office.kabupaten import actor
from tests.office.outgoing import letter_input, make_draft
from tests.office.signers import SECRET, make_signer
from workflow.approval.errors import StepAlreadyDecided
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.submitting import submit_letter
from workflow.delivery.marking_read import mark_read
from workflow.delivery.operations import deliver_letter
from workflow.incoming import access as incoming_access
from workflow.letters import access as letters_access
from workflow.letters.errors import LetterLocked
from workflow.letters.operations.drafting import edit_draft
from workflow.models import IncomingLetter, LedgerNumber, Letter, NumberState
from workflow.pades.errors import WrongSecret
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import NotAtSignature, SignerBlocked

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def submitted(office, **changes) -> Letter:
    letter = make_draft(office, **changes)
    return submit_letter(actor=actor(office.drafter), letter_id=letter.pk)


def initialled(office, **changes) -> Letter:
    letter = submitted(office, **changes)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    letter.refresh_from_db()
    return letter


def sign(office, letter, secret=SECRET) -> Letter:
    return sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(secret)
    )


def test_letter_walks_from_draft_to_the_desk_of_its_receiver(office):
    letter = initialled(office)
    assert letter.status == "awaiting_signature"

    signed = sign(office, letter)
    deliver_letter(letter_id=signed.pk)

    signed.refresh_from_db()
    assert signed.status == "sent"
    assert signed.number == "000.1.5/1/SETDA/2026"
    pdf = store.get_bytes(signed.signatures.get().stored)
    assert pdf.startswith(b"%PDF-")
    incoming = IncomingLetter.objects.get()
    assert incoming.subject == signed.subject
    assert incoming.agenda_number.startswith("SM/0001/DISKOMINFO/")
    assert (
        incoming_access.visible_incoming(actor(office.kadis), incoming.pk) == incoming
    )


def test_sender_sees_who_has_read(office):
    letter = sign(office, initialled(office))
    deliver_letter(letter_id=letter.pk)
    incoming = IncomingLetter.objects.get()

    mark_read(actor=actor(office.kadis), incoming=incoming)

    delivery = letter.deliveries.get(position=office.kadis.position)
    assert delivery.read_by == office.kadis.official


def test_delivering_twice_changes_nothing(office):
    letter = sign(office, initialled(office))

    deliver_letter(letter_id=letter.pk)
    deliver_letter(letter_id=letter.pk)

    assert IncomingLetter.objects.count() == 1


def test_submit_names_every_broken_rule_at_once(office):
    letter = make_draft(
        office,
        subject="",
        classification_code="999.9",
        recipients=[],
        body=[],
        signatory_position_id=None,
    )

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    fields = {fault.field for fault in refusal.value.faults}
    assert fields == {
        "subject",
        "classification_code",
        "recipients",
        "signatory",
        "body",
    }
    letter.refresh_from_db()
    assert letter.status == "draft"


def test_returned_letter_is_mended_and_goes_as_a_new_version(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")

    return_letter(
        actor=actor(office.kabag),
        letter_id=letter.pk,
        step_id=step.pk,
        note="Lengkapi tempat",
    )
    letter.refresh_from_db()
    assert letter.status == "returned"
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=letter.row_version,
        content=letter_input(office, subject="Undangan rapat, diperbaiki"),
    )
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    numbers = list(letter.versions.values_list("number", flat=True))
    assert numbers == [1, 2]


def test_second_editor_is_refused_and_the_first_text_stays(office):
    letter = make_draft(office)
    read = letter.row_version
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=read,
        content=letter_input(office, subject="Teks pertama"),
    )

    with pytest.raises(Stale):
        edit_draft(
            actor=actor(office.drafter),
            letter_id=letter.pk,
            row_version=read,
            content=letter_input(office, subject="Teks kedua"),
        )

    letter.refresh_from_db()
    assert letter.subject == "Teks pertama"


def test_submitted_letter_cannot_be_edited(office):
    letter = submitted(office)

    with pytest.raises(LetterLocked):
        edit_draft(
            actor=actor(office.drafter),
            letter_id=letter.pk,
            row_version=letter.row_version,
            content=letter_input(office, subject="Lain"),
        )

    letter.refresh_from_db()
    assert letter.subject.startswith("Undangan rapat persiapan")


def test_step_is_decided_once(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)

    with pytest.raises(StepAlreadyDecided):
        approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)

    assert letter.steps.filter(decision__isnull=False).count() == 1


def test_stranger_finds_no_letter(office):
    letter = sign(office, initialled(office))

    for person in (office.stranger, office.admin, office.staff):
        with pytest.raises(NotFound):
            letters_access.visible_letter(actor(person), letter.pk)


def test_verifier_cannot_sign(office):
    letter = initialled(office)

    with pytest.raises(NotFound):
        sign_letter(
            actor=actor(office.kabag), letter_id=letter.pk, secret=Secret(SECRET)
        )

    letter.refresh_from_db()
    assert letter.status == "awaiting_signature"


def test_letter_is_signed_once(office):
    letter = sign(office, initialled(office))

    with pytest.raises(NotAtSignature):
        sign(office, letter)

    assert letter.signatures.count() == 1


def test_wrong_secret_keeps_the_number_for_the_letter(office):
    letter = initialled(office)

    with pytest.raises(WrongSecret):
        sign(office, letter, "bukan-sandinya")
    signed = sign(office, letter)

    assert LedgerNumber.objects.get(purpose_id=letter.pk).state == NumberState.USED
    assert signed.sequence_number == 1


def test_three_wrong_secrets_close_signing_for_a_while(office):
    letter = initialled(office)
    for _try in range(3):
        with pytest.raises(WrongSecret):
            sign(office, letter, "bukan-sandinya")

    with pytest.raises(SignerBlocked):
        sign(office, letter)

    letter.refresh_from_db()
    assert letter.status == "awaiting_signature"
