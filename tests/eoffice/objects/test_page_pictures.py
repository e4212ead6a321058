"""Pictures of pages: drawn once, none of secret ones, gone with their bytes."""

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter

from eoffice import sandbox
from eoffice.environment import environment
from eoffice.files.encrypting import encrypt_object
from eoffice.files.leaving import delete_left
from eoffice.objects import derived, page_pictures
from eoffice.objects.page_pictures import page_picture_of
from eoffice.objects.store import Area, default_store
from tests.eoffice.sandbox import bombs

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """Count the jobs that draw."""
    jobs = []

    def counting(*args, **kwargs):
        jobs.append(args)
        return sandbox.render_page(*args, **kwargs)

    monkeypatch.setattr(page_pictures, "render_page", counting)
    return jobs


def stored_pdf(content=None, **more):
    stream = io.BytesIO(content or bombs.one_page())
    row = default_store().put(
        stream, area=Area.DRAFTS, media_type="application/pdf", **more
    )
    row.save()
    return row


def kept():
    return list(Path(environment().SANDBOX_DIR).rglob("*.webp"))


def test_a_second_look_draws_nothing(drawn):
    stored = stored_pdf()

    first = page_picture_of(stored, 1, width=640)
    second = page_picture_of(stored, 1, width=640)

    assert first == second
    assert first.width == 640
    assert len(drawn) == 1


def test_another_width_and_another_object_are_pictures_of_their_own(drawn):
    stored = stored_pdf()

    widths = [page_picture_of(stored, 1, width=width).width for width in (640, 320)]
    page_picture_of(stored_pdf(), 1, width=640)

    assert widths == [640, 320]
    assert len(drawn) == 3


def test_pictures_of_sealed_objects_are_never_kept(drawn):
    before = kept()
    stored = stored_pdf(sealed=True)

    for _ in range(2):
        page_picture_of(stored, 1, width=640)

    assert len(drawn) == 2
    assert kept() == before


def test_pictures_go_when_the_object_is_sealed(drawn):
    stored = stored_pdf()
    page_picture_of(stored, 1, width=211)
    old = {"bucket": stored.bucket, "key": stored.key, "version_id": stored.version_id}

    encrypt_object(stored.pk)
    delete_left(**old)

    assert [path for path in kept() if "211" in path.name] == []


def test_a_picture_drawn_while_the_object_was_sealed_is_not_kept(monkeypatch):
    stored = stored_pdf()

    def sealing_meanwhile(*args, **kwargs):
        encrypt_object(stored.pk)
        return sandbox.render_page(*args, **kwargs)

    monkeypatch.setattr(page_pictures, "render_page", sealing_meanwhile)
    page_picture_of(stored, 1, width=213)

    assert [path for path in kept() if "213" in path.name] == []


def test_a_picture_cut_short_on_the_disk_is_drawn_again(drawn):
    stored = stored_pdf()
    first = page_picture_of(stored, 1, width=217)
    (place,) = [path for path in kept() if "217" in path.name]
    place.write_bytes(place.read_bytes()[:-10])

    assert page_picture_of(stored, 1, width=217) == first
    assert len(drawn) == 2


def test_the_pictures_looked_at_last_stay(monkeypatch):
    stored = stored_pdf(_pages(4))
    monkeypatch.setattr(environment(), "PICTURES_MB", 1)
    monkeypatch.setattr(derived, "MEBIBYTE", 0)
    monkeypatch.setattr(derived, "KEPT_SHARE", 0)
    for page in range(1, 5):
        page_picture_of(stored, page, width=219)

    derived.tidy()

    assert kept() == []


def test_a_page_that_is_not_there_is_a_fault_of_the_file():
    with pytest.raises(sandbox.FileBroken):
        page_picture_of(stored_pdf(), 9, width=640)


def _pages(count):
    writer, target = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    writer.write(target)
    return target.getvalue()
