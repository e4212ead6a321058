"""A list goes out as a sheet, is filled away from the office, and comes back."""

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from archive.appraisal_sheets import columns
from archive.appraisal_sheets.bringing import bring_sheet
from archive.appraisal_sheets.errors import Conflict, NoSheet
from archive.appraisal_sheets.judging import judge
from archive.appraisal_sheets.marks import mark_of
from archive.appraisal_sheets.reading import read_rows
from archive.appraisal_sheets.taking import take_sheet
from archive.appraisal_sheets.writing import facts_of, workbook_of_list
from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import submit_list
from archive.disposal.errors import SamePerson
from archive.models import (
    Appraisal,
    AppraisalSheet,
    DestructionItem,
    ItemState,
    ListState,
)
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.importing.filled import FORMULA
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.objects.models import StoredObject, Upload
from tests.office.disposal import (
    confirm_schedule,
    make_committee,
    make_due,
    proposed,
)
from tests.office.kabupaten import actor
from tests.office.records import make_record
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
PLACES = {head: n for n, head in enumerate(columns.HEADS, start=1)}
SUBJECTS = ("=SUM(A1) undangan", "Daftar hadir", "Notula rapat", "Surat tugas")


@pytest.fixture
def submitted(office):
    confirm_schedule()
    make_committee(office)
    make_due(office, *(make_record(office, subject=one) for one in SUBJECTS))
    found = proposed(office)
    return submit_list(actor=actor(office.setda_archivist), list_id=found.pk)


def filled(found, rows: dict[int, dict[str, object]], without: int = 0) -> io.BytesIO:
    """Return the list's sheet with these cells, by item; `without` an item's row."""
    book = load_workbook(io.BytesIO(workbook_of_list(found)))
    page = book[columns.SHEET]
    for order, cells in rows.items():
        for column, value in cells.items():
            page.cell(order + 1, PLACES[column]).value = value
    if without:
        page.delete_rows(without + 1)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def bring(person, found, stream):
    return bring_sheet(
        actor=actor(person),
        owner=person.user,
        list_id=found.pk,
        name="penilaian.xlsx",
        stream=stream,
    )


def take(person, found, sheet, **how):
    return take_sheet(actor=actor(person), list_id=found.pk, sheet_id=sheet.pk, **how)


def word(decision, until=None, reason=None) -> dict[str, object]:
    told = columns.WORDS[decision]
    return {columns.DECISION: told, columns.UNTIL: until, columns.REASON: reason}


def test_the_sheet_locks_all_but_the_committees_columns(submitted):
    page = load_workbook(io.BytesIO(workbook_of_list(submitted)))[columns.SHEET]

    assert page.protection.sheet
    cells = {head: page.cell(2, place) for head, place in PLACES.items()}
    assert {h for h, c in cells.items() if not c.protection.locked} == columns.FILLED
    assert cells[columns.DESCRIPTION].value == "'=SUM(A1) undangan"
    [choices] = page.data_validations.dataValidation
    assert choices.formula1 == '"' + ",".join(columns.WORDS.values()) + '"'


def test_a_filled_sheet_is_shown_first_and_then_taken_in_one_act(office, submitted):
    sent = filled(
        submitted,
        {
            1: word(Appraisal.AGREE),
            2: word(Appraisal.KEEP_UNTIL, "31-12-2040", "Masih dipakai"),
            3: word(Appraisal.PERMANENT),  # without its reason
        },
        without=4,
    )

    sheet = bring(office.kabag, submitted, sent)

    shown = judge(sheet)
    assert [(one.row, one.order, one.conflict) for one in shown.conflicts] == [
        (4, 3, Conflict.NO_REASON),
        (None, 4, Conflict.MISSING),
    ]
    assert not submitted.items.exclude(decision="").exists()
    # The file tells of records: it went as soon as it was read.
    assert not Upload.objects.exists()
    assert not StoredObject.objects.filter(sha256=sheet.sha256).exists()

    take(office.kabag, submitted, sheet, expected_version=submitted.row_version)

    first, second, third, fourth = submitted.items.order_by("order")
    assert (first.decision, first.decided_by) == ("agree", office.kabag.official)
    assert (second.until, second.reason) == (date(2040, 12, 31), "Masih dipakai")
    assert (third.decision, fourth.decision) == ("", "")
    submitted.refresh_from_db()
    assert submitted.state == ListState.IN_APPRAISAL
    told = AuditEvent.objects.get(action="destruction_list.sheet_taken")
    assert json.loads(told.payload)["data"]["count"] == 2
    with pytest.raises(NoSheet):
        take(office.kabag, submitted, sheet)
    assert AppraisalSheet.objects.get().words == []


def test_who_may_not_appraise_brings_no_sheet(office, submitted):
    empty = filled(submitted, {})
    for person in (office.stranger, office.setda_clerk, office.auditor):
        with pytest.raises(NotFound):
            bring(person, submitted, empty)
    submitted.proposed_by = office.kabag.official
    submitted.save(update_fields=["proposed_by"])

    with pytest.raises(SamePerson):
        bring(office.kabag, submitted, empty)
    assert not AppraisalSheet.objects.exists()


