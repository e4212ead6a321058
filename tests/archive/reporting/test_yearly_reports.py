"""Yearly figures and internal supervision: counted as the lists show it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from archive.loans.asking import LoanWish, ask_for_loan
from archive.loans.lending import approve_loan
from archive.models import Loan, ProgrammeFile, Record, RecordFile
from archive.programmes.keeping import ProgrammeInput, enter_programme
from archive.record_files.filing import file_record
from archive.record_files.lists import FileFilters, record_files_for
from archive.records.lists import records_for
from archive.reporting.figures import yearly_figures
from archive.reporting.scope import scope_of
from archive.reporting.supervision import supervision_of
from eoffice.errors import NotFound
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import client_of
from workflow.security_class import SecurityClass

pytestmark = pytest.mark.django_db
YEAR = 2026
ROOT = "/api/v1/archive-reports"
PAGES = ("archive_figures", "supervision")


@pytest.fixture
def year(office):
    """A year of Setda with something of each, and a record of Kominfo."""
    today, own = timezone.localdate(), actor(office.setda_archivist)
    berkas = make_file(office.setda_archivist, office.setda)
    closed = make_file(office.setda_archivist, office.setda, "Undangan lama")
    RecordFile.objects.filter(pk=closed.pk).update(
        opened_on=today - timedelta(days=900),
        closed_on=today - timedelta(days=800),
        active_until=today - timedelta(days=100),
        inactive_until=today + timedelta(days=100),
    )
    filed = [make_record(office, medium="paper") for _n in range(2)]
    for record in filed:
        file_record(actor=own, record_id=record.pk, record_file_id=berkas.pk)
    # The second waited for longer than a month before it was filed.
    long_ago = timezone.now() - timedelta(days=60)
    Record.objects.filter(pk=filed[1].pk).update(captured_at=long_ago)
    make_record(office, party="", security_class=SecurityClass.RAHASIA)
    make_record(office, unit=office.bagian)
    make_record(office, unit=office.kominfo)
    make_record(office, record_date=today.replace(year=YEAR - 1))
    vital = ProgrammeInput(kind="vital", method="Salinan", place="Brankas")
    enter_programme(actor=own, record_file_id=berkas.pk, content=vital)
    ProgrammeFile.objects.update(due_on=today - timedelta(days=1))
    wish = LoanWish(
        kind="paper",
        record_id=filed[0].pk,
        due_on=today + timedelta(days=7),
        purpose="Bahan laporan",
    )
    loan = ask_for_loan(actor=actor(office.sekda), wanted=wish)
    approve_loan(actor=own, loan_id=loan.pk)
    Loan.objects.update(due_on=today - timedelta(days=1))


def figures(person, unit=None):
    scope = scope_of(actor(person), YEAR, unit)
    groups = yearly_figures(scope, timezone.localdate())
    return {one.name: one for group in groups for one in group.figures}


def measured(person, unit=None):
    scope = scope_of(actor(person), YEAR, unit)
    found = supervision_of(scope, timezone.localdate())
    return found, {one.indicator.name: (one.done, one.of) for one in found.whole}


def test_every_figure_of_a_list_is_what_the_list_shows(office, year):
    person, today = office.setda_archivist, timezone.localdate()
    browser = client_of(person)

    found = figures(person)

    listed = 0
    for one in found.values():
        if one.listed is None:
            continue
        rows = (
            record_files_for(actor(person), one.listed, today)
            if isinstance(one.listed, FileFilters)
            else records_for(actor(person), one.listed)
        )
        assert rows.count() == one.count, one.name
        listed += 1
    assert listed == 16
    page = browser.get(reverse("archive_figures"), {"tahun": YEAR})
    for _group, rows in page.context["groups"]:
        for one, address in rows:
            if address:
                there = browser.get(address).context["page"].total
                assert there == one.count, one.name
    told = {name: one.count for name, one in found.items() if one.count}
    assert told == {
        "records": 4,
        "kind_outgoing": 4,
        "class_biasa": 3,
        "class_rahasia": 1,
        "incomplete": 1,
        "filed": 2,
        "not_filed": 2,
        "files_opened": 1,
        "files_open": 1,
        "files_inactive": 1,
        "vital": 1,
        "duties_overdue": 1,
        "loans_asked": 1,
        "loans_lent": 1,
        "loans_overdue": 1,
    }


def test_supervision_measures_what_was_due_and_agrees_with_the_figures(office, year):
    counted = figures(office.setda_archivist)

    found, indicators = measured(office.setda_archivist)

    assert indicators == {
        "complete": (3, 4),
        "coded": (4, 4),
        "back_in_time": (0, 1),
        "filed": (2, 4),
        "filed_soon": (1, 4),
        "dated": (1, 1),
        "vital_reviewed": (0, 1),
        "protected_told": (0, 0),
        "transferred": (0, 1),
        "destroyed": (0, 0),
        "handed_over": (0, 0),
    }
    assert indicators["filed"] == (counted["filed"].count, counted["records"].count)
    assert {unit.code for unit, _rows in found.units} == {"SETDA", "SETDA-ORG"}
    for n, whole in enumerate(found.whole):
        assert whole.of == sum(rows[n].of for _unit, rows in found.units)
        assert whole.done == sum(rows[n].done for _unit, rows in found.units)
    assert [one.percent for one in found.whole][:2] == [75, 100]
    by_program = client_of(office.setda_archivist).get(
        f"{ROOT}/supervision", {"year": YEAR}
    )
    shown = by_program.json()["indicators"]
    assert {one["indicator"]: (one["done"], one["of"]) for one in shown} == indicators


def test_scope_follows_the_reader_and_the_chosen_unit(office, year):
    assert figures(office.kominfo_clerk)["records"].count == 1
    assert figures(office.auditor)["records"].count == 5
    assert figures(office.auditor, office.bagian.pk)["records"].count == 1
    assert figures(office.setda_archivist, office.bagian.pk)["records"].count == 1
    with pytest.raises(NotFound):
        figures(office.setda_archivist, office.kominfo.pk)
    shown = client_of(office.auditor).get(reverse("archive_figures"), {"tahun": YEAR})
    assert {a for _group, rows in shown.context["groups"] for _one, a in rows} == {""}

    for person in (office.drafter, office.admin, office.stranger):
        browser = client_of(person)
        for name in PAGES:
            for page in (name, f"{name}_sheet", f"{name}_print"):
                assert browser.get(reverse(page)).status_code == 404, page
        for what in ("figures", "supervision"):
            assert browser.get(f"{ROOT}/{what}").status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_sheet_and_print_say_what_the_page_says(office, year, name):
    browser, asked = client_of(office.setda_archivist), {"tahun": YEAR}

    sheet = load_workbook(BytesIO(browser.get(reverse(f"{name}_sheet"), asked).content))
    printed = browser.get(reverse(f"{name}_print"), asked)
    page = browser.get(reverse(name), asked)

    first = list(sheet.worksheets[0].iter_rows(values_only=True))
    rows = page.context["rows" if name == "supervision" else "groups"]
    if name == "archive_figures":
        shown = [one for _group, figures in rows for one, _address in figures]
        assert [row[2] for row in first[1:]] == [str(one.count) for one in shown]
    else:
        assert [row[2] for row in first[1:]] == [str(one.done) for _part, one in rows]
        assert len(list(sheet.worksheets[1].iter_rows())) == 3
    assert printed["Content-Type"] == "application/pdf"
    text = "".join(p.extract_text() for p in PdfReader(BytesIO(printed.content)).pages)
    assert "SEKRETARIAT DAERAH" in text
    assert str(YEAR) in text
