"""Agenda books: the lines on a page, as a spreadsheet, as a printed book."""

import io
from datetime import date

import pypdfium2
import pytest
from openpyxl import load_workbook

from eoffice.audit.models import AuditEvent
from tests.office.incoming import disposed, registered
from tests.office.kabupaten import build_office
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of, token_client
from workflow.models import IncomingLetter

BOOKS = ("keluar", "masuk", "disposisi")


@pytest.fixture
def house(db):
    office = build_office()
    make_signer(office.sekda)
    return office


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join("\n".join(pages).split()).replace("/ ", "/")


def sheet_of(content):
    return list(load_workbook(io.BytesIO(content)).active.values)


def printed(person, book, **query):
    return client_of(person).get(f"/laporan/buku/{book}.pdf", query)


def test_reports_lead_to_each_book(house):
    sent(house)
    disposed(house, house.kadis)
    client = client_of(house.sekda)

    page = client.get("/laporan/").content.decode()

    for book in BOOKS:
        assert f"/laporan/buku/{book}/?" in page
        assert client.get(f"/laporan/buku/{book}/").status_code == 200


def test_the_page_shows_the_lines_of_the_book(house):
    letter = sent(house)

    page = client_of(house.drafter).get("/laporan/buku/keluar/").content.decode()

    assert letter.number in page
    assert f"/naskah-keluar/{letter.pk}/" in page
    assert "Unduh XLSX" in page
    assert "Cetak PDF F4" in page


@pytest.mark.parametrize("form", ["page", "xlsx", "pdf"])
def test_nobody_finds_lines_of_letters_that_are_not_theirs(house, form):
    letter, incoming = sent(house), registered(house)
    disposition = disposed(house, house.kadis)
    stranger = client_of(house.stranger)
    hidden = [
        letter.number,
        incoming.agenda_number,
        "Permohonan data",
        str(disposition.pk),
    ]

    for book in BOOKS:
        tail = "/" if form == "page" else f".{form}"
        answer = stranger.get(f"/laporan/buku/{book}{tail}")
        read = {
            "page": lambda content: content.decode(),
            "xlsx": lambda content: str(sheet_of(content)),
            "pdf": text_of,
        }[form]
        told = read(answer.content)
        assert answer.status_code == 200
        assert not [one for one in hidden if one in told]


def test_unit_and_period_choose_the_part(house):
    letter = sent(house)
    client = client_of(house.sekda)
    today = letter.signed_letter_date.isoformat()

    inside = client.get(
        "/laporan/buku/keluar/",
        {"unit": house.setda.pk, "dari": today, "sampai": today},
    )
    elsewhere = client.get("/laporan/buku/keluar/", {"unit": house.kominfo.pk})
    earlier = client.get("/laporan/buku/keluar/", {"sampai": "2020-01-01"})
    strange = client.get(
        "/laporan/buku/keluar/",
        {"unit": "x", "dari": "kapan", "sampai": "2026-13-40", "sesudah": "rusak"},
    )

    assert letter.number in inside.content.decode()
    assert letter.number in strange.content.decode()
    assert letter.number not in elsewhere.content.decode()
    assert letter.number not in earlier.content.decode()


def test_the_book_is_read_page_by_page(house, monkeypatch):
    monkeypatch.setattr("workflow.admin.books.views.LINES", 1)
    first, second = registered(house), registered(house)
    client = client_of(house.setda_clerk)

    def numbers(**query):
        answer = client.get("/laporan/buku/masuk/", query)
        return [row.text for row in answer.context["page"].items], answer.context

    shown, context = numbers()
    onward, _context = numbers(sesudah=context["page"].next)
    latest, _context = numbers(urutan="akhir")

    assert (shown, onward) == ([first.agenda_number], [second.agenda_number])
    assert latest == [second.agenda_number]
    assert context["page"].total == 2


