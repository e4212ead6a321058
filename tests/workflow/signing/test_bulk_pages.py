"""Many letters with one secret, on the pages: read, agree, skip, sign, results."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from eoffice.jobs.models import Job, JobState
from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor, make_acting
from tests.office.outgoing import initialled, sent
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from tests.workflow.signing.bulk import wait_for_sessions
from workflow.approval.operations.approving import return_letter
from workflow.approval.operations.submitting import submit_letter
from workflow.models import Letter, LetterStatus, Signature

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("signs_in_a_thread"),
]
READER = "/naskah-keluar/tanda-tangan/"
SECRET_PAGE = f"{READER}sandi/"


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def choose(client, letter, choice="agreed"):
    path = reverse("letters_sign_choose", args=[letter.pk])
    return client.post(path, {"choice": choice})


def hidden_of(client) -> dict[str, list[str]]:
    """Return the hidden fields of the secret's form, as the browser sends them."""
    page = client.get(SECRET_PAGE).content.decode()
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    fields: dict[str, list[str]] = {}
    for name, value in found:
        fields.setdefault(name, []).append(value)
    return fields


def give_secret(client, secret=SECRET, fields=None):
    form = {**(fields or hidden_of(client)), "passphrase": secret}
    answer = client.post(SECRET_PAGE, form)
    wait_for_sessions()
    return answer


def test_the_desk_and_the_list_offer_to_read_several_letters_in_one_go(office):
    for _n in range(2):
        initialled(office)
    client = client_of(office.sekda)

    desk = client.get("/").content.decode()
    listed = client.get("/naskah-keluar/?tab=menunggu").content.decode()

    for page in (desk, listed):
        assert "Baca & tanda tangani 2" in unescape(page)
        assert READER in page


def test_one_letter_alone_is_not_offered_in_one_go(office):
    initialled(office)

    desk = client_of(office.sekda).get("/").content.decode()

    assert READER not in desk


def test_the_reader_shows_each_letter_and_signs_nothing_by_agreeing(office):
    letters = [initialled(office, subject=f"Undangan rapat ke-{n}") for n in (1, 2)]
    client = client_of(office.sekda)

    first = client.get(READER).content.decode()
    second = client.get(choose(client, letters[0]).url).content.decode()
    last = choose(client, letters[1])

    assert "Surat 1 dari 2" in first
    assert "Undangan rapat ke-1" in first
    assert "Surat 2 dari 2" in second
    assert "1 disetujui" in second
    assert last.url == SECRET_PAGE
    assert set(Letter.objects.values_list("status", flat=True)) == {
        LetterStatus.AWAITING_SIGNATURE
    }


def test_the_reader_says_what_differs_from_letters_of_the_same_pattern(office):
    for name in ("Rudi", "Titik", "Agus"):
        initialled(office, subject=f"Kenaikan gaji berkala a.n. {name}")

    page = client_of(office.sekda).get(READER)

    own = page.context["likeness"]
    assert [line.text for line in own.own] == ["Kenaikan gaji berkala a.n. Rudi"]
    assert own.others == 2


def test_agreed_letters_are_signed_and_skipped_ones_stay(office):
    agreed = [initialled(office) for _n in range(2)]
    skipped = initialled(office)
    client = client_of(office.sekda)
    for letter in agreed:
        choose(client, letter)
    choose(client, skipped, "skipped")

    answer = give_secret(client)
    page = client.get(answer.url).content.decode()

    job = Job.objects.get()
    assert answer.url == f"{READER}{job.pk}/"
    assert job.state == JobState.SUCCEEDED
    assert "2 ditandatangani" in page
    for letter in agreed:
        letter.refresh_from_db()
        assert letter.status == LetterStatus.SIGNED
        assert letter.number in page
    skipped.refresh_from_db()
    assert skipped.status == LetterStatus.AWAITING_SIGNATURE


def test_the_leader_is_told_the_result_at_the_bell(office):
    client = client_of(office.sekda)
    choose(client, initialled(office))

    give_secret(client)
    drain(raising=False)

    told = Notification.objects.get(kind="signing.session_ended")
    assert told.text == "1 ditandatangani"
    assert told.official == office.sekda.official


def test_who_stands_in_is_warned_of_strategic_codes_once_on_the_sheet(office):
    letters = [initialled(office) for _n in range(2)]
    Letter.objects.update(classification_code="100.3.3.2")
    today = timezone.localdate()
    make_acting(office.kabag, office.sekda.position, "acting_absent", today, today)
    told = "UU 30/2014"

    def sheet(person, agreed) -> str:
        client = client_of(person)
        for letter in agreed:
            choose(client, letter)
        return client.get(SECRET_PAGE).content.decode()

    assert sheet(office.kabag, letters).count(told) == 1
    # Nothing is told of codes that are not marked.
    Letter.objects.update(classification_code="000.1.5")
    assert told not in sheet(office.kabag, letters)


