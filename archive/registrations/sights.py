"""How records and their files are looked up, for what holds at every door."""

from uuid import UUID

from archive.exchange import access as export_access
from archive.exchange.models import Export
from archive.grants import access as grant_access
from archive.loans import access as loan_access
from archive.places import access as box_access
from archive.record_files import access as file_access
from archive.record_files.undoing import filings_visible_to, visible_filing
from archive.records import access as record_access
from archive.records.grant_model import ReadingGrant
from archive.records.models import Record
from eoffice.audit.sight import Classed, Sight, register_sight
from workflow.registrations.sights import among, classed
from workflow.security_class import SecurityClass


def _record(pk: UUID) -> Classed | None:
    found = Record.objects.only("security_class").filter(pk=pk).first()
    return classed(found, found.security_class) if found else None


def _export(pk: UUID) -> Classed | None:
    """Return an export with classed records, with the highest class of these."""
    found = Export.objects.only("pk").filter(pk=pk, is_classed=True).first()
    if found is None:
        return None
    inside = found.items.values_list("record__security_class", flat=True)
    classes = {SecurityClass(one) for one in inside.order_by().distinct()}
    # What it held may be gone by now; that it was above the ordinary class stays.
    return classed(found, max(classes, key=_level, default=SecurityClass.RAHASIA))


def _level(one: SecurityClass) -> int:
    return one.level


def _grant(pk: UUID) -> Classed | None:
    """Return the grant with the class of its record, of which it tells."""
    rows = ReadingGrant.objects.select_related("record").filter(pk=pk)
    found = rows.only("record__security_class").first()
    return classed(found, found.record.security_class) if found else None


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
    export = Sight(
        visible=export_access.visible_export,
        classed=_export,
        depths=(among(export_access.exports_visible_to),),
    )
    register_sight("export_id", export)
    grant = Sight(
        visible=grant_access.visible_grant,
        classed=_grant,
        depths=(among(grant_access.grants_visible_to),),
    )
    register_sight("grant_id", grant)
