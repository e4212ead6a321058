"""A hold goes on for a record whose letter's entry was amended.

A hold may name a code or words. The agenda clerk who amends an entry weighs no case:
what the hold kept until then it keeps by name from then on, so that the amendment is
followed and nothing goes free by it (UU 43/2009 Ps 51).
"""

from uuid import UUID

from django.db import transaction

from archive.holds.models import HoldScope, LegalHold, ScopeKind
from archive.holds.trail_acts import HoldAct
from eoffice.audit import trail


@transaction.atomic
def keep_on(record_id: UUID, hold_ids: set[UUID]) -> None:
    """Add the record itself to what these holds cover; again harmless."""
    rows = LegalHold.objects.select_for_update(no_key=True, of=("self",))
    for hold in rows.filter(pk__in=hold_ids, lifted_at=None).order_by("pk"):
        _scope, is_new = HoldScope.objects.get_or_create(
            hold=hold, kind=ScopeKind.RECORD, record_id=record_id
        )
        if not is_new:
            continue
        hold.row_version += 1
        hold.save(update_fields=["row_version"])
        trail.record(HoldAct.KEPT_ON, hold, actor=None, record=str(record_id))
