"""Berkas of paper in each state of their life, for who looks at retention first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from archive.models import RecordFile
from archive.record_files.closing import Closing, close_record_file
from archive.record_files.filing import FileInput, open_record_file
from archive.registering.inputs import RecordInput
from archive.registering.registering import register_record
from demo.wanasari.kabupaten import Kabupaten
from workflow.security_class import SecurityClass

ARCHIVIST = "SETDA.archivist"
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A berkas of paper whose activity ended so many years ago; nothing: it goes on."""

    code: str
    title: str
    items: tuple[str, ...]
    ended_years_ago: float | None
    unit: str = "SETDA"
    security_class: SecurityClass = SecurityClass.BIASA


#: Perjalanan dinas is kept 5 + 3 years; a bill of law counts from its promulgation.
FILES = (
    PaperFile(
        code="000.1.2.3",
        title="Perjalanan dinas pegawai, berjalan",
        items=("Surat tugas rapat koordinasi provinsi", "Laporan perjalanan dinas"),
        ended_years_ago=None,
    ),
    PaperFile(
        code="000.1.2.3",
        title="Perjalanan dinas pegawai, studi tiru pelayanan",
        items=("Surat tugas studi tiru", "Kuitansi dan tanda terima"),
        ended_years_ago=1,
    ),
    PaperFile(
        code="000.1.2.3",
        title="Perjalanan dinas pegawai, konsultasi kementerian",
        items=("Surat tugas konsultasi", "Notulen konsultasi"),
        ended_years_ago=6.5,
    ),
    PaperFile(
        code="000.1.2.3",
        title="Perjalanan dinas pegawai, bimbingan teknis",
        items=("Surat tugas bimbingan teknis", "Sertifikat peserta"),
        ended_years_ago=10,
    ),
    PaperFile(
        code="100.3.2",
        title="Rancangan peraturan daerah tentang kearsipan",
        items=("Naskah akademik", "Berita acara rapat pembahasan"),
        ended_years_ago=0.5,
    ),
)


def show_file_states(kabupaten: Kabupaten) -> None:
    """Enter each berkas with its paper and close it on its day."""
    for one in FILES:
        keep_paper(kabupaten, one)


def keep_paper(kabupaten: Kabupaten, one: PaperFile) -> RecordFile:
    """Enter a berkas with its paper, and close it where its activity has ended."""
    unit = kabupaten.units[one.unit]
    today = timezone.localdate()
    ended = today - YEAR * (one.ended_years_ago or 0)
    opened: date = ended - YEAR / 2
    record_file = open_record_file(
        actor=kabupaten.acting_in(ARCHIVIST),
        content=FileInput(
            unit_id=unit.pk,
            classification_code=one.code,
            title=one.title,
            opened_on=opened,
        ),
    )
    for number, item in enumerate(one.items):
        row = RecordInput(
            unit_id=unit.pk,
            record_date=opened + timedelta(days=7 * number),
            description=item,
            number=f"{one.code}/{number + 1}/{one.unit}/{opened.year}",
            party="Sekretariat Daerah",
            document_type="Surat",
            classification_code=one.code,
            security_class=one.security_class,
            record_file_id=record_file.pk,
        )
        register_record(actor=kabupaten.acting_in(ARCHIVIST), row=row)
    if one.ended_years_ago is not None:
        close_record_file(
            actor=kabupaten.acting_in(ARCHIVIST),
            record_file_id=record_file.pk,
            closing=Closing(
                activity_ended_on=ended,
                reason="Berkas kertas dicatat setelah kegiatannya selesai.",
                incomplete="Kertas lama; isian wajib menyusul.",
            ),
        )
    return record_file