def test_a_word_given_meanwhile_is_not_overwritten(office, submitted):
    rows = {order: word(Appraisal.AGREE) for order in (1, 2, 3)}
    sheet = bring(office.kabag, submitted, filled(submitted, rows))
    first, second = submitted.items.order_by("order")[:2]
    DestructionItem.objects.filter(pk=second.pk).update(
        state=ItemState.DROPPED, dropped_because="held"
    )
    appraise_items(
        actor=actor(office.sekda),
        list_id=submitted.pk,
        chosen=Chosen(items=[first.pk]),
        word=CommitteeWord(decision=Appraisal.PERMANENT, reason="Bernilai sejarah"),
    )

    with pytest.raises(Stale):
        take(office.kabag, submitted, sheet, expected_version=submitted.row_version)
    judged = take(office.kabag, submitted, sheet)

    conflicts = [(one.order, one.conflict) for one in judged.conflicts]
    assert conflicts == [(1, Conflict.CHANGED), (2, Conflict.LEFT)]
    first.refresh_from_db()
    assert first.decision == Appraisal.PERMANENT
    assert submitted.items.filter(decision="agree").count() == 1


def test_each_bad_row_stays_behind_with_its_reason(office, submitted):
    first, second = submitted.items.order_by("order")[:2]
    make_due(office, make_record(office, "Lain"))
    other = proposed(office, "Usul lain").items.get()

    def row(**cells):
        return facts_of(first) | {columns.DECISION: "setuju musnah"} | cells

    bad = [
        ({columns.DECISION: FORMULA}, Conflict.FORMULA),
        ({columns.ITEM: FORMULA}, Conflict.FORMULA),
        ({columns.ITEM: str(other.pk)}, Conflict.FOREIGN),
        ({columns.ITEM: "bukan id"}, Conflict.FOREIGN),
        ({columns.MARK: "0" * 45}, Conflict.EDITED),
        ({columns.MARK: "sidik é"}, Conflict.EDITED),
        ({columns.MARK: mark_of(second)}, Conflict.EDITED),
        ({columns.NUMBER: second.number + "x"}, Conflict.SHUFFLED),
        ({columns.DECISION: "musnahkan saja"}, Conflict.UNKNOWN),
        ({columns.DECISION: "", columns.REASON: "Entah"}, Conflict.NO_DECISION),
        ({columns.UNTIL: "akhir tahun depan"}, Conflict.BAD_DATE),
        ({columns.UNTIL: NO_TEXT + "45657.5"}, Conflict.BAD_DATE),
    ]
    items = {str(first.pk): first, str(second.pk): second}
    for cells, conflict in bad:
        read = read_rows([(2, row(**cells))], items)
        assert [one for *_place, one in read.unread] == [conflict], cells
        assert not read.words
    twice = read_rows([(2, row()), (3, row())], items)
    assert [one for *_place, one in twice.unread] == [Conflict.TWICE]
    as_day = {columns.DECISION: "simpan lagi", columns.UNTIL: NO_TEXT + "2040-12-31"}
    [read] = read_rows([(2, row(**as_day))], items).words
    assert read.word.until == date(2040, 12, 31)


def test_what_is_no_sheet_of_a_list_is_refused(office, submitted):
    book = load_workbook(filled(submitted, {}))
    book[columns.SHEET].title = "Lain"
    other = io.BytesIO()
    book.save(other)
    other.seek(0)

    with pytest.raises(Invalid) as refused:
        bring(office.kabag, submitted, other)

    assert [fault.code for fault in refused.value.faults] == ["wrong_form"]
    assert not Upload.objects.exists()


def test_page_and_program_give_the_sheet_and_take_it(office, submitted):
    member = browser_of(office.kabag.official)
    page = f"/arsip/usul-musnah/{submitted.pk}/lembar/"
    rows = {1: word(Appraisal.AGREE), 2: {columns.DECISION: "=1+1"}}
    given = member.get(f"/arsip/usul-musnah/{submitted.pk}/lembar.xlsx")
    assert given.content.startswith(b"PK")
    assert page in member.get(f"/arsip/usul-musnah/{submitted.pk}/").content.decode()

    sent = filled(submitted, rows)
    sent.name = "penilaian.xlsx"
    assert member.post(page, {"file": sent}).headers["Location"] == page
    shown = member.get(page).content.decode()
    sheet = AppraisalSheet.objects.get()
    assert str(sheet.pk) in shown
    assert str(Conflict.FORMULA.label) in shown
    form = {"take": "1", "sheet": sheet.pk, "version": submitted.row_version}
    assert member.post(page, form).status_code == 302
    assert submitted.items.filter(decision="agree").count() == 1

    api = f"/api/v1/destruction-lists/{submitted.pk}/items.xlsx"
    program = token_client(office.kabag.official)
    assert program.get(api).content.startswith(b"PK")
    sent = filled(submitted, {3: word(Appraisal.AGREE)})
    sent.name = "penilaian.xlsx"
    dry = program.post(api, {"file": sent}).json()
    assert (dry["applied"], dry["words"], dry["same"]) == (False, 1, 1)
    sent.seek(0)
    done = program.post(api, {"file": sent, "dry_run": "false"}).json()
    assert done["applied"]
    assert submitted.items.filter(decision="agree").count() == 2
    assert token_client(office.stranger.official).get(api).status_code == 404
