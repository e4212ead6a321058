"""From when to when a rule holds: given out with each, and judged when brought."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import RetentionRule
from archive.schedules.giving import HEADS, schedule_workbook
from archive.schedules.tables import schedule_of_file
from eoffice.errors import Invalid
from tests.office.records import CODE
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
TABLE = "kode,uraian,aktif,inaktif,keterangan,berlaku dari,berlaku sampai\n"


def read(*rows: str) -> list:
    return schedule_of_file((TABLE + "\n".join(rows)).encode())


def test_a_schedule_that_was_given_out_is_read_back_without_its_history(office):
    rules = RetentionRule.objects.filter(valid_to_on__isnull=True)
    total, today = rules.count(), timezone.localdate()
    ended = rules.get(classification__code=CODE)
    day = today - timedelta(days=1)
    RetentionRule.objects.filter(pk=ended.pk).update(valid_to_on=day)
    now = RetentionRule.objects.get(pk=ended.pk)
    now.pk, now.valid_from_on, now.valid_to_on = None, today, None
    now.active_years = 9
    now.save(force_insert=True)

    lines = schedule_of_file(schedule_workbook(with_history=True))

    found = {one.code: one for one in lines}
    assert len(found) == total
    assert found[CODE].active_years == 9
    in_force = schedule_of_file(schedule_workbook())
    assert {one.code for one in in_force} == set(found)


def test_a_line_begins_by_today_and_names_no_end_to_come():
    today = timezone.localdate()
    past, later = today - timedelta(days=400), today + timedelta(days=1)
    row = "{},Rapat,1,1,musnah,{},{}"

    kept = read(
        row.format("000.1.5", past, ""),
        row.format("000.1.5", "1-2-2020", "31/12/2021"),
        row.format("000.1.6", f"{past} 00:00:00", ""),
    )

    assert [one.code for one in kept] == ["000.1.5", "000.1.6"]
    with pytest.raises(Invalid) as refusal:
        read(
            row.format("000.1.1", later, ""),
            row.format("000.1.2", past, today),
            row.format("000.1.3", today, past),
            row.format("000.1.4", "kemarin", ""),
        )
    assert [fault.field for fault in refusal.value.faults] == [
        "lines.2.valid_from",
        "lines.3.valid_to",
        "lines.4.valid_to",
        "lines.5.valid_from",
    ]


def test_page_and_program_give_the_table_out(office):
    book = browser_of(office.admin.official).get("/pengaturan/jra/jra.xlsx?riwayat=1")
    assert schedule_of_file(book.content)
    clerk = browser_of(office.setda_archivist.official)
    assert clerk.get("/pengaturan/jra/jra.xlsx").status_code == 404
    program = token_client(office.setda_archivist.official)
    answer = program.get("/api/v1/retention-schedule.xlsx?history=true")
    assert schedule_of_file(answer.content)
    assert {"valid_from", "valid_to"} <= set(HEADS)