def test_choices_are_kept_over_a_new_visit_of_the_page(office):
    letters = [initialled(office) for _n in range(2)]
    client = client_of(office.sekda)
    choose(client, letters[0])

    again = client.get(READER).content.decode()

    assert "1 disetujui" in again
    assert "Surat 2 dari 2" in again


def test_a_wrong_secret_keeps_every_choice_and_says_what_is_left(office):
    letters = [initialled(office) for _n in range(2)]
    client = client_of(office.sekda)
    for letter in letters:
        choose(client, letter)

    answer = give_secret(client, "bukan ini")
    page = client.get(answer.url).content.decode()
    again = give_secret(client)

    assert "2 kali" in page
    assert "bukan ini" not in page
    assert page.count('name="agreed"') == 2
    assert Signature.objects.count() == 2
    assert "2 ditandatangani" in client.get(again.url).content.decode()


def test_after_three_wrong_secrets_signing_is_closed_and_choices_stay(office):
    choose(client := client_of(office.sekda), initialled(office))
    for _n in range(3):
        give_secret(client, "bukan ini")

    closed = give_secret(client)

    assert closed.status_code == 409
    assert "15 menit" in closed.content.decode()
    assert 'name="agreed"' in closed.content.decode()
    assert not Signature.objects.exists()


def test_a_letter_that_was_mended_after_it_was_agreed_has_to_be_read_again(office):
    letter = initialled(office)
    client = client_of(office.sekda)
    choose(client, letter)
    fields = hidden_of(client)
    step = letter.steps.get(state="open")
    return_letter(
        actor=actor(office.sekda), letter_id=letter.pk, step_id=step.pk, note="Perbaiki"
    )
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    answer = give_secret(client, fields=fields)

    assert answer.url == SECRET_PAGE
    assert not Job.objects.exists()
    assert not Signature.objects.exists()


def test_pressing_twice_begins_one_session(office):
    choose(client := client_of(office.sekda), initialled(office))
    fields = hidden_of(client)

    answers = [give_secret(client, fields=fields) for _n in range(2)]

    assert answers[0].url == answers[1].url
    assert Job.objects.count() == 1
    assert Signature.objects.count() == 1


def test_a_session_under_way_leads_to_its_page(office):
    choose(client := client_of(office.sekda), initialled(office))
    running = Job.objects.create(
        kind="bulk_signing", owner=office.sekda.user, total=1, state=JobState.RUNNING
    )

    answer = give_secret(client)

    assert answer.url == f"{READER}{running.pk}/"
    assert not Signature.objects.exists()


def test_the_page_of_a_running_session_tells_a_script_how_far_it_is(office):
    letter = initialled(office)
    job = Job.objects.create(
        kind="bulk_signing", owner=office.sekda.user, total=1, state=JobState.RUNNING
    )
    job.items.create(order=0, ref=str(letter.pk))
    client = client_of(office.sekda)

    page = client.get(f"{READER}{job.pk}/").content.decode()
    state = client.get(f"{READER}{job.pk}/keadaan/").json()

    assert f"{READER}{job.pk}/keadaan/" in page
    assert 'http-equiv="refresh"' in page
    assert state == {
        "done": 0,
        "total": 1,
        "finished": False,
        "tally": {"signed": 0, "refused": 0, "waiting": 1},
    }


def test_refusals_come_first_with_their_reason(office):
    done, refused = sent(office), initialled(office)
    job = Job.objects.create(
        kind="bulk_signing", owner=office.sekda.user, total=2, state=JobState.RUNNING
    )
    job.items.create(order=0, ref=str(done.pk), state=JobState.SUCCEEDED)
    job.items.create(
        order=1, ref=str(refused.pk), state=JobState.FAILED, message="Sudah ditarik."
    )

    page = client_of(office.sekda).get(f"{READER}{job.pk}/").content.decode()

    assert page.index("Sudah ditarik.") < page.index(done.number)


def test_another_person_finds_neither_session_nor_letters(office):
    letter = initialled(office)
    job = Job.objects.create(kind="bulk_signing", owner=office.sekda.user, total=0)
    other = client_of(office.kadis)

    paths = [f"{READER}{job.pk}/", f"{READER}{job.pk}/keadaan/"]
    found = [other.get(path).status_code for path in paths]
    reader = other.get(READER, follow=True).content.decode()
    choose(other, letter)

    assert found == [404, 404]
    assert "Tidak ada surat yang menunggu tanda tangan Anda" in reader
    assert letter.subject not in reader
    assert "bulk_signing" not in other.session


def test_nobody_agreed_means_nothing_is_signed(office):
    initialled(office)
    client = client_of(office.sekda)

    answer = client.post(SECRET_PAGE, {"passphrase": SECRET, "agreed": "x"})

    assert answer.url == SECRET_PAGE
    assert "Belum ada yang disetujui" in client.get(SECRET_PAGE).content.decode()
    assert not Job.objects.exists()
