"""Downloads of classed letters: stamped copies, noted; originals for who takes part."""

import pytest

from eoffice import sandbox
from eoffice.audit.models import AuditEvent
from eoffice.objects import store
from eoffice.outbox.relay import drain
from tests.eoffice.objects import files
from tests.office.incoming import bring, disposition, entry, received, specimen
from tests.office.kabupaten import actor
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of, program_of
from workflow.dispositions.operations.giving import give_disposition
from workflow.incoming.operations.registering import (
    receive_letter,
    register_incoming_letter,
)

pytestmark = pytest.mark.django_db


def on_desk(office, security_class="rahasia", incoming=None):
    """A letter of the class on the secretary's desk, with a slip to the kabag."""
    incoming = incoming or received(office)
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(
            security_class=security_class, routed_to_id=office.sekda.position.pk
        ),
    )
    give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(office.kabag),
    )
    return incoming


def words_of(pdf: bytes) -> str:
    pages = sandbox.run("extract_text", pdf)
    return " ".join(word[0] for page in pages for word in page["words"])


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def copies():
    return AuditEvent.objects.filter(action="reading_copy.made")


@pytest.mark.parametrize("security_class", ["terbatas", "rahasia", "sangat_rahasia"])
def test_download_of_a_classed_letter_names_its_reader_and_is_noted(
    office, security_class
):
    incoming = on_desk(office, security_class)
    stored = incoming.files.get().stored

    answer = client_of(office.kabag).get(f"/naskah-masuk/{incoming.pk}/berkas/1/")

    assert answer.status_code == 200
    words = words_of(body(answer))
    assert "Hendra Wijaya, S.Sos." in words
    assert "Kepala Bagian Organisasi" in words
    assert specimen().expected.number in words
    assert "no-store" in answer.headers["Cache-Control"]
    assert "X-Content-SHA256" not in answer.headers
    event = copies().get()
    assert event.object_id == str(incoming.pk)
    assert str(event.official_id) == str(office.kabag.official.pk)
    assert store.get_bytes(stored) == specimen().pdf


def test_program_gets_the_same_copy(office):
    incoming = on_desk(office)
    path = f"/api/v1/incoming-letters/{incoming.pk}/files/1"
    client = program_of(office.kabag)

    copy = client.get(f"{path}/content")
    original = client.get(f"{path}/original")

    assert "Hendra Wijaya, S.Sos." in words_of(body(copy))
    assert original.status_code == 404
    assert copies().count() == 1


def test_original_goes_to_the_desk_and_is_noted(office):
    incoming = on_desk(office)

    answer = client_of(office.sekda).get(f"/naskah-masuk/{incoming.pk}/berkas/1/asli/")

    assert body(answer) == specimen().pdf
    assert AuditEvent.objects.filter(action="classed_original.given").count() == 1


@pytest.mark.parametrize(
    "person", ["kabag", "stranger", "bupati", "setda_archivist", "setda_clerk"]
)
def test_original_is_not_there_for_others(office, person):
    incoming = on_desk(office)
    someone = getattr(office, person)

    answer = client_of(someone).get(f"/naskah-masuk/{incoming.pk}/berkas/1/asli/")

    assert answer.status_code == 404
    assert not AuditEvent.objects.filter(action="classed_original.given").exists()


def test_ordinary_letter_is_given_as_it_is(office):
    incoming = on_desk(office, "biasa")

    answer = client_of(office.kabag).get(f"/naskah-masuk/{incoming.pk}/berkas/1/")

    assert body(answer) == specimen().pdf
    assert not copies().exists()


def test_file_without_pages_is_refused_to_readers_and_given_to_who_takes_part(office):
    upload = bring(office.setda_clerk, files.docx(), "surat.docx")
    brought = receive_letter(actor=actor(office.setda_clerk), upload_ids=[upload.pk])
    drain()
    incoming = on_desk(office, incoming=brought)
    address = f"/naskah-masuk/{incoming.pk}/berkas/1/"

    reader = client_of(office.kabag).get(address)
    desk = client_of(office.sekda).get(address)

    assert reader.status_code == 409
    assert desk.status_code == 200
    assert not copies().exists()


@pytest.mark.django_db
def test_classed_outgoing_letter_is_copied_too(office):
    make_signer(office.sekda)
    letter = sent(office, security_class="rahasia")
    address = f"/naskah-keluar/{letter.pk}/unduh/"
    signed = letter.signatures.get().stored

    copy = body(client_of(office.drafter).get(address))
    original = client_of(office.drafter).get(f"{address}?asli=1")
    receiver = client_of(office.kadis).get(f"{address}?asli=1")

    assert "Bayu Setiawan, S.Sos." in words_of(copy)
    assert b"/ByteRange" not in copy
    assert body(original) == store.get_bytes(signed)
    assert receiver.status_code == 404
