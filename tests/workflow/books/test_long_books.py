"""A book too long for an answer at once is a job; nothing cuts a year."""

import io

import pypdfium2
import pytest
from openpyxl import load_workbook

from eoffice.audit.models import AuditEvent
from eoffice.jobs.models import Job
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.office.incoming import registered
from tests.office.kabupaten import build_office
from tests.office.visitors import client_of, token_client
from workflow.books import copying, exporting, printing

ROOT = "/api/v1/registers/incoming"


@pytest.fixture
def house(db, monkeypatch):
    office = build_office()
    monkeypatch.setattr(exporting, "AT_ONCE", {"pdf": 2, "xlsx": 2})
    monkeypatch.setattr(printing, "LINES_PER_PART", 2)
    monkeypatch.setattr(copying, "PARTS_AT_ONCE", 2)
    return office


@pytest.fixture
def entered(house):
    return [registered(house) for _n in range(5)]


def pages_of(content) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.split()).replace("/ ", "/") for text in pages]


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_api_answers_with_a_job_and_then_with_the_file(house, entered):
    program = token_client(house.setda_clerk.official)

    asked = program.get(f"{ROOT}.pdf")
    early = program.get(f"{ROOT}.pdf", {"job": asked.json()["id"]})
    drain()
    job = program.get(asked.headers["Location"]).json()
    given = program.get(f"{ROOT}.pdf", {"job": job["id"]})

    assert (asked.status_code, early.status_code) == (202, 202)
    assert (job["state"], job["done"], job["total"]) == ("succeeded", 3, 3)
    pages = pages_of(content_of(given))
    assert [n for n, page in enumerate(pages) if "SEKRETARIAT DAERAH" in page] == [0]
    feet = [f"Halaman {n} dari 3" for n in (1, 2, 3)]
    assert [foot in page for foot, page in zip(feet, pages, strict=True)] == [True] * 3
    told = " ".join(pages)
    places = [told.index(one.agenda_number) for one in entered]
    assert places == sorted(places)
    # The parts are gone, their bytes by the outbox; what was taken is in the trail.
    assert StoredObject.objects.filter(media_type="application/pdf").count() == 1
    assert AuditEvent.objects.filter(action="register.exported").count() == 1


def test_the_page_shows_progress_and_gives_the_file(house, entered):
    client = client_of(house.setda_clerk)
    page = client.get("/laporan/buku/masuk/")
    assert 'name="bentuk" value="pdf"' in page.content.decode()
    assert client.get("/laporan/buku/masuk.pdf").status_code == 302

    asked = client.post("/laporan/buku/masuk/salinan/", {"bentuk": "xlsx"})
    waiting = client.get(asked.url)
    drain()
    done = client.get(asked.url)
    state = client.get(asked.url.replace("salinan/", "salinan/keadaan/")).json()
    given = client.get(f"{asked.url}&berkas=1")

    assert "sedang ditulis" in waiting.content.decode()
    assert "sudah siap" in done.content.decode()
    assert state == {"done": 1, "total": 1, "finished": True}
    [sheet] = load_workbook(io.BytesIO(content_of(given)))
    assert len(list(sheet.values)) == 1 + len(entered)


def test_the_file_is_its_owners_alone_and_kept_for_a_day(house, entered, monkeypatch):
    client = client_of(house.setda_clerk)
    asked = client.post("/laporan/buku/masuk/salinan/", {"bentuk": "pdf"})
    drain()
    job = Job.objects.get(kind=copying.KIND)
    other = token_client(house.sekda.official)

    assert client_of(house.sekda).get(asked.url).status_code == 404
    assert other.get(f"{ROOT}.pdf", {"job": str(job.pk)}).status_code == 404
    assert copying.forget_books().done == 0
    monkeypatch.setattr(copying, "KEPT", copying.timedelta(0))
    assert copying.forget_books().done == 1
    assert client.get(f"{asked.url}&berkas=1").status_code == 404
    assert not StoredObject.objects.filter(media_type="application/pdf").exists()


def test_a_copy_is_written_with_the_rights_of_that_moment(house, entered):
    from eoffice.organisation.models import TermOfOffice

    client = client_of(house.setda_clerk)
    client.post("/laporan/buku/masuk/salinan/", {"bentuk": "pdf"})
    TermOfOffice.objects.filter(official=house.setda_clerk.official).delete()
    drain()

    job = Job.objects.get(kind=copying.KIND)
    assert job.state == "failed"
    assert not StoredObject.objects.filter(media_type="application/pdf").exists()