def test_the_printed_book_has_letterhead_period_columns_and_page_numbers(house):
    incoming = registered(house)

    answer = printed(house.setda_clerk, "masuk", dari="2026-01-01", sampai="2030-12-31")
    text = text_of(answer.content)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    for words in (
        "SEKRETARIAT DAERAH",
        "1 Januari 2026 s.d. 31 Desember 2030",
        "Halaman 1 dari 1",
        incoming.agenda_number,
        "Diteruskan kepada",
        "Klasifikasi",
        house.setda_clerk.official.full_name,
    ):
        assert words in text


@pytest.mark.parametrize(("paper", "wide"), [("F4", 935), ("A4", 842), ("A9", 935)])
def test_the_book_lies_on_its_side(house, paper, wide):
    document = pypdfium2.PdfDocument(
        printed(house.sekda, "keluar", kertas=paper).content
    )

    width, height = document[0].get_size()
    assert round(width) == wide
    assert width > height


def test_a_long_book_repeats_its_heads(house):
    for _n in range(40):
        registered(house)

    text = text_of(printed(house.setda_clerk, "masuk").content)

    assert text.count("Diteruskan kepada") > 1
    assert text.count("Diteruskan kepada") == text.count("Halaman")


def test_text_of_strangers_is_printed_as_it_is(house):
    hostile = '#read("/etc/passwd") $x^2$ *tebal* 😀 \u202e' + "A" * 200
    registered(house, subject=hostile, sender="=HYPERLINK(1)")

    answer = printed(house.setda_clerk, "masuk")
    text = text_of(answer.content)

    assert answer.status_code == 200
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text


def test_no_cell_of_the_sheet_can_run(house):
    registered(house, subject='=HYPERLINK("http://jahat")', sender="+62811")

    content = client_of(house.setda_clerk).get("/laporan/buku/masuk.xlsx").content

    cells = [str(cell) for row in sheet_of(content)[1:] for cell in row if cell]
    assert '\'=HYPERLINK("http://jahat")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_confidential_letter_stands_in_the_book_without_its_subject(house):
    letter = sent(house, subject="Mutasi pejabat", security_class="rahasia")
    client = client_of(house.drafter)

    page = client.get("/laporan/buku/keluar/").content.decode()
    sheet = str(sheet_of(client.get("/laporan/buku/keluar.xlsx").content))
    book = text_of(client.get("/laporan/buku/keluar.pdf").content)

    for told in (page, sheet, book):
        assert letter.number in told
        assert "Mutasi" not in told


def test_taking_a_book_is_recorded_and_looking_is_not(house):
    client = client_of(house.setda_clerk)

    client.get("/laporan/buku/masuk/")
    assert not AuditEvent.objects.filter(action="register.exported").exists()
    client.get("/laporan/buku/masuk.xlsx")
    client.get("/laporan/buku/masuk.pdf")

    taken = AuditEvent.objects.filter(action="register.exported")
    assert taken.count() == 2


@pytest.mark.parametrize("tail", ["/", ".xlsx", ".pdf"])
def test_an_unknown_book_is_unknown(house, tail):
    assert client_of(house.sekda).get(f"/laporan/buku/lain{tail}").status_code == 404


def test_the_api_gives_the_printed_book_too(house):
    incoming = registered(house)
    program = token_client(house.setda_clerk.official)

    answer = program.get("/api/v1/registers/incoming.pdf", {"paper": "A4"})
    strange = program.get("/api/v1/registers/incoming.pdf", {"paper": "A9"})
    unknown = program.get("/api/v1/registers/lain.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert incoming.agenda_number in text_of(answer.content)
    assert [strange.status_code, unknown.status_code] == [422, 422]


def test_the_page_asks_as_many_queries_for_many_lines_as_for_few(
    house, django_assert_max_num_queries
):
    client = client_of(house.setda_clerk)
    for _n in range(6):
        registered(house)
    client.get("/laporan/buku/masuk/")

    with django_assert_max_num_queries(25):
        client.get("/laporan/buku/masuk/")


def test_the_years_of_reports_are_those_of_the_book(house):
    registered(house)
    year = date.today().year  # noqa: DTZ011  the tests' clock is the agency's
    page = client_of(house.setda_clerk).get("/laporan/").content.decode()

    assert f"dari={year}-01-01&amp;sampai={year}-12-31" in page
    assert IncomingLetter.objects.exists()
