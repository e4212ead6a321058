"""Carrying records from one file into another, as part of an act on the files."""

from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.arranging.errors import FileHeld
from archive.holds.holding import held, holds_file
from archive.record_files.filing_many import WRITTEN, last_items
from archive.record_files.models import RecordFile
from archive.records.events import RecordEvent
from archive.records.models import Record
from archive.records.trail_acts import RecordAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

LONGEST_REASON = 1000


def check_not_held(files: Iterable[RecordFile]) -> None:
    """Raise where a hold names one of the files, or keeps a record in it.

    Raises:
        FileHeld: as long as the hold stands.
    """
    given = list(files)
    inside = Record.objects.filter(record_file__in=given)
    if any(holds_file(one) for one in given) or held(inside).exists():
        raise FileHeld(state="held")


def reason_faults(reason: str) -> list[Fault]:
    """Return what is wrong with the reason."""
    if not reason.strip():
        text = _("Say why.")
        return [Fault(field="reason", code="required", message=text)]
    if len(reason.strip()) > LONGEST_REASON:
        text = _("At most %(longest)d characters.") % {"longest": LONGEST_REASON}
        return [Fault(field="reason", code="too_long", message=text)]
    return []


def check_reason(reason: str) -> None:
    """Raise Invalid without a reason."""
    if faults := reason_faults(reason):
        raise Invalid(faults)


def carry(
    actor: Actor, records: Collection[Record], target: RecordFile, reason: str
) -> None:
    """Put locked records behind the last item of the target, told one by one."""
    last = last_items([target.pk])[target.pk]
    now, told = timezone.now(), []
    for number, record in enumerate(records, start=last + 1):
        facts = {
            "record_file": str(target.pk),
            "moved_from": str(record.record_file_id),
            "reason": reason.strip(),
        }
        told.append((RecordAct.FILED, record, facts))
        record.record_file, record.item_number = target, number
        record.filed_at = now
        record.row_version += 1
    Record.objects.bulk_update(records, WRITTEN, batch_size=500)
    trail.record_many(told, actor=actor)
    events.add_many(RecordEvent.FILED, ({"record_id": one.pk} for one in records))
