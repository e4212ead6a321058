"""A BagIt package of records: what goes where (`docs/archive-packages.md`)."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.utils import timezone

from archive.exchange.models import Export
from archive.exchange.packages import contents
from archive.exchange.packages.bag import BagWriter, ZipFolder
from archive.records.models import Record
from eoffice.audit.models import AuditHead
from eoffice.objects import store
from eoffice.organisation.actor import Actor
from eoffice.spreadsheets import neutral

ENCLOSED = Path(__file__).parent / "enclosed"
COLUMNS = (
    *("id", "nomor", "tanggal", "uraian", "pengirim_penerima", "kode"),
    *("kelas", "unit", "berkas", "nomor_item", "tingkat_perkembangan", "jumlah"),
)


def write_bag(
    export: Export,
    records: Iterable[Record],
    actor: Actor,
    out: IO[bytes],
    tell: Callable[[int], None],
) -> None:
    """Write the package of the records into `out`; `tell` hears how many are in it.

    Raises:
        ObjectMissing, ObjectAltered: bytes are not what they were stored as.
        StoreUnavailable: tried again.
    """
    at = timezone.localtime()
    bag = BagWriter(ZipFolder(out, f"arsip-{export.pk}", at))
    rows: list[list[str]] = []
    for n, record in enumerate(records, start=1):
        _write_record(bag, record, actor)
        rows.append(_row(record))
        tell(n)
    bag.add_text("daftar.csv", _csv(rows))
    head = AuditHead.objects.get(pk=1)
    bag.add_text("rantai.json", _json({"sequence": head.sequence, "hash": head.hash}))
    bag.add_tag("BACA-SAYA.txt", (ENCLOSED / "BACA-SAYA.txt").read_text("utf-8"))
    script = (ENCLOSED / "verify_package.py").read_text("utf-8")
    bag.add_tag("verifikasi.py", script)
    bag.finish(
        {
            "Source-Organization": actor.chosen.position.unit.name
            if actor.chosen
            else "",
            "External-Identifier": str(export.pk),
            "Bagging-Date": f"{at:%Y-%m-%d}",
            "Contact-Name": actor.official.full_name,
            "External-Description": f"{len(rows)} arsip",
            "Bag-Software-Agent": "eoffice",
        }
    )


def _write_record(bag: BagWriter, record: Record, actor: Actor) -> None:
    place = f"arsip/{record.pk}"
    for file in contents.files_of(record):
        bag.add(f"{place}/{file.path}", store.open_stream(file.stored))
    told: dict[str, Any] = {
        "metadata.json": contents.facts_of(record),
        "tanda-tangan.json": contents.signature_facts(record),
        "disposisi.json": contents.disposition_facts(record, actor),
        "riwayat.json": list(contents.events_of(record, actor)),
    }
    for name, facts in told.items():
        bag.add_text(f"{place}/{name}", _json(facts))


def _json(facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _row(record: Record) -> list[str]:
    file, code = record.record_file, record.classification
    return [
        str(record.pk),
        record.number,
        record.record_date.isoformat(),
        record.subject,
        record.party,
        code.code if code else "",
        record.security_class,
        record.unit.name,
        file.title if file else "",
        str(record.item_number or ""),
        record.development,
        str(record.quantity),
    ]


def _csv(rows: Iterable[list[str]]) -> str:
    # With its mark and semicolons: so the spreadsheet programs of offices open it.
    text = io.StringIO("\ufeff", newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue()


def in_order(ids: list[Any], page: int) -> Iterator[Record]:
    """Yield the records of these ids in their order, a page of rows at a time."""
    rows = Record.objects.select_related(*contents.WITH).prefetch_related(
        "contents__stored", "letter__signatures__stored"
    )
    for start in range(0, len(ids), page):
        found = rows.in_bulk(ids[start : start + page])
        yield from (found[pk] for pk in ids[start : start + page] if pk in found)
