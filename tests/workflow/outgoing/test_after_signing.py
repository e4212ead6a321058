"""Revoking and correcting signed letters on the pages: who may, and what it shows."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, sent, submitted
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.revoking import revoke_letter
from workflow.models import Correction, Letter, LetterStatus, Revocation
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def url(name, letter):
    return reverse(name, args=[letter.pk])


def page_of(person, letter):
    return client_of(person).get(url("letter_read", letter)).content.decode()


def public(letter):
    return Client().get(f"/v/{letter.verification_code}").content.decode()


def corrected(office, letter, reason="Tanggal rapat keliru"):
    """Return the issued letter that corrects this one."""
    client_of(office.drafter).post(url("letter_correct", letter), {"reason": reason})
    draft = Correction.objects.get(letter=letter).by
    submit_letter(actor=actor(office.drafter), letter_id=draft.pk)
    step = draft.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=draft.pk, step_id=step.pk)
    sign_letter(actor=actor(office.sekda), letter_id=draft.pk, secret=Secret(SECRET))
    draft.refresh_from_db()
    return draft


def test_the_signatory_revokes_with_a_reason_and_every_place_says_so(office):
    letter = sent(office)
    client = client_of(office.sekda)
    assert url("letter_revoke", letter) in page_of(office.sekda, letter)

    asked = client.get(url("letter_revoke", letter))
    client.post(url("letter_revoke", letter), {"reason": "Rapat dibatalkan <b>"})

    letter.refresh_from_db()
    assert asked.status_code == 200
    assert letter.status == LetterStatus.REVOKED
    for reader in (office.sekda, office.drafter, office.kadis):
        page = page_of(reader, letter)
        assert "Dicabut, tidak berlaku lagi" in page
        assert "Rapat dibatalkan &lt;b&gt;" in page
        assert url("letter_revoke", letter) not in page
    listed = client_of(office.drafter).get("/naskah-keluar/?tab=terkirim")
    assert "Dicabut" in listed.content.decode()
    assert "Asli, tetapi tidak berlaku lagi" in public(letter)
    assert "Rapat dibatalkan" not in public(letter)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_revocation_without_a_fit_reason_changes_nothing(office, reason):
    letter = sent(office)

    answer = client_of(office.sekda).post(
        url("letter_revoke", letter), {"reason": reason}
    )

    letter.refresh_from_db()
    assert answer.status_code == 422
    assert letter.status == LetterStatus.SENT
    assert not Revocation.objects.exists()


@pytest.mark.parametrize("who", ["drafter", "kabag", "kadis", "admin", "stranger"])
def test_nobody_but_the_signatory_revokes(office, who):
    letter = sent(office)
    client = client_of(getattr(office, who))

    answers = [
        client.get(url("letter_revoke", letter)),
        client.post(url("letter_revoke", letter), {"reason": "Keliru"}),
    ]

    letter.refresh_from_db()
    assert {answer.status_code for answer in answers} == {404}
    assert letter.status == LetterStatus.SENT
    assert url("letter_revoke", letter) not in page_of(office.drafter, letter)


@pytest.mark.parametrize("who", ["kabag", "kadis", "admin", "stranger"])
def test_only_drafter_and_signatory_correct(office, who):
    letter = sent(office)

    answer = client_of(getattr(office, who)).post(
        url("letter_correct", letter), {"reason": "Keliru"}
    )

    assert answer.status_code == 404
    assert Letter.objects.count() == 1


def test_a_letter_that_is_not_signed_is_neither_revoked_nor_corrected(office):
    letter = initialled(office)

    for name in ("letter_revoke", "letter_correct"):
        answer = client_of(office.sekda).post(url(name, letter), {"reason": "Keliru"})
        assert answer.url == url("letter_read", letter)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert Letter.objects.count() == 1


def test_a_draft_of_a_correction_says_nothing_outside_yet(office):
    letter = sent(office)

    answer = client_of(office.drafter).post(
        url("letter_correct", letter), {"reason": "Tanggal keliru"}
    )

    draft = Correction.objects.get().by
    assert answer.url == url("letter_edit", draft)
    assert list(draft.references.values_list("referred", flat=True)) == [letter.pk]
    assert "Asli, tetapi sudah diralat" not in public(letter)
    assert "Diralat dengan naskah" not in page_of(office.kadis, letter)


def test_an_issued_correction_shows_on_list_page_and_public_page(office):
    letter = sent(office)
    later = corrected(office, letter)

    page, own = page_of(office.drafter, letter), page_of(office.drafter, later)
    listed = client_of(office.drafter).get("/naskah-keluar/?tab=terkirim")

    assert "Diralat dengan naskah" in page
    assert later.number in page
    assert url("letter_read", later) in page
    assert "Meralat" in own
    assert "Tanggal rapat keliru" in own
    assert "Diralat" in listed.content.decode()
    assert "Asli, tetapi sudah diralat" in public(letter)
    assert later.number in public(letter)
    assert "Asli, tetapi" not in public(later)


def test_a_revoked_correction_no_longer_counts(office):
    letter = sent(office)
    later = corrected(office, letter)

    revoke_letter(actor=actor(office.sekda), letter_id=later.pk, reason="Keliru")

    assert "Asli, tetapi" not in public(letter)
    assert "Diralat dengan naskah" not in page_of(office.drafter, letter)


def test_who_may_not_open_the_correction_reads_its_number_without_a_link(office):
    letter = sent(office)
    later = corrected(office, letter)
    Letter.objects.filter(pk=later.pk).update(access_tokens=[])

    page = page_of(office.kadis, letter)

    assert later.number in page
    assert url("letter_read", later) not in page


def test_a_correction_that_is_thrown_away_leaves_no_trace_on_the_letter(office):
    letter = sent(office)
    client = client_of(office.drafter)
    client.post(url("letter_correct", letter), {"reason": "Keliru"})
    draft = Correction.objects.get().by

    client.post(url("letter_delete", draft))

    assert not Correction.objects.exists()
    assert Letter.objects.get() == letter


def test_a_letter_under_way_offers_neither_act(office):
    page = page_of(office.drafter, submitted(office))

    assert "/ralat/" not in page
    assert "/cabut/" not in page
