"""Some of the demo's records filed by the archivists, some left for the visitor."""

from datetime import timedelta

from django.utils import timezone

from archive.models import Record, RecordFile
from archive.record_files.closing import Closing, close_record_file
from archive.record_files.filing import FileInput, file_record, open_record_file
from archive.record_files.proposals import proposal_for
from archive.records.lists import kept_by
from demo.wanasari.kabupaten import Kabupaten
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty

MOST_FILED = 60
LEFT_OPEN = 4


def file_records(kabupaten: Kabupaten) -> None:
    """Let each archivist file the older records of their register."""
    archivists = kabupaten.with_duty(PositionDuty.ARCHIVIST)
    limit = timezone.localdate() - timedelta(days=60)
    for archivist in archivists:
        actor = archivist.actor()
        older = kept_by(actor).filter(
            record_file__isnull=True,
            record_date__lt=limit,
            classification__isnull=False,
        )
        for record in older.order_by("record_date")[:MOST_FILED]:
            proposal = proposal_for(actor, record)
            target = proposal.record_file if proposal else _new_file(actor, record)
            file_record(actor=actor, record_id=record.pk, record_file_id=target.pk)
        done = RecordFile.objects.filter(
            opened_by=archivist.official, closed_on__isnull=True
        )
        for record_file in done.order_by("opened_on")[:LEFT_OPEN]:
            close_record_file(
                actor=actor,
                record_file_id=record_file.pk,
                closing=Closing(incomplete="Surat lama; isian wajib menyusul"),
            )


def _new_file(actor: Actor, record: Record) -> RecordFile:
    code = record.classification
    content = FileInput(
        unit_id=record.unit_id,
        classification_code=code.code if code else "",
        title=code.short_name if code else record.subject,
        opened_on=record.record_date,
    )
    return open_record_file(actor=actor, content=content)
