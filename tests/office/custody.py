"""Record files that are due for another keeper, and moves of them, for tests."""

from datetime import date, timedelta

from django.utils import timezone

from archive.custody.checking import start_check
from archive.custody.documenting import record_move_document
from archive.custody.models import CustodyMove
from archive.custody.papers import documents_of
from archive.custody.proposing import MoveProposal, propose_move
from archive.custody.states import HandoverVerdict, MoveKind
from archive.custody.verifying import verify_files
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import Record, RecordFile, RetentionRule, ScopeKind
from archive.papers.kinds import PaperKind
from archive.papers.slots import OutsidePaper
from archive.record_files.closing import close_record_file
from archive.record_files.filing import file_record
from eoffice.jobs.operations.running import run_job
from eoffice.policies.models import PolicyVersion
from tests.office.kabupaten import Office, actor
from tests.office.records import make_file, make_record


def closed_file(
    office: Office,
    *records: Record,
    fate: str = "destroy",
    years: tuple[int, int] = (1, 2),
) -> RecordFile:
    """Return a closed file of the Bagian whose active retention is over."""
    own = actor(office.setda_archivist)
    number = RecordFile.objects.count() + 1
    berkas = make_file(office.setda_archivist, office.bagian, f"Rapat {number}")
    for record in records or (make_record(office),):
        file_record(actor=own, record_id=record.pk, record_file_id=berkas.pk)
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from="file_closed",
        final_disposition=fate,
        disposition_exception="",
        active_years=years[0],
        inactive_years=years[1],
    )
    close_record_file(actor=own, record_file_id=berkas.pk)
    over = timezone.localdate() - timedelta(days=1)
    RecordFile.objects.filter(pk=berkas.pk).update(
        active_until=over, inactive_until=over
    )
    return RecordFile.objects.get(pk=berkas.pk)


def hold_file(office: Office, berkas: RecordFile) -> None:
    """Keep the file for a case."""
    scope = ScopeInput(kind=ScopeKind.RECORD_FILE, record_file_id=berkas.pk)
    given = {"case_name": "Perkara", "requester": "Hukum", "basis": "Surat 1"}
    case = HoldInput(**given, scopes=[scope])
    place_hold(actor=actor(office.setda_archivist), hold=case)


def name_archives(office: Office) -> None:
    """Say that Kominfo is the regional archives."""
    PolicyVersion.objects.create(
        name="regional_archives",
        value={"unit": office.kominfo.code},
        number=1,
        effective_from=date(2026, 1, 5),
        reason="Ditetapkan",
    )


def proposed_move(
    office: Office, kind: MoveKind = MoveKind.TRANSFER, **changes: object
) -> CustodyMove:
    """Return a move of what is due in the Bagian."""
    values = {"name": "Pindah 2026", "unit_id": office.bagian.pk, **changes}
    proposal = MoveProposal(kind=kind, **values)
    return propose_move(actor=actor(office.setda_archivist), proposal=proposal)


def verified(office: Office, found: CustodyMove) -> None:
    """Have the package written and checked, and every file accepted by the archives."""
    now = CustodyMove.objects.select_related("package").get(pk=found.pk)
    assert now.package is not None
    run_job(now.package.job_id)
    kadis = actor(office.kadis)
    run_job(start_check(actor=kadis, move_id=found.pk).pk)
    verify_files(actor=kadis, move_id=found.pk, verdict=HandoverVerdict.ACCEPTED)


def enter_papers(office: Office, found: CustodyMove, *kinds: PaperKind) -> None:
    """Enter these documents as signed on paper, each copy by its own seat."""
    for paper in documents_of(found):
        if paper.slot.kind in kinds:
            signer = paper.slot.signer
            record_move_document(
                actor=actor(office.setda_archivist),
                move_id=found.pk,
                kind=paper.slot.kind,
                party=paper.slot.party,
                given=OutsidePaper(
                    number="3/2026",
                    date=timezone.localdate(),
                    by=signer.title if signer else "Panitia",
                ),
            )
