"""Holidays by year: what ships, who changes it, what a missing year means."""

from datetime import date

import pytest

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.holidays import changing
from eoffice.holidays.calendars import OfficeCalendars, calendar_of, incomplete_years
from eoffice.holidays.models import Holiday, HolidayKind, HolidayYear
from eoffice.holidays.tables import HolidayInput, days_of_file, days_of_text
from eoffice.policies.changing import change_policy
from eoffice.spreadsheets import sheet_of
from tests.office.kabupaten import actor
from tests.office.visitors import ROOT, client_of, post, program_of

pytestmark = pytest.mark.django_db
SKB = "SKB 3 Menteri Nomor 1, 2, 3 Tahun 2027"
TABLE = """Tanggal\tNama\tJenis
1 Januari 2028\tTahun Baru 2028 Masehi\tLibur nasional
7-2-2028\tCuti bersama Imlek\tCuti bersama
"""


def of_2028() -> changing.YearInput:
    return changing.YearInput(
        year=2028, days=days_of_text(TABLE, 2028), source=SKB, is_complete=True
    )


def test_2026_ships_whole_and_2027_says_that_it_is_not():
    kinds = Holiday.objects.filter(year=2026).values_list("kind", flat=True)

    assert list(kinds).count(HolidayKind.NATIONAL) == 17
    assert list(kinds).count(HolidayKind.COLLECTIVE_LEAVE) == 8
    assert "1497 Tahun 2025" in HolidayYear.objects.get(pk=2026).source
    fixed = Holiday.objects.filter(year=2027).values_list("day", flat=True)
    assert list(fixed) == [
        date(2027, month, day)
        for month, day in ((1, 1), (5, 1), (6, 1), (8, 17), (12, 25))
    ]
    assert incomplete_years([2026, 2027, 2028]) == [2027, 2028]


def test_christmas_and_the_leave_before_it_are_no_working_days(office):
    calendar = calendar_of(office.kominfo)

    assert not calendar.is_working(date(2026, 12, 24))
    assert not calendar.is_working(date(2026, 12, 25))
    assert calendar.on_or_after(date(2026, 12, 24)) == date(2026, 12, 28)


def test_units_of_six_days_work_on_saturday_with_all_below_them(office):
    change_policy(
        actor=actor(office.admin),
        name="work_week",
        value={"six_days": [{"unit": str(office.kominfo.pk)}]},
        reason="Perbup hari kerja",
        expected_version=None,
    )

    calendars, saturday = OfficeCalendars.read(), date(2026, 11, 28)

    assert calendars.of(office.kominfo).is_working(saturday)
    assert calendars.of(office.bidang).is_working(saturday)
    assert not calendars.of(office.dinkes).is_working(saturday)


def test_a_year_that_is_missing_says_so_on_the_page(office):
    page = client_of(office.admin).get("/pengaturan/hari-libur/?tahun=2028")
    partly = client_of(office.admin).get("/pengaturan/hari-libur/?tahun=2027")

    assert "Daftar hari libur 2028 belum ada" in page.content.decode()
    assert "belum diverifikasi" in partly.content.decode()
    answer = program_of(office.staff).get(f"{ROOT}/holidays?year=2028").json()
    assert (answer["state"], answer["items"]) == ("missing", [])


def test_only_administrators_change_holidays(office):
    christmas = HolidayInput(day=date(2028, 12, 25), name="Natal")

    with pytest.raises(NotFound):
        changing.enter_holiday(actor=actor(office.kadis), holiday=christmas, source=SKB)
    with pytest.raises(NotFound):
        changing.import_year(actor=actor(office.kadis), content=of_2028())
    assert client_of(office.kadis).get("/pengaturan/hari-libur/").status_code == 404
    assert not HolidayYear.objects.filter(pk=2028).exists()


def test_a_pasted_year_is_shown_first_and_then_applied_with_a_trail(office):
    client = client_of(office.admin)
    sent = {"tahun": 2028, "table": TABLE, "source": SKB, "is_complete": "on"}

    shown = client.post("/pengaturan/hari-libur/impor/", sent)
    assert "Tahun Baru 2028 Masehi" in shown.content.decode()
    assert not HolidayYear.objects.filter(pk=2028).exists()

    read = shown.context["read"]
    client.post("/pengaturan/hari-libur/impor/", {**sent, "table": read, "apply": "1"})

    days = Holiday.objects.filter(year=2028).values_list("day", "kind")
    assert list(days) == [
        (date(2028, 1, 1), "national"),
        (date(2028, 2, 7), "collective_leave"),
    ]
    assert AuditEvent.objects.filter(action="holiday.imported").count() == 1
    assert incomplete_years([2028]) == []


def test_a_workbook_is_read_as_the_pasted_table_is():
    rows = [line.split("\t") for line in TABLE.strip().splitlines()]
    content = sheet_of("Libur", rows[0], rows[1:])

    assert days_of_file(content, 2028) == days_of_text(TABLE, 2028)


@pytest.mark.parametrize(
    "line", ["1-1-2027\tTahun lain", "31 Februari\tTidak ada", "1-1-2028\t", "x\ty"]
)
def test_a_line_that_is_no_day_of_the_year_is_named(line):
    with pytest.raises(Invalid) as refusal:
        days_of_text(f"2-1-2028\tBaik\n{line}", 2028)

    assert [fault.field for fault in refusal.value.faults] == ["days.2"]


def test_two_administrators_at_once_do_not_mix_their_lists(office):
    who = actor(office.admin)
    changing.import_year(actor=who, content=of_2028())
    version = HolidayYear.objects.get(pk=2028).row_version
    changing.import_year(actor=who, content=of_2028(), expected_version=version)

    with pytest.raises(Stale):
        changing.import_year(actor=who, content=of_2028(), expected_version=version)


def test_programs_enter_import_and_remove(office):
    client = program_of(office.admin)
    day = {"day": "2028-01-01", "name": "Tahun Baru", "kind": "national"}

    dry = post(
        client,
        "/holidays/import",
        {"year": 2028, "source": SKB, "days": [day], "dry_run": True},
    )
    assert dry.json() == {
        "added": ["2028-01-01"],
        "removed": [],
        "renamed": [],
        "applied": False,
    }
    entered = post(client, "/holidays", {**day, "source": SKB})
    assert entered.status_code == 201
    gone = client.delete(f"{ROOT}/holidays/{entered.json()['id']}")

    assert gone.status_code == 204
    assert not Holiday.objects.filter(year=2028).exists()
    assert AuditEvent.objects.filter(action="holiday.removed").count() == 1
