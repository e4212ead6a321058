"""Records of scanned letters with their bytes in the place of records, as rows."""

import io
from datetime import datetime

from django.utils import timezone

from archive.classification.catalogue import code_today
from archive.models import Record, RecordContent, RecordKind
from archive.records import access
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from tests.office.kabupaten import Office
from tests.office.records import CODE
from workflow.models import IncomingFile, IncomingLetter, PageText

WORDS = "Permohonan bantuan sarana kelompok tani dari desa yang jauh sekali"


def subject_of(name: str) -> str:
    """Return the subject of the scanned letter of this name."""
    return f"{WORDS} untuk dusun {name}"


def make_scanned(
    office: Office, name: str, *, lock_until: datetime | None = None
) -> Record:
    """Return a record of Setda: an entry, its scan with text, and the bytes."""
    content = io.BytesIO(f"%PDF-1.7 {name}".encode())
    keeping = {"lock_until": lock_until} if lock_until else {}
    stored: StoredObject = store.put(
        content, area=store.Area.RECORDS, media_type="application/pdf", **keeping
    )
    stored.save()
    incoming = IncomingLetter.objects.create(
        unit=office.setda,
        status="completed",
        channel="internal",
        received_at=timezone.now(),
        sender=f"Desa {name}",
        number=f"{name}/DS/2020",
        subject=subject_of(name),
    )
    scan = IncomingFile.objects.create(incoming=incoming, stored=stored, name="a.pdf")
    PageText.objects.create(
        file=scan,
        page=1,
        source="ocr",
        text=f"{subject_of(name)} mohon kiranya dapat dipenuhi dalam tahun ini juga",
        width_pt=595,
        height_pt=842,
    )
    record = Record.objects.create(
        kind=RecordKind.INCOMING,
        incoming=incoming,
        unit=office.setda,
        number=incoming.number,
        record_date=timezone.localdate(),
        security_class="biasa",
        subject=incoming.subject,
        classification=code_today(CODE),
    )
    RecordContent.objects.create(record=record, stored=stored, name="a.pdf")
    access.refresh_access(record)
    return record
