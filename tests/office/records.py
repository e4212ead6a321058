"""Records and files for tests: rows, without the whole way of a letter."""

from datetime import date

from django.utils import timezone

from archive.classification.catalogue import code_today
from archive.models import EventProof, Record, RecordFile, RecordKind
from archive.record_files.filing import FileInput, open_record_file
from archive.records import access
from eoffice.organisation.models import Unit
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import Office, Person, actor
from tests.office.outgoing import make_draft
from workflow.models import SecurityClass

CODE = "000.1.5"


def make_record(
    office: Office, subject: str = "Undangan rapat", **facts: object
) -> Record:
    """Return a record of Setda over a letter of the drafter."""
    security_class = facts.get("security_class", SecurityClass.BIASA)
    letter = make_draft(office, subject=subject, security_class=security_class)
    number = Record.objects.count() + 1
    code = facts.pop("code", CODE)
    values = {
        "unit": office.setda,
        "number": f"000.1.5/{number}/SETDA/2026",
        "record_date": date(2026, 3, number % 28 + 1),
        "security_class": SecurityClass.BIASA,
        "classification": code_today(code),
        "letter_type": "surat_dinas",
        "party": "Para camat",
    }
    record = Record.objects.create(
        kind=RecordKind.OUTGOING, letter=letter, subject=subject, **(values | facts)
    )
    access.refresh_access(record)
    return record


def make_file(
    archivist: Person, unit: Unit, title: str = "Undangan 2026", code: str = CODE
) -> RecordFile:
    """Return an open file of the unit."""
    content = FileInput(unit_id=unit.pk, classification_code=code, title=title)
    return open_record_file(actor=actor(archivist), content=content)


def make_proof(person: Person, record_file: RecordFile) -> EventProof:
    """Return a checked file that shows an event of today."""
    return EventProof.objects.create(
        record_file=record_file,
        number=1,
        upload=bring(person, pdf(), "bukti.pdf"),
        trigger_on=timezone.localdate(),
        added_by=person.official,
    )
