"""What the public page and its API say of a letter of ours, and of a changed one."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client

from eoffice.objects import store
from tests.office.outgoing import sent
from tests.office.signers import demo_authority, make_signer
from tests.workflow.verification import attacks
from tests.workflow.verification.corpus.inside import lower
from workflow.letters.operations.revoking import revoke_letter
from workflow.models import Letter, Signature

pytestmark = pytest.mark.django_db(transaction=True)
DETAILS = "Rincian untuk ahli"


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def bytes_of(letter: Letter) -> bytes:
    return store.get_bytes(letter.signatures.last().stored)


def upload(pdf: bytes) -> str:
    file = BytesIO(pdf)
    file.name = "surat.pdf"
    return Client().post("/v/", {"file": file}).content.decode()


def ask(pdf: bytes) -> dict:
    return Client().post("/api/v1/verify", pdf, content_type="application/pdf").json()


def lead(page: str) -> str:
    """Return what is read first: all but the part that stays closed."""
    return re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)


def test_genuine_letter_is_told_in_one_sentence_and_the_checks_stay_closed(office):
    letter = sent(office)

    page = upload(bytes_of(letter))

    assert "ASLI" in page
    assert "Dikeluarkan instansi ini, tidak berubah sejak ditandatangani." in lead(page)
    assert "<details" in page
    assert "<details open" not in page
    assert DETAILS in page
    assert "eo-ok" in page
    assert "eo-ok" not in lead(page)
    assert "eo-bad" not in lead(page)


def test_letter_with_something_added_is_changed_and_leads_to_the_original(office):
    letter = sent(office)
    added = bytes_of(letter) + b"%%EOF\n"

    page, told = upload(added), ask(added)

    sentence = "Surat kami, dengan tambahan sesudahnya: 6 bita terakhir"
    assert sentence in lead(page)
    assert f'href="/v/{letter.verification_code}"' in lead(page)
    assert letter.number in lead(page)
    assert "ASLI" not in page
    assert "Semua halaman tampak sama" not in page
    assert told["verdict"] == "changed"
    assert sentence in told["explanation"]
    assert told["letter"]["code"] == letter.verification_code


def test_changed_page_is_named_in_the_sentence(office):
    added = attacks.with_note_over_text(bytes_of(sent(office)))

    assert "halaman 1 tidak lagi tampak" in lead(upload(added))


def test_original_above_the_ordinary_class_is_not_offered(office):
    letter = sent(office, security_class="terbatas")
    added = bytes_of(letter) + b"\n"

    page, told = upload(added), ask(added)

    assert told["verdict"] == "changed"
    assert told["letter"]["code"] is None
    assert told["letter"]["subject"] is None
    assert letter.verification_code not in page
    assert letter.subject not in page
    assert "Surat aslinya tidak terbuka untuk umum." in lead(page)


def test_altered_copy_is_known_by_the_act_that_signed_it(office):
    letter = sent(office)

    told = ask(lower(bytes_of(letter)))

    assert told["verdict"] == "changed"
    assert told["explanation"].startswith("Salinan surat kami yang sudah diubah")
    assert told["letter"]["number"] == letter.number


def test_altered_copy_tells_nothing_of_another_letter_of_the_same_second(office):
    letter, other = sent(office), sent(office)
    act, row = letter.signatures.get(), other.signatures.get()
    kept = store.put_bytes(
        b"%PDF-1.7", area=store.Area.RECORDS, media_type="application/pdf"
    )
    kept.save()
    row.pk, row._state.adding = uuid4(), True
    row.parent_id, row.stored = other.signatures.get().pk, kept
    row.sha256, row.claimed_at = kept.sha256, act.claimed_at
    row.save(force_insert=True)

    told = ask(lower(bytes_of(letter)))

    assert told["verdict"] == "changed"
    assert told["letter"] is None


def test_every_version_we_keep_is_genuine_and_no_other(office):
    letter = sent(office)
    first = letter.signatures.get()
    before = bytes_of(letter)
    stamped = attacks.with_archive_stamp(before, demo_authority().time_stamps())
    unknown = ask(stamped)
    kept = store.put_bytes(
        stamped, area=store.Area.RECORDS, media_type="application/pdf"
    )
    kept.save()
    facts = Signature.objects.filter(pk=first.pk).values(
        "letter_id", "version_id", "official_id", "position_id", "authority"
    )
    Signature.objects.create(
        **facts.get(),
        parent=first,
        stored=kept,
        sha256=kept.sha256,
        size=len(stamped),
        level="B-LTA",
        certificate_sha256=first.certificate_sha256,
        claimed_at=first.claimed_at,
    )

    assert unknown["verdict"] == "changed"
    assert ask(before)["verdict"] == "genuine"
    assert ask(stamped)["verdict"] == "genuine"
    assert ask(stamped + b"\n")["verdict"] == "changed"


def test_revoked_letter_with_something_added_is_changed_and_told_revoked(office):
    from tests.office.kabupaten import actor

    letter = sent(office)
    pdf = bytes_of(letter)
    revoke_letter(actor=actor(office.sekda), letter_id=letter.pk, reason="Salah")

    assert ask(pdf)["verdict"] == "genuine_superseded"
    added = ask(pdf + b"\n")
    assert added["verdict"] == "changed"
    assert added["letter"]["state"] == "revoked"
