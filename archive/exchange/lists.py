"""Lists of records as spreadsheets: the columns of a daftar arsip, and those of SIKN.

A daftar arsip tells what PP 28/2012 and the guides of ANRI ask of each item; the last
columns are what the national network (SIKN, JIKN) takes besides: a reference code, the
level of description, creator, access.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from archive.exchange.models import Export
from archive.records.models import Record
from archive.retention.models import FinalDisposition
from eoffice.organisation.actor import Actor
from eoffice.spreadsheets import neutral, sheet_of
from workflow.security_class import SecurityClass

#: The words of the office, as its forms have them; no reader of a list is a program.
HEADS = (
    *("No.", "Kode klasifikasi", "Nomor berkas", "Nomor item", "Nomor naskah"),
    *("Uraian informasi arsip", "Kurun waktu", "Tingkat perkembangan", "Jumlah"),
    *("Media", "Klasifikasi keamanan", "Retensi aktif sampai"),
    *("Retensi inaktif sampai", "Nasib akhir", "Unit pengolah", "Keterangan"),
    *("Kode referensi", "Tingkat deskripsi", "Pencipta arsip", "Akses"),
)


def write_xlsx(
    _export: Export,
    records: Iterable[Record],
    _actor: Actor,
    out: IO[bytes],
    tell: Callable[[int], None],
) -> None:
    """Write the list as a workbook."""
    out.write(sheet_of(_("List of records"), HEADS, _rows(records, tell)))


def write_csv(
    _export: Export,
    records: Iterable[Record],
    _actor: Actor,
    out: IO[bytes],
    tell: Callable[[int], None],
) -> None:
    """Write the list as UTF-8 with its mark, parted by semicolons."""
    out.write("\ufeff".encode())
    for row in [HEADS, *_rows(records, tell)]:
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=";").writerow(neutral(cell) for cell in row)
        out.write(line.getvalue().encode())


def _rows(
    records: Iterable[Record], tell: Callable[[int], None]
) -> Iterator[tuple[str, ...]]:
    for n, record in enumerate(records, start=1):
        yield (str(n), *row_of(record))
        tell(n)


def row_of(record: Record) -> tuple[str, ...]:
    """Return the cells of one record, without its number in the list."""
    file, code = record.record_file, record.classification
    rule = file.retention_rule if file else None
    is_open = record.security_class == SecurityClass.BIASA
    return (
        code.code if code else "",
        str(file.number) if file else "",
        str(record.item_number or ""),
        record.number,
        record.subject,
        record.record_date.isoformat(),
        str(record.get_development_display()),
        f"{record.quantity} {record.get_quantity_unit_display()}",
        str(record.get_medium_display()),
        str(SecurityClass(record.security_class).label),
        _day(file.active_until if file else None),
        _day(file.inactive_until if file else None),
        str(FinalDisposition(file.final_fate).label) if file and rule else "",
        record.unit.name,
        file.title if file else "",
        f"{record.unit.code}/{code.code if code else '-'}/{record.pk}",
        "Item",
        record.unit.name,
        "Terbuka" if is_open else "Tertutup",
    )


def _day(day: object) -> str:
    return str(day) if day else ""
