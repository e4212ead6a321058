"""The pages of outgoing letters: who sees what, and what their acts do."""

import pytest
from django.urls import reverse

from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, letter_input, make_draft, sent, submitted
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.drafting import edit_draft
from workflow.models import Letter, LetterStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def url(name, letter, *more):
    return reverse(name, args=[letter.pk, *more])


def test_a_stranger_gets_the_answer_of_a_page_that_is_not_there(office):
    letter = submitted(office)
    stranger = client_of(office.stranger)

    pages = [
        url("letter_read", letter),
        url("letter_edit", letter),
        url("letter_download", letter),
        url("letter_return", letter),
        url("letter_page", letter, 1, 1),
    ]

    assert {stranger.get(page).status_code for page in pages} == {404}


def test_the_list_shows_a_draft_to_its_drafter_alone(office):
    make_draft(office)

    mine = client_of(office.drafter).get("/naskah-keluar/?tab=konsep")
    theirs = client_of(office.kabag).get("/naskah-keluar/?tab=semua")

    assert "Undangan rapat persiapan" in mine.content.decode()
    assert "Undangan rapat persiapan" not in theirs.content.decode()


def test_the_subject_of_a_confidential_letter_stays_out_of_lists(office):
    submitted(office, subject="Mutasi pejabat", security_class="rahasia")

    page = client_of(office.kabag).get("/naskah-keluar/?tab=menunggu")

    assert "Surat rahasia" in page.content.decode()
    assert "Mutasi" not in page.content.decode()


def test_the_list_needs_as_many_queries_for_thirty_letters_as_for_two(
    office, django_assert_max_num_queries
):
    for number in range(4):
        make_draft(office, subject=f"Surat {number}")
    client = client_of(office.drafter)
    client.get("/naskah-keluar/?tab=konsep")

    with django_assert_max_num_queries(25):
        client.get("/naskah-keluar/?tab=konsep")


def test_pages_of_the_list_together_are_the_whole_list(office, monkeypatch):
    monkeypatch.setattr("workflow.admin.outgoing.listing.PAGE_SIZE", 2)
    letters = [submitted(office).pk for _n in range(3)]
    browser = client_of(office.drafter)

    first = browser.get("/naskah-keluar/")
    second = browser.get(f"/naskah-keluar/?{first.context['next']}")
    lost = browser.get("/naskah-keluar/?sesudah=of-another-list")

    shown = [row.letter.pk for page in (first, second) for row in page.context["rows"]]
    assert shown == sorted(letters, reverse=True)
    assert second.context["next"] == ""
    assert lost.context["rows"][0].letter.pk == shown[0]  # begins again


def test_the_verifier_reads_and_initials(office):
    letter = submitted(office)
    client = client_of(office.kabag)
    step = letter.steps.get(state="open")

    page = client.get(url("letter_read", letter))
    client.post(url("letter_initial", letter, step.pk))

    assert page.status_code == 200
    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE


def test_the_second_press_of_initial_changes_nothing(office):
    letter = submitted(office)
    client = client_of(office.kabag)
    step = letter.steps.get(state="open")

    answers = [client.post(url("letter_initial", letter, step.pk)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert letter.versions.get().decisions.count() == 1


def test_returning_without_a_reason_keeps_the_letter_where_it_is(office):
    letter = submitted(office)

    answer = client_of(office.kabag).post(url("letter_return", letter), {"note": " "})

    assert answer.status_code == 422
    letter.refresh_from_db()
    assert letter.status == LetterStatus.IN_VERIFICATION


def test_returned_letter_shows_its_notes_to_the_drafter_in_the_editor(office):
    letter = submitted(office)
    block = letter.current_version.content["body"][0]["id"]

    client_of(office.kabag).post(
        url("letter_return", letter),
        {"note": "Kurang narahubung", f"note-{block}": "Sebut tempatnya"},
    )
    page = client_of(office.drafter).get(url("letter_edit", letter)).content.decode()

    assert "Kurang narahubung" in page
    assert "Sebut tempatnya" in page


def test_the_right_secret_signs_and_numbers_the_letter(office):
    letter = initialled(office)

    client_of(office.sekda).post(url("letter_sign", letter), {"passphrase": SECRET})

    letter.refresh_from_db()
    assert letter.status == LetterStatus.SIGNED
    assert letter.number


def test_a_wrong_secret_says_how_many_tries_are_left_and_signs_nothing(office):
    letter = initialled(office)

    page = client_of(office.sekda).post(
        url("letter_sign", letter), {"passphrase": "bukan ini"}
    )

    assert page.status_code == 422
    assert "2 kali" in page.content.decode()
    assert "bukan ini" not in page.content.decode()
    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE


def test_signing_twice_leads_to_the_signed_letter(office):
    letter = initialled(office)
    client = client_of(office.sekda)
    client.post(url("letter_sign", letter), {"passphrase": SECRET})

    again = client.post(url("letter_sign", letter), {"passphrase": SECRET})

    assert again.status_code == 302
    assert letter.signatures.count() == 1


def test_the_receiver_sees_the_issued_letter_but_not_its_route(office):
    letter = sent(office)

    page = client_of(office.kadis).get(url("letter_read", letter))

    assert page.status_code == 200
    assert office.kabag.official.name not in page.content.decode()


def test_the_sender_sees_who_has_read_it(office):
    letter = sent(office)

    page = client_of(office.drafter).get(url("letter_read", letter)).content.decode()

    assert "belum ada yang membaca" in page


def test_a_page_of_a_letter_is_a_picture(office):
    letter = submitted(office)

    answer = client_of(office.kabag).get(url("letter_page", letter, 1, 1))

    assert answer["Content-Type"] == "image/webp"
    assert answer.content[:4] == b"RIFF"


def test_a_letter_taken_back_is_a_draft_again(office):
    letter = submitted(office)

    client_of(office.drafter).post(url("letter_recall", letter))

    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT


def test_changes_since_the_version_before_are_listed(office):
    letter = submitted(office)
    client_of(office.kabag).post(url("letter_return", letter), {"note": "Perbaiki"})
    letter.refresh_from_db()
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=letter.row_version,
        content=letter_input(office, subject="Undangan rapat persiapan mal layanan"),
    )
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    page = client_of(office.kabag).get(url("letter_read", letter)).content.decode()

    assert "Berubah sejak Anda baca" in page
    assert "<del>gerai</del> <ins>mal</ins>" in page


def test_starting_a_letter_twice_with_one_key_makes_one_draft(office):
    client = client_of(office.drafter)
    form = {"type": "surat_dinas", "idempotency_key": "satu"}

    first, second = (client.post("/naskah-keluar/baru/", form) for _ in range(2))

    assert first.url == second.url
    assert Letter.objects.count() == 1
