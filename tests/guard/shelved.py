"""What stands on the shelves of the guarded office: a box, and a loan that is asked."""

from datetime import timedelta

from django.utils import timezone

from archive.loans.asking import LoanWish, ask_for_loan
from archive.models import LoanKind, OpenRecord
from archive.open_data.releasing import ReleaseInput, release_record
from archive.places.making import BoxInput, BoxPlace, make_box
from archive.registering.inputs import RecordInput
from archive.registering.registering import register_record
from archive.registering.scans import keep_scans
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import Office, actor

Places = dict[tuple[str, ...], list[dict[str, object]]]


def boxed_and_lent(office: Office) -> Places:
    """Return a box of Setda, and the request for a paper of its archive."""
    own, today = actor(office.setda_archivist), timezone.localdate()
    room = BoxPlace(room="Ruang Arsip A")
    box = make_box(actor=own, box=BoxInput(unit_id=office.setda.pk, place=room))
    paper = RecordInput(
        unit_id=office.setda.pk, record_date=today, description="Notula rapat lama"
    )
    wish = LoanWish(
        kind=LoanKind.PAPER,
        record_id=register_record(actor=own, row=paper).pk,
        due_on=today + timedelta(days=7),
        purpose="Bahan laporan",
    )
    loan = ask_for_loan(actor=actor(office.sekda), wanted=wish)
    return {
        ("open_id",): [{"open_id": _opened(office).pk}],
        ("box_id",): [{"box_id": box.pk}],
        ("loan_id",): [{"loan_id": loan.pk}],
    }


def _opened(office: Office) -> OpenRecord:
    """Return the release of a record that was entered by hand, its copy to be made."""
    own, today = actor(office.setda_archivist), timezone.localdate()
    scan = bring(office.setda_archivist, pdf(), "pengumuman.pdf")
    row = RecordInput(
        unit_id=office.setda.pk,
        record_date=today,
        description="Pengumuman hasil seleksi",
        uploads=[scan.pk],
    )
    record = register_record(actor=own, row=row)
    keep_scans(record_id=record.pk)
    wanted = ReleaseInput(title="Pengumuman", reason="Berkala", pictures_looked_at=True)
    return release_record(actor=own, record_id=record.pk, release=wanted)
