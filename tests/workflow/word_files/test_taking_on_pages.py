"""The page: a Word file brought, looked at, taken into the draft."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eoffice.outbox.relay import drain
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of
from tests.workflow.word_files import papers
from tests.workflow.word_files.test_reading import HEAD
from workflow.letters.body import body_blocks

pytestmark = pytest.mark.django_db


def brought(client, letter, data: bytes, name: str = "surat.docx") -> str:
    """Bring a file; return where the page leads."""
    path = f"/naskah-keluar/{letter.pk}/dari-word/unggah/"
    return client.post(path, {"file": SimpleUploadedFile(name, data)}).url


def test_a_file_is_checked_shown_and_taken_only_when_asked(office):
    letter, client = make_draft(office, subject="", body=[]), client_of(office.drafter)
    here = brought(client, letter, papers.word(*HEAD, "Satu.", "Dua."))
    waiting = client.get(here)
    drain()
    page = client.get(here).content.decode()

    assert waiting.headers["Refresh"]
    assert "2 bagian naskah ditemukan." in page
    assert "Undangan Rapat Koordinasi" in page
    assert "Yth. Kepala Dinas Kominfo" in page
    letter.refresh_from_db()
    assert (letter.row_version, letter.body) == (1, [])

    form = {"berkas": here.partition("berkas=")[2], "row_version": "1"}
    done = client.post(f"/naskah-keluar/{letter.pk}/dari-word/ambil/", form)

    letter.refresh_from_db()
    assert done.url == f"/naskah-keluar/{letter.pk}/tulis/"
    assert [one["value"] for one in body_blocks(letter.body)] == ["Satu.", "Dua."]
    editor = client.get(done.url).content.decode()
    assert f"/naskah-keluar/{letter.pk}/dari-word/" in editor
    assert f"/naskah-keluar/{letter.pk}/konsep.docx" in editor


def test_bad_files_and_old_versions_are_told_and_the_text_stays(office):
    letter, client = make_draft(office), client_of(office.drafter)
    body = letter.body
    locked = brought(client, letter, papers.locked())
    assert "kata sandi" in client.get(locked).content.decode()
    macros = brought(client, letter, papers.with_macros())
    drain()
    assert "makro" in client.get(macros).content.decode()

    good = brought(client, letter, papers.word("Satu."))
    drain()
    form = {"berkas": good.partition("berkas=")[2], "row_version": "7", "append": "1"}
    path = f"/naskah-keluar/{letter.pk}/dari-word/ambil/"
    assert client.post(path, form).url == good
    letter.refresh_from_db()
    assert (letter.row_version, letter.body) == (1, body)
    assert client_of(office.stranger).get(good).status_code == 404
