"""What stands in the rooms of the archive that letters alone do not fill.

A transfer that waits for its receiver and a hand-over that is done, programmes with
members, two grants to read, a package ready to be taken, and the draft of the region's
next schedule: whoever opens a room finds something of that kind in it.
"""

from datetime import timedelta

from django.utils import timezone

from archive.custody.checking import start_check
from archive.custody.deciding import approve_move, submit_move
from archive.custody.documenting import record_move_document
from archive.custody.models import CustodyMove
from archive.custody.moving import execute_move
from archive.custody.papers import documents_of
from archive.custody.proposing import MoveProposal, propose_move
from archive.custody.readiness import BEFORE_ACCEPTING
from archive.custody.states import HandoverVerdict, MoveKind
from archive.custody.verifying import verify_files
from archive.exchange.making import ExportInput, make_export
from archive.exchange.models import ExportKind
from archive.exchange.selecting import Selection
from archive.grants.granting import ReadingWish, ask_to_read, grant_reading
from archive.models import RecordFile
from archive.papers.kinds import PaperKind, PaperState
from archive.papers.slots import OutsidePaper
from archive.programmes.keeping import ProgrammeInput, enter_programme
from archive.programmes.models import ProgrammeKind, ProtectedField
from archive.schedules.drafting import ScheduleInput, bring_schedule
from archive.schedules.tables import schedule_of_rows
from demo.wanasari.file_states import PaperFile, keep_paper
from demo.wanasari.kabupaten import Kabupaten
from demo.wanasari.settling import settle
from eoffice.jobs.operations.running import run_job
from workflow.security_class import SecurityClass

OWN, LKD = "SETDA.archivist", "DPK.archivist"
#: Who reads by a grant, who has asked for one, and who answers for both records.
READER, ASKER, ANSWERS = "SETDA-UM.head", "SETDA.clerk", "SETDA.head"
MONTH = timedelta(days=30)
TRANSFERRED = PaperFile(
    unit="SETDA-HK",
    code="100.3.9",
    title="Penyuluhan hukum di kecamatan",
    items=("Undangan penyuluhan hukum", "Daftar hadir", "Laporan penyuluhan"),
    ended_years_ago=2.9,
)
HANDED_OVER = PaperFile(
    unit="SETDA-ORG",
    code="000.7.5",
    title="Evaluasi perencanaan pembangunan",
    items=("Laporan evaluasi rencana kerja", "Berita acara pembahasan"),
    ended_years_ago=9,
)
VITAL = PaperFile(
    code="000.1.1",
    title="Perjanjian sewa menara telekomunikasi",
    items=("Perjanjian sewa lahan menara", "Denah letak menara"),
    ended_years_ago=None,
)
PROTECTED = PaperFile(
    code="100.2.2.4",
    title="Penegasan batas desa dan kecamatan",
    items=("Berita acara pelacakan batas", "Peta batas desa"),
    ended_years_ago=None,
)
CLASSED = PaperFile(
    code="800.1.5.1",
    title="Penilaian kinerja pejabat pengawas",
    items=("Rekapitulasi penilaian kinerja", "Berita acara penilaian"),
    ended_years_ago=None,
    security_class=SecurityClass.TERBATAS,
)
#: The next schedule of the region: one code longer, one shorter, one kept for good.
SCHEDULE = (
    ("kode", "uraian", "aktif", "dihitung dari", "inaktif", "keterangan"),
    ("000.1.1", "Telekomunikasi", "2", "berkas ditutup", "1", "musnah"),
    ("000.1.2.3", "Perjalanan Dinas Pegawai", "2", "berkas ditutup", "3", "musnah"),
    ("100.3.9", "Penyuluhan Hukum", "1", "berkas ditutup", "2", "permanen"),
)


def fill_rooms(kabupaten: Kabupaten) -> None:
    """Let something stand in every room; the regional archives is named already."""
    _transfer(kabupaten)
    _hand_over(kabupaten)
    _programmes(kabupaten)
    _grants(kabupaten)
    _schedule(kabupaten)


def _proposed(kabupaten: Kabupaten, kind: MoveKind, paper: PaperFile) -> CustodyMove:
    keep_paper(kabupaten, paper)
    unit, year = kabupaten.units[paper.unit], timezone.localdate().year
    name = f"{kind.label} {unit.name} {year}"
    wanted = MoveProposal(kind=kind, name=name, unit_id=unit.pk)
    own = kabupaten.acting_in(OWN)
    made = propose_move(actor=own, proposal=wanted)
    return submit_move(actor=own, move_id=made.pk)


