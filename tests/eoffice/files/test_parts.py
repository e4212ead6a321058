"""Files that come by parts: resumed, joined once, and unknown to everybody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eoffice.accounts.models import User
from eoffice.errors import NotFound
from eoffice.files import parts
from eoffice.files.parts import SentPart, keep_part, parts_of
from eoffice.files.parts_left import forget_parts
from eoffice.objects import store
from eoffice.objects.errors import (
    ObjectMissing,
    PartRefused,
    TooManyParted,
    UploadEmpty,
    UploadTooLarge,
    UploadTypeRefused,
)
from eoffice.objects.models import PartedUpload, StoredObject, Upload, UploadState
from eoffice.outbox.relay import drain
from tests.eoffice.objects import files
from tests.office.visitors import client_of

pytestmark = pytest.mark.django_db
PART = 1000
PAGE = "/naskah-keluar/unggah/bagian/"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "PART_BYTES", PART)


@pytest.fixture
def owner():
    return User.objects.create(username="pembawa")


@pytest.fixture
def content():
    scan = files.pdf()
    return scan + b"\n" * (2 * PART + 10 - len(scan) % PART)


def sent(content, number, key, /, **more):
    cut = content[(number - 1) * PART : number * PART]
    facts = {"name": "surat.pdf", "size": len(content), "content": cut}
    return SentPart(key=key, number=number, **{**facts, **more})


def count_of(content):
    return -(-len(content) // PART)


def test_a_file_goes_on_after_a_lost_part_and_is_joined_once(owner, content):
    key, last = uuid4(), count_of(content)
    for number in range(1, last - 1):
        keep_part(owner=owner, sent=sent(content, number, key))
    held = parts_of(key, owner=owner)
    kept = list(StoredObject.objects.all())

    # the last comes before the one that was lost
    keep_part(owner=owner, sent=sent(content, last, key))
    joined = keep_part(owner=owner, sent=sent(content, last - 1, key))
    again = keep_part(owner=owner, sent=sent(content, last, key))

    assert held.numbers == list(range(1, last - 1))
    assert held.upload is None
    assert joined.upload == again.upload == Upload.objects.get()
    assert joined.upload.state == UploadState.QUARANTINED
    assert store.get_bytes(joined.upload.stored) == content
    drain()
    joined.upload.refresh_from_db()
    assert joined.upload.state == UploadState.CLEAN
    assert StoredObject.objects.get() == joined.upload.stored
    for part in kept:
        with pytest.raises(ObjectMissing):
            store.get_bytes(part)


def test_a_repeated_part_is_kept_once(owner, content):
    key = uuid4()

    keep_part(owner=owner, sent=sent(content, 1, key))
    held = keep_part(owner=owner, sent=sent(content, 1, key))

    assert held.numbers == [1]
    assert StoredObject.objects.count() == 1


def test_a_key_is_unknown_to_everybody_else(owner, content):
    key, other = uuid4(), User.objects.create(username="lain")
    keep_part(owner=owner, sent=sent(content, 1, key))

    with pytest.raises(NotFound):
        parts_of(key, owner=other)
    for number in (1, 2):
        with pytest.raises(NotFound):
            keep_part(owner=other, sent=sent(content, number, key))

    assert parts_of(key, owner=owner).numbers == [1]
    assert StoredObject.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "more", "refusal"),
    [
        (1, {"size": 10**12}, UploadTooLarge),
        (1, {"size": 0}, UploadEmpty),
        (1, {"name": "program.exe"}, UploadTypeRefused),
        (1, {"content": b"%PDF-" + bytes(PART)}, PartRefused),
        (1, {"content": b"%PDF-"}, PartRefused),
        (0, {}, PartRefused),
        (10**6, {}, PartRefused),
        (2, {}, NotFound),
    ],
)
def test_what_does_not_fit_is_refused_before_it_is_kept(
    owner, content, number, more, refusal
):
    with pytest.raises(refusal):
        keep_part(owner=owner, sent=sent(content, number, uuid4(), **more))

    assert not PartedUpload.objects.exists()
    assert not StoredObject.objects.exists()


def test_a_part_of_another_file_under_the_same_key_is_refused(owner, content):
    key = uuid4()
    keep_part(owner=owner, sent=sent(content, 1, key))

    for more in ({"name": "lain.pdf"}, {"size": len(content) + PART}):
        with pytest.raises(PartRefused):
            keep_part(owner=owner, sent=sent(content, 2, key, **more))

    assert parts_of(key, owner=owner).numbers == [1]


def test_one_person_has_a_bounded_number_of_files_under_way(owner, content):
    for number in range(parts.OPEN_AT_ONCE):
        PartedUpload.objects.create(key=uuid4(), owner=owner, name=f"{number}", size=9)

    with pytest.raises(TooManyParted):
        keep_part(owner=owner, sent=sent(content, 1, uuid4()))

    assert not StoredObject.objects.exists()


def test_the_bytes_of_files_under_way_are_bounded_together(owner, content, settings):
    settings.UPLOAD_LIMIT_BYTES = len(content)
    for number in range(parts.OPEN_LARGEST - 1):
        PartedUpload.objects.create(
            key=uuid4(), owner=owner, name=f"{number}", size=len(content)
        )
    PartedUpload.objects.create(key=uuid4(), owner=owner, name="kecil", size=1)

    with pytest.raises(TooManyParted):
        keep_part(owner=owner, sent=sent(content, 1, uuid4()))

    assert not StoredObject.objects.exists()
    PartedUpload.objects.filter(name="kecil").delete()
    assert keep_part(owner=owner, sent=sent(content, 1, uuid4())).numbers == [1]


@pytest.mark.parametrize("place", ["_finish", "leave_parts"])
def test_killed_while_it_is_joined_a_file_is_neither_lost_nor_there_twice(
    owner, content, monkeypatch, place
):
    key, last = uuid4(), count_of(content)
    for number in range(1, last):
        keep_part(owner=owner, sent=sent(content, number, key))

    def killed(*_facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(parts, place, killed)
        with pytest.raises(KeyboardInterrupt):
            keep_part(owner=owner, sent=sent(content, last, key))
    assert not Upload.objects.exists()
    assert parts_of(key, owner=owner).numbers == list(range(1, last + 1))

    joined = keep_part(owner=owner, sent=sent(content, last, key))

    assert joined.upload == Upload.objects.get()
    assert joined.numbers == []
    assert store.get_bytes(joined.upload.stored) == content


def test_parts_of_yesterday_are_forgotten_with_their_bytes(owner, content):
    old, new = uuid4(), uuid4()
    for key in (old, new):
        keep_part(owner=owner, sent=sent(content, 1, key))
    left = PartedUpload.objects.get(pk=old).parts.get().stored
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    PartedUpload.objects.filter(pk=old).update(created_at=yesterday)

    forget_parts()
    drain()

    assert [one.pk for one in PartedUpload.objects.all()] == [new]
    with pytest.raises(ObjectMissing):
        store.get_bytes(left)


def test_the_page_takes_parts_and_answers_what_it_has(office, content):
    client, key = client_of(office.drafter), str(uuid4())
    facts = {"key": key, "name": "../../<b>\x00surat.pdf", "size": len(content)}
    for number in range(1, count_of(content) + 1):
        cut = content[(number - 1) * PART : number * PART]
        file = SimpleUploadedFile("blob", cut)
        answer = client.post(PAGE, {**facts, "number": number, "file": file})
        assert answer.status_code == 200

    asked = client.post(PAGE, {"key": key})
    stranger = client_of(office.kadis).post(PAGE, {"key": key})
    garbled = client.post(PAGE, {"key": "x"})

    upload = Upload.objects.get()
    assert upload.owner == office.drafter.user
    assert upload.name == "<b>surat.pdf"
    assert answer.json() == asked.json()
    assert asked.json()["upload"]["id"] == str(upload.pk)
    assert (stranger.status_code, garbled.status_code) == (404, 404)
    wrong = {**facts, "number": "satu", "file": SimpleUploadedFile("blob", b"x")}
    assert client.post(PAGE, wrong).status_code == 422
