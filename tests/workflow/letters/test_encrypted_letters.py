"""Confidential letters lie sealed in the store, and everything else works as ever."""

from io import BytesIO

import pytest
from django.test import Client

from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.eoffice.objects.encrypted import raw
from tests.office.incoming import bring, entry, received, specimen
from tests.office.kabupaten import actor
from tests.office.outgoing import letter_input, make_draft
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import program_of
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.submitting import submit_letter
from workflow.encryption import must_be_encrypted
from workflow.incoming.operations.amending import amend_registration
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.letters.operations.drafting import edit_draft
from workflow.models import IncomingFile, IncomingLetter, Letter, PageText
from workflow.pades.ports import Secret
from workflow.registrations.encrypting import encrypt_forgotten
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def submitted(office, **changes) -> Letter:
    attached = bring(office.drafter, specimen(3).pdf, "lampiran.pdf")
    letter = make_draft(office, attachments=[attached.pk], **changes)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    drain()
    return letter


def signed(office, **changes) -> Letter:
    letter = submitted(office, **changes)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    drain()
    letter.refresh_from_db()
    return letter


def stored_of(letter: Letter) -> list[StoredObject]:
    """Frozen page, attachment, signed page, and what the record holds."""
    return [
        *(version.pdf for version in letter.versions.all()),
        *(attachment.stored for attachment in letter.attachments.all()),
        *(signature.stored for signature in letter.signatures.all()),
        *(content.stored for content in letter.record.contents.all()),
    ]


def is_plain(stored: StoredObject) -> bool:
    return b"%PDF" in raw(stored)


def plain_left() -> int:
    """How many versions in drafts and quarantine begin like a PDF."""
    shop, count = store.default_store(), 0
    shop.prepare()
    for area in (store.Area.DRAFTS, store.Area.QUARANTINE):
        for one in shop.client.list_objects(
            shop.bucket(area), recursive=True, include_version=True
        ):
            found = StoredObject(
                bucket=one.bucket_name, key=one.object_name, version_id=one.version_id
            )
            count += is_plain(found)
    return count


@pytest.mark.parametrize("security_class", ["rahasia", "sangat_rahasia"])
def test_nothing_of_a_confidential_letter_lies_open(office, security_class):
    before = plain_left()

    letter = signed(office, security_class=security_class)

    assert letter.status == "sent"
    assert len(stored_of(letter)) == 5
    for stored in stored_of(letter):
        assert not is_plain(stored)
        assert store.get_bytes(stored).startswith(b"%PDF-")
    assert plain_left() == before


@pytest.mark.parametrize("security_class", ["biasa", "terbatas"])
def test_letters_below_that_class_lie_as_they_did(office, security_class):
    letter = signed(office, security_class=security_class)

    assert all(is_plain(stored) for stored in stored_of(letter))


def test_confidential_letter_is_read_and_verifies_as_genuine(office):
    letter = signed(office, security_class="rahasia")
    signature = letter.signatures.get()
    reader, path = program_of(office.sekda), f"/api/v1/letters/{letter.pk}"

    whole = reader.get(f"{path}/signed.pdf")
    part = reader.get(f"{path}/signed.pdf", headers={"Range": "bytes=0-4"})
    pdf = b"".join(whole.streaming_content)
    verdict = Client().post("/api/v1/verify", pdf, content_type="application/pdf")
    changed = BytesIO(pdf + b"x")
    changed.name = "surat.pdf"

    assert whole.headers["X-Content-SHA256"] == signature.sha256
    assert b"".join(part.streaming_content) == b"%PDF-"
    assert verdict.json()["verdict"] == "genuine"
    assert verdict.json()["letter"]["number"] == letter.number
    refused = Client().post("/api/v1/verify", {"file": changed})
    assert refused.json()["verdict"] == "changed"
    file = IncomingFile.objects.get(incoming__delivery__letter=letter, order=0)
    assert file.stored_id == signature.stored_id  # one row, sender and receiver
    content = program_of(office.kadis).get(
        f"/api/v1/incoming-letters/{file.incoming_id}/files/1/original"
    )
    assert b"".join(content.streaming_content) == pdf