def _transfer(kabupaten: Kabupaten) -> None:
    _proposed(kabupaten, MoveKind.TRANSFER, TRANSFERRED)


def _hand_over(kabupaten: Kabupaten) -> None:
    """Hand permanent files over; its documents were signed on paper."""
    found = _proposed(kabupaten, MoveKind.HANDOVER, HANDED_OVER)
    before, lkd = set(BEFORE_ACCEPTING), kabupaten.acting_in(LKD)
    _enter_papers(kabupaten, found, before)
    # As the relay does it: the package is written, then compared with its hashes.
    if found.package is not None and found.package.job_id is not None:
        run_job(found.package.job_id)
        run_job(start_check(actor=lkd, move_id=found.pk).pk)
    accepted = HandoverVerdict.ACCEPTED
    verify_files(actor=lkd, move_id=found.pk, verdict=accepted)
    approve_move(actor=lkd, move_id=found.pk)
    kinds = {paper.slot.kind for paper in documents_of(found)}
    _enter_papers(kabupaten, found, kinds - before)
    execute_move(actor=lkd, move_id=found.pk)
    settle()


def _enter_papers(
    kabupaten: Kabupaten, found: CustodyMove, kinds: set[PaperKind]
) -> None:
    today = timezone.localdate()
    for number, paper in enumerate(documents_of(found), start=1):
        signer = paper.slot.signer
        if paper.slot.kind in kinds and paper.state == PaperState.MISSING:
            record_move_document(
                actor=kabupaten.acting_in(OWN),
                move_id=found.pk,
                kind=paper.slot.kind,
                party=paper.slot.party,
                given=OutsidePaper(
                    number=f"000.5.6.3/{number}/{today.year}",
                    date=today,
                    by=signer.title if signer else "Panitia penilai arsip",
                ),
            )


def _programmes(kabupaten: Kabupaten) -> None:
    vital = ProgrammeInput(
        kind=ProgrammeKind.VITAL,
        method="Salinan disimpan di tempat lain",
        place="Depo arsip Dinas Perpustakaan dan Kearsipan",
        kept_for="Selama perjanjian berlaku",
    )
    protected = ProgrammeInput(
        kind=ProgrammeKind.PROTECTED, field=ProtectedField.TERRITORY
    )
    for paper, content in ((VITAL, vital), (PROTECTED, protected)):
        berkas = keep_paper(kabupaten, paper)
        own = kabupaten.acting_in(OWN)
        enter_programme(actor=own, record_file_id=berkas.pk, content=content)
        if content is vital:
            _export(kabupaten, berkas)


def _export(kabupaten: Kabupaten, berkas: RecordFile) -> None:
    """Have a package of it made; it lies ready once the demo serves."""
    selection = Selection(record_file=berkas.pk)
    wanted = ExportInput(kind=ExportKind.BAGIT, selection=selection)
    make_export(actor=kabupaten.acting_in(OWN), wanted=wanted)
    settle()


def _grants(kabupaten: Kabupaten) -> None:
    """One request waits for the head who answers for it, another was agreed to."""
    first, second = keep_paper(kabupaten, CLASSED).records.order_by("item_number")
    until = timezone.localdate() + MONTH
    grant_reading(
        actor=kabupaten.acting_in(ANSWERS),
        record_id=first.pk,
        reader=kabupaten.seats[READER].official,
        until_on=until,
        reason="Penyusunan usul jabatan.",
    )
    wish = ReadingWish(until_on=until, reason="Pencocokan daftar penilaian.")
    ask_to_read(actor=kabupaten.acting_in(ASKER), record_id=second.pk, wanted=wish)


def _schedule(kabupaten: Kabupaten) -> None:
    year = timezone.localdate().year
    draft = ScheduleInput(
        name=f"JRA Kabupaten Wanasari {year}",
        decree_number=f"Perbup Wanasari Nomor 27 Tahun {year}",
        decree_on=timezone.localdate(),
        lines=schedule_of_rows(SCHEDULE),
        is_complete=False,
    )
    bring_schedule(actor=kabupaten.acting_in("admin"), schedule=draft)
