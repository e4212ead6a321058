"""Which rows cannot be entered, and why: every fault of every row, in a few queries."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.classification.models import ClassificationCode
from archive.record_files.access import record_files_visible_to
from archive.record_files.models import RecordFile
from archive.records.keepers import is_keeper, units_kept_by
from archive.registering.inputs import LONGEST, MOST_COUNTED, MOST_FILES, RecordInput
from eoffice.errors import Fault
from eoffice.objects.models import Upload, UploadState
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_ids_of
from workflow.security_class import SecurityClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the rows name, as far as the person may use it, each looked up once."""

    units: dict[UUID, Unit]
    registers: dict[UUID, UUID]
    codes: dict[str, ClassificationCode]
    files: dict[UUID, RecordFile]
    uploads: dict[UUID, Upload]
    today: date

    def code_of(self, row: RecordInput) -> ClassificationCode | None:
        """Return the code of the row, else the one of the file it goes into."""
        if row.classification_code.strip():
            return self.codes.get(row.classification_code.strip())
        lies_in = self.files.get(row.record_file_id) if row.record_file_id else None
        return lies_in.classification if lies_in else None


def known_of(actor: Actor, rows: Sequence[RecordInput]) -> Known:
    """Look up all that the rows name; the files are those the person files into."""
    kept = units_kept_by(actor) if is_keeper(actor) else Unit.objects.none()
    units = kept.filter(pk__in={row.unit_id for row in rows}).in_bulk()
    wanted = {row.record_file_id for row in rows if row.record_file_id}
    found = record_files_visible_to(actor).filter(pk__in=wanted)
    files = found.select_related("unit", "classification").in_bulk()
    today = timezone.localdate()
    named = {row.classification_code.strip() for row in rows}
    codes = ClassificationCode.objects.in_force(today).filter(code__in=named)
    brought = {pk for row in rows for pk in row.uploads}
    uploads = Upload.objects.filter(owner_id=actor.user_id, pk__in=brought)
    everywhere = {one.pk: one for one in units.values()}
    everywhere |= {one.unit_id: one.unit for one in files.values()}
    return Known(
        units=units,
        registers=register_ids_of(list(everywhere.values())),
        codes={one.code: one for one in codes},
        files=files,
        uploads=uploads.select_related("stored").in_bulk(),
        today=today,
    )


def faults_of(row: RecordInput, known: Known) -> list[Fault]:
    """Return every fault of one row, by the row's own fields."""
    return [
        *_of_texts(row),
        *_of_counts(row, known),
        *_of_unit(row, known),
        *_of_code(row, known),
        *_of_uploads(row.uploads, known.uploads),
    ]


def _fault(field: str, code: str, text: str) -> Fault:
    return Fault(field=field, code=code, message=text)


def _of_texts(row: RecordInput) -> Iterator[Fault]:
    if not row.description.strip():
        yield _fault("description", "required", _("Describe the record in one line."))
    for field, longest in LONGEST.items():
        if len(getattr(row, field).strip()) > longest:
            text = _("Shorten this to %(longest)d characters.") % {"longest": longest}
            yield _fault(field, "too_long", text)


def _of_counts(row: RecordInput, known: Known) -> Iterator[Fault]:
    if row.record_date > known.today:
        yield _fault("record_date", "in_future", _("A record is of today or earlier."))
    if not 1 <= row.quantity <= MOST_COUNTED:
        yield _fault("quantity", "out_of_range", _("Give the quantity as a number."))


def _of_unit(row: RecordInput, known: Known) -> Iterator[Fault]:
    if row.unit_id not in known.units:
        text = _("You do not file records for this unit.")
        yield _fault("unit", "unknown_unit", text)
        return
    if row.record_file_id is None:
        return
    target = known.files.get(row.record_file_id)
    if target is None:
        yield _fault("record_file", "unknown_file", _("There is no such record file."))
    elif target.closed_on is not None:
        text = _("This file is closed. Open a new one, or reopen it with a reason.")
        yield _fault("record_file", "record_file_closed", text)
    elif known.registers[target.unit_id] != known.registers[row.unit_id]:
        text = _("This file belongs to another register. Files never mix registers.")
        yield _fault("record_file", "other_register", text)


def _of_code(row: RecordInput, known: Known) -> Iterator[Fault]:
    field, code = "classification_code", known.code_of(row)
    if code is None:
        if row.classification_code.strip():
            text = _("This classification code is not in force.")
            yield _fault(field, "unknown_code", text)
        return
    if not code.is_leaf:
        text = _("This code is a heading. Choose the deepest code that fits.")
        yield _fault(field, "heading_code", text)
    least = SecurityClass(code.default_security_class)
    if SecurityClass(row.security_class).level < least.level:
        told = _("Records of code %(code)s are at least of class %(least)s.")
        text = told % {"code": code.code, "least": least.label}
        yield _fault("security_class", "class_too_low", text)


def _of_uploads(ids: Sequence[UUID], known: Collection[UUID]) -> Iterator[Fault]:
    if len(ids) > MOST_FILES or len(set(ids)) != len(ids):
        text = _("At most %(most)d different files.") % {"most": MOST_FILES}
        yield _fault("uploads", "too_many", text)
    if any(pk not in known for pk in ids) or any(
        known[pk].state == UploadState.REFUSED  # type: ignore[index]
        for pk in ids
        if pk in known
    ):
        text = _("This file is not there, or was refused by its check.")
        yield _fault("uploads", "unknown_upload", text)
