"""What is not filed: counted by unit and age, and told once a week."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from archive.models import BacklogReminder, Record
from archive.record_files.filing import file_record
from archive.records.lists import records_for
from archive.reporting.backlog import BANDS, backlog_of
from archive.reporting.reminding import (
    remind_backlog,
    remind_register,
    units_filed_at,
    week_of,
)
from eoffice.errors import NotFound
from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from tests.office.days import clock_at, moment
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import client_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
API = "/api/v1/archive-reports/backlog"


def waited(office, days, **facts):
    """Return a record that became one so many days ago."""
    record = make_record(office, **facts)
    at = timezone.now() - timedelta(days=days)
    Record.objects.filter(pk=record.pk).update(captured_at=at)
    return record


@pytest.fixture
def waiting(office):
    """Five records of Setda and one of Kominfo wait; another one is filed."""
    for days in (0, 31, 90, 200):
        waited(office, days)
    waited(office, 10, unit=office.bagian)
    waited(office, 5, unit=office.kominfo)
    berkas = make_file(office.setda_archivist, office.setda)
    filed = make_record(office)
    own = actor(office.setda_archivist)
    file_record(actor=own, record_id=filed.pk, record_file_id=berkas.pk)
    return berkas


def told(found):
    return {line.unit.code: line.counts for line in found.lines}


def test_each_reader_gets_the_figures_of_their_units_and_others_none(office, waiting):
    today = timezone.localdate()
    setda = {"SETDA": (1, 2, 0, 1), "SETDA-ORG": (1, 0, 0, 0)}
    kominfo = {"DISKOMINFO": (1, 0, 0, 0)}

    assert told(backlog_of(actor(office.setda_archivist), today)) == setda
    assert told(backlog_of(actor(office.kominfo_clerk), today)) == kominfo
    every = backlog_of(actor(office.auditor), today)
    assert told(every) == setda | kominfo
    assert (every.counts, every.total) == ((3, 2, 0, 1), 6)

    for person in (office.drafter, office.admin, office.stranger):
        with pytest.raises(NotFound):
            backlog_of(actor(person), today)
        for address in (reverse("record_backlog"), API):
            assert client_of(person).get(address).status_code == 404


def test_every_figure_is_the_count_of_the_list_it_leads_to(office, waiting):
    person, today = office.setda_archivist, timezone.localdate()
    own, browser = actor(person), client_of(person)

    found = backlog_of(own, today)

    for line in found.lines:
        for band, n in zip(BANDS, line.counts, strict=True):
            rows = records_for(own, band.filters(today, line.unit.pk))
            assert rows.count() == n
    page = browser.get(reverse("record_backlog"))
    cells = [cell for _line, row in page.context["rows"] for cell in row]
    assert len(cells) == 2 * len(BANDS)
    for _label, n, address in cells:
        assert browser.get(address).context["page"].total == n
    by_program = browser.get(API).json()
    assert by_program["records"] == found.total == 5
    for unit in by_program["units"]:
        asked = {"unfiled": "true", "unit": unit["unit"]["id"], "unit_alone": "true"}
        total = browser.get("/api/v1/records", asked).json()["total"]
        assert unit["records"] == total == sum(b["records"] for b in unit["bands"])


def test_an_auditor_gets_figures_without_ways_into_the_records(office, waiting):
    browser = client_of(office.auditor)

    page = browser.get(reverse("record_backlog"))
    sheet = load_workbook(BytesIO(browser.get(reverse("record_backlog_sheet")).content))

    assert {cell[2] for _line, row in page.context["rows"] for cell in row} == {""}
    rows = list(sheet.active.iter_rows(values_only=True))
    assert [row[5] for row in rows[1:]] == ["4", "1", "1", "6"]


def test_a_register_is_told_once_a_week_and_not_when_all_is_filed(office, waiting):
    with clock_at(moment(2026, 3, 1, 9)) as clock:
        assert remind_backlog().done == 0
        assert not BacklogReminder.objects.exists()

        clock.move_to(moment(2026, 3, 2, 9))
        assert remind_backlog().done == 2
        assert not remind_register(office.setda.pk)
        clock.move_to(moment(2026, 3, 5, 9))
        assert remind_backlog().done == 0
        drain()

        lines = Notification.objects.filter(kind="report.backlog_reminded")
        people = (office.setda_clerk, office.setda_archivist, office.kominfo_clerk)
        assert {one.official for one in lines} == {one.official for one in people}
        of_setda = lines.get(official=office.setda_clerk.official)
        assert "5" in of_setda.text
        assert of_setda.path == reverse("record_backlog")
        nothing = BacklogReminder.objects.get(register=office.dinkes)
        assert (nothing.week_on, nothing.waiting) == (MONDAY, 0)

        clock.move_to(moment(2026, 3, 9, 9))
        assert remind_backlog().done == 2

    assert week_of(MONDAY + timedelta(days=6)) == MONDAY
    assert units_filed_at(office.government).get() == office.government
