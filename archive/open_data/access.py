"""Who sees open copies, and whose decision a release is.

What is released is open to everybody of the house, as long as its record is ordinary:
one that was classed since leaves the list at once. What is being made, failed or was
taken back is the business of the archivists of its unit (PP 28/2012 Ps 38; UU 14/2008
leaves what is open to the officer of information).
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from archive.holds.access import archives_of, is_archivist_of
from archive.open_data.models import OpenRecord, OpenState
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from workflow.rights import Rights, one_of
from workflow.security_class import ORDINARY


def open_records_visible_to(actor: Actor | None) -> QuerySet[OpenRecord]:
    """Return what is released, and of one's own archive also what is not."""
    if actor is None:
        return OpenRecord.objects.none()
    rows = OpenRecord.objects.select_related(
        "record__unit", "record__classification", "stored"
    ).defer(
        *("record__access_tokens", "record__classification__name"),
        *("words", "boxes", "left_visible"),
    )
    own = Q(record__unit__in=archives_of(actor).values("pk"))
    ordinary = Q(record__security_class__in=ORDINARY)
    return rows.filter(ordinary & (Q(state=OpenState.RELEASED) | own))


def visible_open_record(actor: Actor | None, open_id: UUID | str) -> OpenRecord:
    """Return the open copy, or NotFound."""
    return one_of(open_records_visible_to(actor), open_id)


def _decides(actor: Actor, record: Record) -> bool:
    return is_archivist_of(actor, record.unit)


_RIGHTS = Rights({"open_data.release": _decides, "open_data.withdraw": _decides})
may, require = _RIGHTS.may, _RIGHTS.require
