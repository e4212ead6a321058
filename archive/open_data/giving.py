"""The open list as files: a CSV of what is released, and a zip with the copies."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.open_data.finding import OpenFilters, open_records_for
from archive.open_data.models import OpenRecord, OpenState
from eoffice.errors import Fault, Invalid
from eoffice.objects import store
from eoffice.organisation.actor import Actor
from eoffice.spreadsheets import neutral

#: The words of the office; a list for people and portals alike.
HEADS = (
    *("No.", "Judul", "Nomor naskah", "Tanggal", "Kode klasifikasi", "Pencipta arsip"),
    *("Jumlah halaman", "Dirilis pada", "Berkas", "SHA-256"),
)
MOST_LINES = 10_000
#: Of one zip that is answered at once.
MOST_COPIES, MOST_BYTES = 100, 64 * 1024 * 1024


def copy_name(one: OpenRecord) -> str:
    """Return the name under which a copy is saved; it says nothing of its content."""
    return f"terbuka-{one.pk}.pdf"


def open_list_csv(actor: Actor, filters: OpenFilters) -> bytes:
    """Return what is released as UTF-8 with its mark, parted by semicolons."""
    return _csv(_released(actor, filters)[:MOST_LINES])


def open_list_zip(actor: Actor, filters: OpenFilters) -> bytes:
    """Return the list and its copies as a zip.

    Raises:
        Invalid: more than one answer takes.
        ObjectMissing, ObjectAltered, StoreUnavailable.
    """
    rows = list(_released(actor, filters)[: MOST_COPIES + 1])
    size = sum(one.stored.size for one in rows if one.stored)
    if len(rows) > MOST_COPIES or size > MOST_BYTES:
        text = _("These are too many for one file. Narrow the filters.")
        raise Invalid([Fault(field="filters", code="too_many", message=text)])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("daftar.csv", _csv(rows))
        for one in rows:
            if one.stored is not None:
                packed.writestr(copy_name(one), store.get_bytes(one.stored))
    return out.getvalue()


def _released(actor: Actor, filters: OpenFilters) -> QuerySet[OpenRecord]:
    rows = open_records_for(actor, filters).filter(state=OpenState.RELEASED)
    return rows.order_by("record__record_date", "pk")


def _csv(rows: Iterable[OpenRecord]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in [HEADS, *_lines(rows)]:
        writer.writerow([neutral(cell) for cell in row])
    return f"\ufeff{out.getvalue()}".encode()


def _lines(rows: Iterable[OpenRecord]) -> Iterator[tuple[str, ...]]:
    for n, one in enumerate(rows, start=1):
        record, code = one.record, one.record.classification
        released = timezone.localdate(one.released_at) if one.released_at else ""
        yield (
            *(str(n), one.title, record.number, record.record_date.isoformat()),
            *(code.code if code else "", record.unit.name, str(one.pages)),
            *(str(released), copy_name(one), one.stored.sha256 if one.stored else ""),
        )
