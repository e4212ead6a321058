"""Records of a load: everything that was sent or completed, a tenth of it filed."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone

from archive.models import ClassificationCode, Record, RecordFile, RecordKind
from archive.records.keepers import tokens_for_keepers
from demo.load.copying import copy_rows
from demo.load.desks import LoadDesk
from eoffice.organisation.models import Unit
from workflow.models import IncomingLetter, Letter
from workflow.tokens import unit_tokens

FILED_EVERY = 10
FILE_TITLE = "Surat-menyurat {month} {year}"


class RecordLoad:
    """Captures records without their bytes; the codes are looked up once."""

    def __init__(self) -> None:
        """Remember the codes in force."""
        codes = ClassificationCode.objects.in_force(timezone.localdate())
        self._codes = {one.code: one for one in codes}

    def capture(self, desk: LoadDesk, letters: Sequence[Letter]) -> None:
        """Capture sent letters of the desk."""
        unit = desk.drafter.position.unit
        readers = [*unit_tokens(unit), *tokens_for_keepers(unit)]
        records = [
            Record(
                kind=RecordKind.OUTGOING,
                letter=letter,
                unit=unit,
                number=letter.number,
                record_date=letter.signed_letter_date or timezone.localdate(),
                subject=letter.subject,
                party="Kepala Desa Karangjati",
                letter_type=letter.letter_type.code,
                classification=self._codes.get(letter.classification_code),
                security_class=letter.security_class,
                access_tokens=sorted({*letter.access_tokens, *readers}),
            )
            for letter in letters
        ]
        self._keep(unit, records)

    def capture_incoming(
        self, desk: LoadDesk, letters: Sequence[IncomingLetter]
    ) -> None:
        """Capture completed letters of the desk."""
        readers = [*unit_tokens(desk.unit), *tokens_for_keepers(desk.unit)]
        records = [
            Record(
                kind=RecordKind.INCOMING,
                incoming=letter,
                unit=desk.unit,
                number=letter.number or letter.agenda_number,
                record_date=letter.letter_date or timezone.localdate(),
                subject=letter.subject,
                party=letter.sender,
                letter_type=letter.letter_type,
                classification=self._codes.get(letter.classification_code),
                security_class=letter.security_class,
                access_tokens=sorted({*letter.access_tokens, *readers}),
            )
            for letter in letters
        ]
        self._keep(desk.unit, records)

    def _keep(self, unit: Unit, records: list[Record]) -> None:
        filed = [r for r in records[::FILED_EVERY] if r.classification]
        code = filed[0].classification if filed else None
        if code is not None:
            record_file = _opened(unit, code, filed[0].record_date)
            for n, record in enumerate(filed, start=1):
                record.record_file, record.item_number = record_file, n
                record.filed_at = timezone.now()
        copy_rows(Record, records)


def _opened(unit: Unit, code: ClassificationCode, on: date) -> RecordFile:
    """Open a file of the unit; the batch holds the unit's register, so none is twice.

    Numbers go on from the last one of the unit.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    last = RecordFile.objects.filter(unit=unit).aggregate(last=Max("number"))["last"]
    return RecordFile.objects.create(
        unit=unit,
        number=(last or 0) + 1,
        classification=code,
        title=FILE_TITLE.format(month=on.strftime("%m"), year=on.year),
        opened_on=on,
    )
