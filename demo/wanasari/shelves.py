"""Paper of before the demo's first day: entered, filed, boxed; two loans of it."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from archive.loans.asking import LoanWish, ask_for_loan
from archive.loans.lending import approve_loan
from archive.loans.models import LoanKind
from archive.places.filling import put_into_box
from archive.places.making import BoxInput, BoxPlace, make_box
from archive.record_files.filing import FileInput, open_record_file
from archive.registering.inputs import RecordInput
from archive.registering.registering import register_records
from demo.wanasari import clock
from demo.wanasari.kabupaten import Kabupaten

ARCHIVIST, LATE, IN_TIME = "SETDA.archivist", "SETDA.clerk", "SETDA.head"
CODE = "000.1.1"
LENT_AGO, LATE_BY = timedelta(days=20), timedelta(days=10)
DUE_IN = timedelta(days=5)
PAPERS = (
    ("Notula rapat koordinasi triwulan I", date(2019, 3, 12)),
    ("Notula rapat koordinasi triwulan II", date(2019, 6, 14)),
    ("Berita acara serah terima pesawat telepon", date(2019, 7, 2)),
)
WISH = "Bahan penyusunan laporan"


def stand_on_shelves(kabupaten: Kabupaten) -> None:
    """Enter the papers in one berkas, box it, and lend two of them."""
    now, setda = timezone.now(), kabupaten.units["SETDA"]
    keeper = kabupaten.acting_in(ARCHIVIST)
    content = FileInput(
        unit_id=setda.pk,
        classification_code=CODE,
        title="Rapat koordinasi 2019 (arsip kertas)",
    )
    berkas = open_record_file(actor=keeper, content=content)
    rows = [
        RecordInput(
            unit_id=setda.pk,
            record_date=day,
            description=description,
            document_type="notula",
            quantity=4,
            record_file_id=berkas.pk,
        )
        for description, day in PAPERS
    ]
    late, in_time, _left = register_records(actor=keeper, rows=rows)
    place = BoxPlace(room="Ruang Arsip A", shelf="2", position="B1")
    box, _empty = (
        make_box(actor=keeper, box=BoxInput(unit_id=setda.pk, place=place))
        for _n in range(2)
    )
    put_into_box(actor=keeper, box_id=box.pk, record_files=[berkas.pk])
    with clock.at(now - LENT_AGO):
        _lend(kabupaten, LATE, late.pk, timezone.localdate(now - LATE_BY))
    _lend(kabupaten, IN_TIME, in_time.pk, timezone.localdate(now + DUE_IN))


def _lend(kabupaten: Kabupaten, seat: str, record_id: UUID, due_on: date) -> None:
    borrower = kabupaten.acting_in(seat)
    keeper = kabupaten.acting_in(ARCHIVIST)
    wish = LoanWish(
        kind=LoanKind.PAPER,
        record_id=record_id,
        due_on=due_on,
        purpose=WISH,
    )
    loan = ask_for_loan(actor=borrower, wanted=wish)
    approve_loan(actor=keeper, loan_id=loan.pk, condition="baik, lengkap")
