"""What goes with a slice of items: whose rows, and which are shared and stay.

A letter inside the government is one letter in several registers: the sender's record
and each receiver's. What they share goes with the last of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from archive.disposal.models import DestructionItem
from archive.records.models import Record
from workflow.models import Delivery, Disposition, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """Ids of what is erased together.

    `letters` go whole; of `left_letters` the sender's own papers go, and the rest
    stays for the registers that still keep the letter.
    """

    records: dict[UUID, Record]
    letters: frozenset[UUID]
    left_letters: frozenset[UUID]
    incoming: frozenset[UUID]
    dispositions: frozenset[UUID]

    @property
    def all_ids(self) -> frozenset[UUID]:
        """Return every id of which rows go."""
        own = frozenset(self.records)
        return own | self.letters | self.incoming | self.dispositions

    def of_record(self, record: Record) -> frozenset[UUID]:
        """Return the ids that go with one record."""
        found = {record.pk, record.letter_id, record.incoming_id}
        return frozenset(pk for pk in found if pk in self.all_ids)


def things_of(items: Sequence[DestructionItem]) -> Things:
    """Return what goes with these items, whose records are locked."""
    ids = [item.record_id for item in items]
    records = {one.pk: one for one in Record.objects.filter(pk__in=ids)}
    incoming = {one.incoming_id for one in records.values() if one.incoming_id}
    sent = {one.letter_id for one in records.values() if one.letter_id}
    brought = Delivery.objects.filter(incoming__in=incoming)
    touched = sent | set(brought.values_list("letter", flat=True))
    kept = _kept_elsewhere(touched, sent, incoming)
    return Things(
        records=records,
        letters=frozenset(touched - kept),
        left_letters=frozenset(sent & kept),
        incoming=frozenset(incoming),
        dispositions=frozenset(_tree(incoming)),
    )


def _kept_elsewhere(
    letters: set[UUID], sent: set[UUID], incoming: set[UUID]
) -> set[UUID]:
    """Return the letters that a sender or a receiver keeps, captured or not."""
    senders = Letter.objects.filter(pk__in=letters - sent, erased_at=None)
    receivers = Delivery.objects.filter(
        letter__in=letters, incoming__isnull=False, incoming__erased_at=None
    ).exclude(incoming__in=incoming)
    return {
        *senders.values_list("pk", flat=True),
        *receivers.values_list("letter", flat=True),
    }


def _tree(incoming: Iterable[UUID]) -> set[UUID]:
    """Return the dispositions on these letters, with all that was handed on."""
    found: set[UUID] = set()
    level = set(
        Disposition.objects.filter(incoming__in=incoming).values_list("pk", flat=True)
    )
    while level - found:
        found |= level
        below = Disposition.objects.filter(parent__in=level)
        level = set(below.values_list("pk", flat=True))
    return found
