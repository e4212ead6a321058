"""What people bring: taken in, checked, let through or refused with a reason."""

import io

import pytest

from eoffice.accounts.models import User
from eoffice.audit.models import AuditEvent
from eoffice.environment import environment
from eoffice.errors import NotFound
from eoffice.files import check_upload, receive_upload
from eoffice.files.uploads import facts_of, upload_of
from eoffice.objects import store
from eoffice.objects.errors import (
    UploadEmpty,
    UploadTooLarge,
    UploadTypeRefused,
)
from eoffice.objects.models import StoredObject, Upload, UploadState
from eoffice.outbox.models import OutboxDelivery
from eoffice.outbox.relay import drain
from tests.eoffice.objects import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return User.objects.create(username="penerima")


@pytest.fixture
def bring(owner):
    def bring(content, name="surat.pdf", **more):
        return receive_upload(
            owner=owner, name=name, stream=io.BytesIO(content), **more
        )

    return bring


@pytest.fixture
def change_environment(monkeypatch):
    def change(**values):
        changed = environment().model_copy(update=values)
        for module in ("checking", "clamd"):
            path = f"eoffice.objects.{module}.environment"
            monkeypatch.setattr(path, lambda: changed)

    return change


def checked(upload):
    drain()
    upload.refresh_from_db()
    return upload


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", files.pdf()),
        ("Surat Masuk.DOCX", files.docx()),
        ("pindaian.png", files.picture("png")),
        ("pindaian.jpeg", files.picture("jpeg")),
        ("pindaian.tif", files.picture("tiff")),
    ],
)
def test_good_file_becomes_clean_with_equal_content(bring, name, content):
    upload = checked(bring(content, name))

    assert upload.state == UploadState.CLEAN
    assert upload.stored.bucket == store.default_store().bucket(store.Area.DRAFTS)
    assert store.get_bytes(upload.stored) == content


def test_nothing_of_a_clean_upload_stays_in_quarantine(bring):
    upload = bring(files.pdf())
    quarantined = upload.stored

    checked(upload)

    assert not StoredObject.objects.filter(pk=quarantined.pk).exists()
    assert not store.default_store().exists(quarantined)


def test_upload_waits_in_quarantine_until_checked(bring, owner):
    upload = bring(files.pdf())

    assert upload_of(upload.pk, owner_id=owner.pk).state == UploadState.QUARANTINED


def test_upload_of_somebody_else_is_unknown(bring):
    upload = checked(bring(files.pdf()))
    stranger = User.objects.create(username="orang-lain")

    with pytest.raises(NotFound):
        upload_of(upload.pk, owner_id=stranger.pk)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("surat.pdf", b"", UploadEmpty),
        ("surat.pdf", b"MZ\x90\x00" + bytes(2000), UploadTypeRefused),
        ("program.exe", b"MZ\x90\x00" + bytes(2000), UploadTypeRefused),
        ("surat.png", files.pdf(), UploadTypeRefused),
        ("surat", files.pdf(), UploadTypeRefused),
        ("surat.zip", files.plain_zip(), UploadTypeRefused),
        ("surat.pdf.exe", files.pdf(), UploadTypeRefused),
    ],
)
def test_unacceptable_file_is_refused_at_the_door(bring, name, content, error):
    with pytest.raises(error):
        bring(content, name)

    assert not Upload.objects.exists()
    assert not StoredObject.objects.exists()


def test_file_above_the_limit_is_refused_while_reading(bring, settings):
    settings.UPLOAD_LIMIT_BYTES = 100_000

    with pytest.raises(UploadTooLarge) as refused:
        bring(files.pdf() + bytes(100_000))

    assert refused.value.status == 413
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("surat.pdf", files.pdf(hidden=files.EICAR), "virus"),
        ("surat.pdf", b"%PDF-1.7\n" + files.EICAR, "virus"),
        ("surat.docx", files.docx(hidden=files.EICAR), "virus"),
        ("surat.pdf", files.pdf(password="rahasia"), "encrypted"),
        ("surat.pdf", b"%PDF-1.7\nputus di tengah", "broken"),
        ("surat.pdf", files.pdf()[:300], "broken"),
        ("surat.docx", files.plain_zip(), "type_mismatch"),
        ("surat.docx", files.bomb_docx, "too_large_unpacked"),
    ],
)
def test_bad_file_is_refused_with_its_reason(bring, owner, name, content, reason):
    content = content() if callable(content) else content  # a bomb takes a second
    upload = checked(bring(content, name))

    assert (upload.state, upload.reason) == (UploadState.REFUSED, reason)
    assert facts_of(upload).reason_text


def test_without_a_scanner_the_upload_stays_in_quarantine(bring, change_environment):
    change_environment(CLAMD_ADDRESS="127.0.0.1:9")
    upload = bring(files.pdf())

    drain(raising=False)

    upload.refresh_from_db()
    delivery = OutboxDelivery.objects.get(handler="objects.check_upload")
    assert upload.state == UploadState.QUARANTINED
    assert (delivery.state, delivery.last_error) == ("waiting", "scanner_away")


def test_installation_without_scanner_still_checks_the_structure(
    bring, change_environment
):
    change_environment(VIRUS_SCAN=False, CLAMD_ADDRESS="")

    good = bring(files.pdf())
    bad = bring(files.pdf(password="rahasia"))

    assert checked(good).state == UploadState.CLEAN
    assert checked(bad).reason == "encrypted"


def test_checking_twice_decides_once(bring):
    upload = checked(bring(files.pdf()))
    stored_id = upload.stored_id

    check_upload(upload.pk)

    upload.refresh_from_db()
    assert upload.stored_id == stored_id
    assert AuditEvent.objects.filter(action="upload.clean").count() == 1


def test_name_is_kept_without_path_and_control_characters(bring):
    upload = bring(files.pdf(), "C:\\data\\..\\su\r\nrat\x00.pdf")

    assert upload.name == "surat.pdf"