def test_attachment_is_sealed_as_soon_as_its_draft_is_confidential(office):
    attached = bring(office.drafter, specimen(3).pdf, "lampiran.pdf")
    letter = make_draft(office, attachments=[attached.pk])
    drain()
    attached.refresh_from_db()
    assert is_plain(attached.stored)

    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=letter.row_version,
        content=letter_input(
            office, security_class="rahasia", attachments=[attached.pk]
        ),
    )
    drain()

    attached.refresh_from_db()
    assert not is_plain(attached.stored)
    assert store.get_bytes(attached.stored) == specimen(3).pdf


def test_earlier_version_is_sealed_when_the_class_rises(office):
    letter = submitted(office)
    first = letter.versions.get().pdf
    assert is_plain(first)
    step = letter.steps.get(state="open")
    return_letter(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk, note="Rahasia"
    )
    letter.refresh_from_db()

    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=letter.row_version,
        content=letter_input(office, security_class="rahasia"),
    )
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    drain()

    frozen = [version.pdf for version in letter.versions.all()]
    assert [is_plain(pdf) for pdf in frozen] == [False, False]
    assert all(store.get_bytes(pdf).startswith(b"%PDF-") for pdf in frozen)


def registered(office, **changes) -> IncomingLetter:
    incoming = received(office)
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(**changes),
    )
    drain()
    incoming.refresh_from_db()
    return incoming


def test_incoming_letter_is_sealed_when_registered_confidential(office):
    before = plain_left()
    incoming = registered(office, security_class="rahasia")
    stored = incoming.files.get().stored
    reader = program_of(office.sekda)
    path = f"/api/v1/incoming-letters/{incoming.pk}"

    content = reader.get(f"{path}/files/1/original")
    part = reader.get(f"{path}/files/1/original", headers={"Range": "bytes=-9"})

    assert not is_plain(stored)
    assert plain_left() == before
    assert b"".join(content.streaming_content) == specimen().pdf
    assert content.headers["X-Content-SHA256"] == stored.sha256
    assert b"".join(part.streaming_content) == specimen().pdf[-9:]
    assert reader.get(f"{path}/pages/1.png").content.startswith(b"\x89PNG")
    assert PageText.objects.filter(file__incoming=incoming).exists()


def test_incoming_letter_of_ordinary_class_stays_plain(office):
    incoming = registered(office)

    assert is_plain(incoming.files.get().stored)


def test_incoming_letter_is_sealed_when_its_class_is_raised(office):
    incoming = registered(office)

    amend_registration(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        changes={"security_class": "sangat_rahasia"},
        reason="Isi ternyata rahasia",
    )
    drain()

    stored = incoming.files.get().stored
    assert not is_plain(stored)
    assert store.get_bytes(stored) == specimen().pdf


def test_reading_goes_on_after_the_file_was_sealed(office):
    incoming = received(office, read=False)
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(security_class="rahasia"),
    )

    drain()

    file = incoming.files.get()
    assert not is_plain(file.stored)
    assert (file.reading_state, file.reading_fault) == ("done", "")


def test_what_lay_open_from_before_is_sealed_by_the_sweeper(office):
    open_one, closed = registered(office), submitted(office)
    IncomingLetter.objects.filter(pk=open_one.pk).update(security_class="rahasia")
    Letter.objects.filter(pk=closed.pk).update(security_class="rahasia")
    ordinary = registered(office)

    encrypt_forgotten()
    drain()

    classed = [open_one.files.get().stored, closed.versions.get().pdf]
    classed.append(closed.attachments.get().stored)
    assert [is_plain(stored) for stored in classed] == [False] * 3
    assert is_plain(ordinary.files.get().stored)


@pytest.mark.parametrize(
    ("security_class", "sealed"),
    [
        ("biasa", False),
        ("terbatas", False),
        ("rahasia", True),
        ("sangat_rahasia", True),
    ],
)
def test_the_two_highest_classes_are_sealed(security_class, sealed):
    assert must_be_encrypted(security_class) is sealed
