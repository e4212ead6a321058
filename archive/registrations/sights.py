"""How records and their files are looked up, for what holds at every door."""

from uuid import UUID

from archive.loans import access as loan_access
from archive.places import access as box_access
from archive.record_files import access as file_access
from archive.record_files.undoing import filings_visible_to, visible_filing
from archive.records import access as record_access
from archive.records.models import Record
from eoffice.audit.sight import Classed, Sight, register_sight
from workflow.registrations.sights import among, classed


def _record(pk: UUID) -> Classed | None:
    found = Record.objects.only("security_class").filter(pk=pk).first()
    return classed(found, found.security_class) if found else None


def register() -> None:
    """Register what the ids in our paths name."""
    record = Sight(
        visible=record_access.visible_record,
        classed=_record,
        depths=(
            among(record_access.records_visible_to),
            among(record_access.records_readable_by),
        ),
    )
    file = Sight(
        visible=file_access.visible_record_file,
        depths=(among(file_access.record_files_visible_to),),
    )
    filing = Sight(visible=visible_filing, depths=(among(filings_visible_to),))
    loan = Sight(
        visible=loan_access.visible_loan,
        depths=(among(loan_access.loans_visible_to),),
    )
    register_sight("loan_id", loan)
    box = Sight(
        visible=box_access.visible_box,
        depths=(among(box_access.boxes_visible_to),),
    )
    register_sight("box_id", box)
    register_sight("record_id", record)
    register_sight("filing_id", filing)
    register_sight("file_id", file)
