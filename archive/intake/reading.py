"""Reading a brought table into rows that wait: CSV, XLSX, or a zip with one of them."""

import csv
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from archive.intake.columns import guessed
from archive.intake.models import Accession, IntakeRow
from archive.intake.unpacking import PackageRefused, unpack
from eoffice import sandbox
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.objects import store
from eoffice.sandbox.limits import MEBIBYTE

MOST_ROWS = 100_000
MOST_COLUMNS, LONGEST_CELL = 40, 2_000
BATCH = 2_000
TABLES = (".csv", ".xlsx")
LIMITS = sandbox.Limits(result_bytes=64 * MEBIBYTE)


@contextmanager
def opened(intake: Accession) -> Iterator[Path]:
    """Give the brought file in a folder: unpacked where it is a zip, else as it is."""
    if intake.stored is None:
        raise PackageRefused(_("The file is not kept any more."))
    with tempfile.TemporaryDirectory(prefix="eo-intake-") as place:
        whole, folder = Path(place) / "asli", Path(place) / "isi"
        folder.mkdir()
        with whole.open("wb") as copy:
            copy.writelines(store.open_stream(intake.stored))
        if _is_package(whole):
            unpack(whole, folder)
        else:
            ending = Path(intake.name).suffix.lower()
            whole.rename(folder / f"tabel{ending}")
        yield folder


def _is_package(path: Path) -> bool:
    """Tell a zip of files from a workbook, which is a zip as well."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        return "[Content_Types].xml" not in package.namelist()


def read_table(intake: Accession) -> None:
    """Write the rows of the table, and guess what its columns are; again harmless.

    Raises:
        PackageRefused: no table, more than one, or more rows than are taken.
    """
    with opened(intake) as folder:
        found = [one for one in folder.rglob("*") if one.suffix.lower() in TABLES]
        if len(found) != 1:
            raise PackageRefused(_("There has to be one table in it, as CSV or XLSX."))
        lines = _lines(found[0])
        heads = [cell[:200] for cell in next(lines, [])]
        if not any(heads):
            raise PackageRefused(_("The first line of the table names its columns."))
        with transaction.atomic():
            IntakeRow.objects.filter(intake=intake).delete()
            count = _keep(intake, lines)
            intake.heads, intake.rows = heads, count
            intake.columns = guessed(heads)
            intake.save(update_fields=["heads", "rows", "columns"])


def _keep(intake: Accession, lines: Iterator[Sequence[str]]) -> int:
    count = 0
    numbered = (
        IntakeRow(intake=intake, number=n, cells=list(line))
        for n, line in enumerate(lines)
    )
    while batch := list(islice(numbered, BATCH)):
        count += len(batch)
        if count > MOST_ROWS:
            text = _("At most %(most)d rows at once. Bring the table in parts.")
            raise PackageRefused(text % {"most": MOST_ROWS})
        IntakeRow.objects.bulk_create(batch)
    return count


def _lines(path: Path) -> Iterator[list[str]]:
    if path.suffix.lower() == ".xlsx":
        yield from _of_workbook(path)
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline()
            text.seek(0)
            mark = ";" if first.count(";") else ","
            for line in csv.reader(text, delimiter=mark):
                yield [_clean(cell) for cell in line[:MOST_COLUMNS]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageRefused(_("The table is no CSV in UTF-8.")) from error


def _of_workbook(path: Path) -> Iterator[list[str]]:
    try:
        answer = sandbox.run("read_workbook", path.read_bytes(), limits=LIMITS)
    except sandbox.SandboxUnavailable:
        raise
    except sandbox.SandboxError as error:
        text = _("This workbook cannot be read. More than 20,000 rows come as CSV.")
        raise PackageRefused(text) from error
    sheets: dict[str, list[list[str]]] = answer.get("sheets") or {}
    for line in next(iter(sheets.values()), []):
        yield [_clean(cell.removeprefix(NO_TEXT)) for cell in line[:MOST_COLUMNS]]


def _clean(cell: str) -> str:
    return cell.replace("\x00", "")[:LONGEST_CELL].strip()
