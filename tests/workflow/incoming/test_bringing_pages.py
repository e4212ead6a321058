"""Bringing and registering in pages: the list, likeness, no script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eoffice.objects.models import Upload
from eoffice.outbox.relay import drain
from tests.office.incoming import entry, received, registered, specimen
from tests.office.kabupaten import actor
from tests.office.visitors import client_of, post, program_of
from workflow.incoming import access
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.models import AgendaEvent, IncomingLetter, Proposal

pytestmark = pytest.mark.django_db


def filled(client, incoming, **changes):
    """The registration form as the page offers it."""
    form = client.get(f"/naskah-masuk/{incoming.pk}/catat/").context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    return {**given, **changes}


def twin_of(office):
    """A letter that is registered, and the same file brought again."""
    first = received(office)
    client = client_of(office.setda_clerk)
    client.post(f"/naskah-masuk/{first.pk}/catat/", filled(client, first))
    first.refresh_from_db()
    assert first.agenda_number
    return first, received(office), client


def test_letters_that_look_alike_stand_side_by_side(office):
    first, second, client = twin_of(office)

    page = client.get(f"/naskah-masuk/{second.pk}/catat/").content.decode()

    assert f'href="/naskah-masuk/{first.pk}/"' in page
    assert f"/naskah-masuk/{first.pk}/halaman/1/?kecil=1" in page
    assert f"/naskah-masuk/{second.pk}/halaman/1/?kecil=1" in page
    assert first.agenda_number in page


def test_letter_that_looks_registered_needs_a_reason(office):
    _first, second, client = twin_of(office)
    address = f"/naskah-masuk/{second.pk}/catat/"

    refused = client.post(address, filled(client, second))
    second.refresh_from_db()
    state = (second.status, second.agenda_number)
    done = client.post(
        address, filled(client, second, duplicate_reason="Lembar kedua bercap")
    )

    assert refused.status_code == 200
    assert state == ("received", "")
    assert done.status_code == 302
    event = AgendaEvent.objects.get(incoming=second)
    assert (event.kind, event.reason) == ("duplicate_accepted", "Lembar kedua bercap")


def test_number_typed_by_hand_is_compared_too(office):
    registered(office, sender="BPS", number="B-1/2026")
    incoming = received(office)
    client = client_of(office.setda_clerk)

    answer = client.post(
        f"/naskah-masuk/{incoming.pk}/catat/",
        filled(client, incoming, sender="bps", number="b-1/2026"),
    )

    assert answer.status_code == 200
    assert "duplicate_reason" in answer.context["form"].errors
    incoming.refresh_from_db()
    assert incoming.status == "received"


def test_likeness_with_a_letter_one_may_not_see_is_no_likeness(office):
    registered(office, sender="BPS", number="B-1/2026")
    own = IncomingLetter.objects.create(
        unit=office.kominfo, channel="counter", received_at="2026-01-05T01:00:00Z"
    )
    access.refresh_access(own)
    client = client_of(office.kominfo_clerk)

    answer = client.post(
        f"/naskah-masuk/{own.pk}/catat/",
        filled(client, own, sender="BPS", number="B-1/2026", subject="Data"),
    )

    assert answer.status_code == 302


def test_program_may_say_why_it_registers_a_twin(office):
    _first, second, _client = twin_of(office)
    body = {"sender": "BPS", "subject": "Data", "duplicate_reason": "Lembar kedua"}

    answer = post(
        program_of(office.setda_clerk), f"/incoming-letters/{second.pk}/register", body
    )

    assert answer.status_code == 200, answer.content
    assert answer.json()["events"][0]["kind"] == "duplicate_accepted"


def test_list_says_how_the_reading_stands_oldest_first(office):
    ready = received(office)
    broken = received(office)
    Proposal.objects.filter(incoming=broken).update(state="failed")
    waiting = received(office, read=False)

    page = client_of(office.setda_clerk).get("/naskah-masuk/").content.decode()

    places = [
        page.index(f"/naskah-masuk/{one.pk}/") for one in (ready, broken, waiting)
    ]
    assert places == sorted(places)
    words = ("Siap dicatat", "Sedang dibaca komputer", "Tidak terbaca, ketik sendiri")
    assert [word in page for word in words] == [True, True, True]
    assert "oleh Siti Rahayu" in page


def test_the_twin_of_a_confidential_letter_shows_its_entry_alone(office):
    secret = received(office)
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=secret.pk,
        row_version=None,
        registration=entry(security_class="rahasia"),
    )
    fresh = received(office)
    IncomingLetter.objects.filter(pk=fresh.pk).update(
        sender=entry().sender, number=entry().number
    )

    page = client_of(office.setda_clerk).get(f"/naskah-masuk/{fresh.pk}/catat/")

    words = page.content.decode()
    secret.refresh_from_db()
    assert secret.agenda_number in words
    assert entry().subject not in words
    assert f"/naskah-masuk/{secret.pk}/halaman/" not in words


def test_pages_without_any_text_are_said_to_be_so(office):
    blank = received(office)
    Proposal.objects.filter(incoming=blank).update(fields={}, fault="no_text")
    client = client_of(office.setda_clerk)

    listed = client.get("/naskah-masuk/").content.decode()
    form = client.get(f"/naskah-masuk/{blank.pk}/catat/").content.decode()

    assert "Tidak terbaca, ketik sendiri" in listed
    assert "Tidak ada teks yang terbaca di halaman ini." in form


def pdf_file(name="surat.pdf", content=None):
    return SimpleUploadedFile(name, content or specimen().pdf, "application/pdf")


def test_form_without_script_brings_files_and_makes_letters_of_them(office):
    client = client_of(office.setda_clerk)

    sent = client.post(
        "/naskah-masuk/terima/",
        {"file": [pdf_file(), pdf_file("dua.pdf")], "together": "yes"},
    )
    waiting = client.get(sent.headers["Location"])
    drain()
    ready = client.get(sent.headers["Location"])
    ids = [str(one.pk) for one in Upload.objects.all()]
    form = {"upload": ids, "together": "yes", "idempotency_key": "a"}
    made = client.post("/naskah-masuk/terima/", form)
    again = client.post("/naskah-masuk/terima/", form)

    assert waiting.context["waiting"]
    assert not IncomingLetter.objects.exclude(files__isnull=False).exists()
    assert (ready.context["waiting"], ready.context["ready"]) == (False, True)
    letter = IncomingLetter.objects.get()
    assert letter.files.count() == 2
    assert made.headers["Location"] == f"/naskah-masuk/{letter.pk}/catat/"
    assert again.headers["Location"] == made.headers["Location"]


def test_form_without_script_says_which_file_was_refused(office):
    client = client_of(office.setda_clerk)
    wrong = pdf_file("program.exe", b"MZ" + b"\0" * 50)

    answer = client.post("/naskah-masuk/terima/", {"file": [wrong]}, follow=True)

    assert "program.exe" in answer.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("person", ["stranger", "sekda"])
def test_only_clerks_bring_files(office, person):
    client = client_of(getattr(office, person))

    sent = client.post("/naskah-masuk/terima/", {"file": [pdf_file()]})
    page = client.get("/naskah-masuk/terima/")

    assert (sent.status_code, page.status_code) == (404, 404)
    assert not Upload.objects.exists()


def test_check_of_somebody_elses_file_is_not_told(office):
    client = client_of(office.setda_clerk)
    client.post("/naskah-masuk/terima/", {"file": [pdf_file()]})
    upload = Upload.objects.get()

    answer = client_of(office.kominfo_clerk).get(
        f"/naskah-masuk/terima/?upload={upload.pk}"
    )

    assert answer.status_code == 404
