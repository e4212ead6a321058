"""Which records are due to be destroyed: retention over and the schedule says so.

UU 43/2009 Ps 51: no use value, retention over and marked for destruction, no rule that
forbids it, no case in process. The first and the third are for the committee to say.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.disposal.models import DestructionItem
from archive.disposal.states import LIVE, Appraisal, ItemState, ListState
from archive.holds.holding import held
from archive.loans.hindering import without_lent
from archive.papers.models import ProcedureDocument
from archive.record_files.fates import ends_by
from archive.records.models import Record
from archive.retention.models import FinalDisposition
from eoffice.organisation.models import Unit

#: Items of live lists that are still going that way.
GOING = (ItemState.LISTED, ItemState.ERASING)


def due_records(
    units: QuerySet[Unit],
    *,
    before: date,
    within: Iterable[UUID] = (),
    codes: Iterable[str] = (),
) -> QuerySet[Record]:
    """Return the records of these units due before the day and on no live list.

    `within` narrows to units and all below them, `codes` to codes and all below. What
    a hold keeps, and what is on loan, is left out.
    """
    # By ids asked beforehand: of those the planner knows how many records there are.
    kept = list(units.values_list("pk", flat=True))
    rows = Record.objects.filter(
        Q(record_file__custodian=None, unit__in=kept)
        | Q(record_file__custodian__in=kept),
        ends_by(FinalDisposition.DESTROY, "record_file"),
        record_file__closed_on__isnull=False,
        record_file__inactive_until__lt=before,
    )
    if wanted := list(within):
        rows = rows.filter(unit__path__overlap=wanted)
    named = Q()
    for code in codes:
        named |= Q(classification__code=code)
        named |= Q(classification__code__startswith=f"{code}.")
    rows = rows.filter(named) if named else rows
    listed = DestructionItem.objects.filter(
        record_id=OuterRef("pk"),
        state__in=GOING,
        destruction_list__state__in=LIVE,
    )
    # What proves another destruction outlives it (Ps 78), wherever it was filed.
    proofs = ProcedureDocument.objects.filter(letter__isnull=False)
    rows = rows.exclude(letter__in=proofs.values("letter"))
    rows = rows.exclude(Exists(listed)).exclude(Exists(_kept_by_word(before)))
    rows = without_lent(rows)
    return rows.exclude(pk__in=held(Record.objects.all()).values("pk"))


def _kept_by_word(before: date) -> QuerySet[DestructionItem]:
    """Return the words of a committee that keep a record for good, or beyond the day.

    An approved list decided them; one that was called off decided nothing.
    """
    longer = Q(decision=Appraisal.KEEP_UNTIL, until__gte=before)
    return DestructionItem.objects.filter(
        longer | Q(decision=Appraisal.PERMANENT),
        record_id=OuterRef("pk"),
        state=ItemState.DROPPED,
        destruction_list__approved_at__isnull=False,
    ).exclude(destruction_list__state=ListState.ABORTED)
