"""Giving out a list as a workbook that a committee fills without the office at hand."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from archive.appraisal_sheets import columns
from archive.appraisal_sheets.marks import mark_of
from archive.disposal.models import DestructionItem, DestructionList
from eoffice.spreadsheets import neutral

BATCH = 1000
HELP = "Petunjuk"
GUIDE = (
    "Isi kolom Putusan, Simpan sampai, dan Alasan saja; kolom lain terkunci.",
    "Putusan dipilih dari daftar: " + ", ".join(columns.WORDS.values()) + ".",
    "Simpan sampai hanya untuk putusan simpan lagi, misalnya 31-12-2030.",
    "Alasan wajib untuk putusan selain setuju musnah, paling banyak 500 huruf.",
    "Baris boleh dihapus: butir yang tidak ada di lembar ini tidak berubah.",
    "Jangan mengubah Id butir dan Sidik baris: baris itu tidak diterima lagi.",
)


def workbook_of_list(found: DestructionList) -> bytes:
    """Return the items of a list as XLSX, with what each has been given so far."""
    book = Workbook(write_only=True)
    page = book.create_sheet(columns.SHEET)
    page.freeze_panes = "C2"
    page.protection.sheet = True
    page.protection.formatColumns = False
    for place, (head, width) in enumerate(columns.WIDTHS.items(), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
        if head == columns.DECISION:
            page.data_validations.append(_choices(get_column_letter(place)))
    page.append([_head(page, head) for head in columns.HEADS])
    rows = found.items.select_related("unit").order_by("order")
    for item in rows.defer("needles", "places", "proof", "hashes").iterator(BATCH):
        page.append(list(_cells(page, item)))
    _add_guide(book, found)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _choices(letter: str) -> DataValidation:
    words = ",".join(columns.WORDS.values())
    listed = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    listed.add(f"{letter}2:{letter}20001")
    return listed


def _head(page: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=text)
    cell.font = Font(bold=True)
    return cell


def _cells(page: Any, item: DestructionItem) -> Iterator[object]:
    facts = facts_of(item)
    for head in columns.HEADS:
        if head not in columns.FILLED:
            yield facts[head]
            continue
        cell = WriteOnlyCell(page, value=facts[head] or None)
        # As text, or a spreadsheet makes a day of what was typed as one.
        cell.protection, cell.number_format = Protection(locked=False), "@"
        yield cell


def facts_of(item: DestructionItem) -> dict[str, str]:
    """Return what an item's row says, by column."""
    decision = columns.WORDS.get(item.decision, "")  # type: ignore[call-overload]
    return {
        columns.ORDER: str(item.order),
        columns.NUMBER: neutral(item.number),
        columns.DATE: item.record_date.isoformat(),
        columns.CODE: neutral(item.code),
        columns.DESCRIPTION: neutral(item.description),
        columns.UNIT: neutral(item.unit.name),
        columns.RULE: neutral(item.rule),
        columns.DUE_ON: item.due_on.isoformat(),
        columns.NEEDS_LOOK: "ya" if item.needs_look else "",
        columns.DECISION: decision,
        columns.UNTIL: item.until.isoformat() if item.until else "",
        columns.REASON: neutral(item.reason),
        columns.ITEM: str(item.pk),
        columns.MARK: mark_of(item),
    }


def _add_guide(book: Workbook, found: DestructionList) -> None:
    page = book.create_sheet(HELP)
    page.column_dimensions["A"].width = 90
    page.append([neutral(found.name)])
    for line in GUIDE:
        page.append([line])
