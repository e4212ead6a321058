"""While a signature is being made, the letter goes neither back nor away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, letter_input
from tests.office.signers import make_signer
from workflow.approval.operations.approving import return_letter
from workflow.approval.operations.submitting import recall_letter, submit_letter
from workflow.approval.operations.withdrawing import withdraw_initial
from workflow.letters.errors import SigningUnderWay
from workflow.letters.operations.drafting import create_draft
from workflow.models import LetterStatus, SigningAttempt
from workflow.signing.operations.signing import open_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


@pytest.fixture
def untouched(office):
    """A letter of the signatory's next subordinate: straight to signature."""
    drafter = actor(office.kabag)
    draft = create_draft(
        actor=drafter, type_code="surat_dinas", content=letter_input(office)
    )
    return submit_letter(actor=drafter, letter_id=draft.pk)


def being_signed(office, letter) -> SigningAttempt:
    return open_attempt(actor=actor(office.sekda), letter_id=letter.pk).attempt


def test_it_is_not_taken_back_and_the_sentence_is_the_right_one(office, untouched):
    being_signed(office, untouched)

    with pytest.raises(SigningUnderWay) as refusal:
        recall_letter(actor=actor(office.kabag), letter_id=untouched.pk)

    untouched.refresh_from_db()
    assert refusal.value.state == untouched.status == LetterStatus.AWAITING_SIGNATURE


def test_an_attempt_whose_time_is_over_bars_nobody(office, untouched):
    attempt = being_signed(office, untouched)
    over = timezone.now() - timedelta(seconds=1)
    SigningAttempt.objects.filter(pk=attempt.pk).update(expires_at=over)

    recalled = recall_letter(actor=actor(office.kabag), letter_id=untouched.pk)

    assert recalled.status == LetterStatus.DRAFT


def test_it_is_neither_returned_nor_is_its_initial_taken_back(office):
    letter = initialled(office)
    initial, signature = letter.steps.order_by("order")
    being_signed(office, letter)

    with pytest.raises(SigningUnderWay):
        return_letter(
            actor=actor(office.sekda),
            letter_id=letter.pk,
            step_id=signature.pk,
            note="Salah tanggal",
        )
    with pytest.raises(SigningUnderWay):
        withdraw_initial(
            actor=actor(office.kabag), letter_id=letter.pk, step_id=initial.pk
        )
    with pytest.raises(SigningUnderWay):
        being_signed(office, letter)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert letter.attempts.count() == 1
