"""What stands on the shelves of the guarded office: a box, and a loan that is asked."""

from datetime import timedelta

from django.utils import timezone

from archive.loans.asking import LoanWish, ask_for_loan
from archive.models import LoanKind
from archive.places.making import BoxInput, BoxPlace, make_box
from archive.registering.inputs import RecordInput
from archive.registering.registering import register_record
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
        ("box_id",): [{"box_id": box.pk}],
        ("loan_id",): [{"loan_id": loan.pk}],
    }
