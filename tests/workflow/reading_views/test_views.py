"""The pages to read of an attached file: made once, shown to who may have the file."""

import pytest

from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.eoffice.objects.files import docx, pdf
from tests.office.incoming import bring
from tests.office.outgoing import make_draft, sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of, program_of
from tests.workflow.incoming.test_reading_copies import body, words_of
from tests.workflow.reading_views import papers
from workflow.models import IncomingLetter, ReadingView
from workflow.reading_views.making import make_view, prepare_forgotten
from workflow.reading_views.sandboxed import ViewRefused
from workflow.reading_views.states import ViewState, views_of

pytestmark = pytest.mark.django_db


def view_of(upload):
    return views_of([upload.stored])[upload.stored_id]


def test_a_checked_office_file_has_pages_to_read_and_stays_what_it_was(office):
    data = papers.word()

    upload = bring(office.drafter, data, "laporan.docx")

    view = view_of(upload)
    assert (view.state, view.pages) == (ViewState.READY, 1)
    made = ReadingView.objects.get()
    assert made.pdf.is_sealed
    assert store.get_bytes(upload.stored) == data
    words = words_of(store.get_bytes(made.pdf))
    assert "Laporan" in words
    assert "[gambar]" in words
    assert upload.stored.sha256 in words
    assert "naskah asli" in words
    before = StoredObject.objects.count()
    assert not make_view(upload.stored)
    assert StoredObject.objects.count() == before


def test_a_file_that_cannot_be_shown_says_why_and_is_not_tried_again(office):
    data = papers.open_document("text", "", head="<!DOCTYPE a>")

    upload = bring(office.drafter, data, "laporan.odt")

    view = view_of(upload)
    assert view.state == ViewState.FAILED
    assert view.label.startswith("tidak dapat ditampilkan: ")
    assert prepare_forgotten().done == 0


def test_pages_of_other_kinds_are_the_files_themselves(office):
    upload = bring(office.drafter, pdf(), "surat.pdf")

    assert views_of([upload.stored]) == {}
    assert not ReadingView.objects.exists()


def test_a_file_of_before_is_found_by_the_round(office):
    upload = bring(office.drafter, papers.workbook(), "rekap.xlsx")
    ReadingView.objects.all().delete()
    assert view_of(upload).state == ViewState.WAITING

    assert prepare_forgotten().done == 1
    assert view_of(upload).is_ready


def test_what_two_deliveries_make_at_once_is_kept_once(office, monkeypatch):
    upload = bring(office.drafter, papers.workbook(), "rekap.xlsx")
    first = ReadingView.objects.get()
    # The second began before the first had kept its pages.
    monkeypatch.setattr(
        "workflow.reading_views.making.ReadingView.objects.filter",
        lambda **_facts: ReadingView.objects.none(),
    )

    assert not make_view(upload.stored)
    assert ReadingView.objects.get() == first
    pages = StoredObject.objects.filter(media_type="application/pdf")
    assert list(pages) == [first.pdf]


def test_a_page_that_cannot_be_drawn_is_a_word_about_the_file(office, monkeypatch):
    def refused(*_facts, **_more):
        raise ViewRefused("too_long")

    monkeypatch.setattr("workflow.reading_views.making._drawn", refused)

    upload = bring(office.drafter, papers.workbook(), "rekap.xlsx")

    assert "terlalu lama" in view_of(upload).label


def attached(office, data=None, name="laporan.docx", **changes):
    upload = bring(office.drafter, data or papers.word(), name)
    letter = make_draft(office, attachments=[upload.pk], **changes)
    return letter, letter.attachments.get()


def test_who_may_have_the_attachment_reads_it_in_the_browser(office):
    letter, one = attached(office)
    path = f"/naskah-keluar/{letter.pk}/lampiran/{one.pk}/"

    read = client_of(office.drafter).get(f"{path}baca/")
    page = client_of(office.drafter).get(f"/naskah-keluar/{letter.pk}/tulis/")

    assert read.headers["Content-Type"] == "application/pdf"
    assert read.headers["Content-Disposition"].startswith("inline")
    assert "Laporan" in words_of(body(read))
    assert f"{path}baca/" in page.content.decode()
    stranger = client_of(office.kadis)
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"{path}baca/").status_code == 404


def test_a_view_that_is_not_there_is_refused_with_its_state(office):
    letter, one = attached(office, docx())  # no real document

    answer = client_of(office.drafter).get(
        f"/naskah-keluar/{letter.pk}/lampiran/{one.pk}/baca/"
    )

    assert answer.status_code == 409
    assert "tidak dapat ditampilkan" in answer.content.decode()


def test_a_program_is_told_how_far_the_view_is_and_gets_it(office):
    letter, _one = attached(office)
    program = program_of(office.drafter)

    [told] = program.get(f"/api/v1/letters/{letter.pk}").json()["attachments"]
    read = program.get(
        f"/api/v1/letters/{letter.pk}/attachments/{told['id']}/reading-view.pdf"
    )

    assert told["reading_view"] == {
        "state": "ready",
        "label": "siap dibaca",
        "pages": 1,
    }
    assert "Laporan" in words_of(body(read))


def test_on_the_receivers_desk_a_classed_one_names_its_reader(office):
    make_signer(office.sekda)
    upload = bring(office.drafter, papers.word(), "laporan.docx")
    letter = sent(office, security_class="rahasia", attachments=[upload.pk])
    drain()
    incoming = IncomingLetter.objects.get()
    desk = client_of(office.kadis)
    signer = client_of(office.sekda).get(f"/naskah-keluar/{letter.pk}/")
    assert f"{letter.attachments.get().pk}/baca/" in signer.content.decode()

    page = desk.get(f"/naskah-masuk/{incoming.pk}/")
    read = desk.get(f"/naskah-masuk/{incoming.pk}/berkas/2/baca/")

    assert f"/naskah-masuk/{incoming.pk}/berkas/2/baca/" in page.content.decode()
    words = words_of(body(read))
    assert "Laporan" in words
    assert office.kadis.official.full_name in words
    assert read.headers["Content-Disposition"].startswith("inline")
    assert ReadingView.objects.count() == 1
