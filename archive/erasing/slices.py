"""Destroying a slice of a list: decide once more under lock, rows, bytes, index.

Each step finds by state what was done, so a process that is killed anywhere is followed
by another that goes on: items that are `erasing` have no rows any more, and know the
places of their bytes until the store has let go of them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.disposal.dropping import drop, unfit_of
from archive.disposal.executing import AT_ONCE
from archive.disposal.locks import locked_list
from archive.disposal.models import (
    DestructionItem,
    DestructionList,
    ErasurePermit,
    Tombstone,
)
from archive.disposal.search_index import search_index
from archive.disposal.states import DropReason, ItemState, ListState
from archive.disposal.trail_acts import DisposalAct
from archive.erasing import bytes as erased_bytes
from archive.erasing.ledger import keep_entry
from archive.erasing.needles import needles_of
from archive.erasing.rows import erase_rows
from archive.erasing.things import Things, things_of
from archive.exchange.withdrawing import noted_places, objects_of_exports
from archive.holds.holding import weigh_holds
from archive.open_data.withdrawing import noted_copies, objects_of_open_copies
from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.audit import trail
from eoffice.audit.redacting import redact_events
from eoffice.objects.deleting import VersionPlace, destroyer
from eoffice.objects.errors import StoreUnavailable
from workflow.models import IncomingLetter, Letter

WAIT = "60s"  # for somebody who places a hold
KINDS_OF_EVENTS = (
    "archive.record",
    "workflow.letter",
    "workflow.incomingletter",
    "workflow.disposition",
)


def destroy_slice(list_id: UUID) -> int:
    """Destroy the next items of the list; return how many were taken in hand.

    Raises:
        DestroyerAbsent: this process may not delete; nothing was changed.
        StoreUnavailable, SearchUnavailable: called again later, and goes on.
    """
    destroyer()
    _erase_rows(list_id, _free_in_store(list_id))
    items = list(
        _items(list_id, ItemState.ERASING).filter(proof__isnull=True)[:AT_ONCE]
    )
    if items:
        keep_entry(DestructionList.objects.get(pk=list_id), items)
    search_index().forget(things_gone(items))
    _leave_store(items)
    return len(items)


def _items(list_id: UUID, state: ItemState) -> Any:
    rows = DestructionItem.objects.filter(destruction_list=list_id, state=state)
    return rows.order_by("order")


def _free_in_store(list_id: UUID) -> list[UUID]:
    """Return the next items whose bytes the store lets go; drop the others.

    As the store says it, which cannot be asked inside a transaction. What another
    register keeps is not deleted, so its lock hinders nothing.
    """
    items = list(_items(list_id, ItemState.LISTED)[:AT_ONCE])
    found = DestructionList.objects.get(pk=list_id)
    reasons, things = unfit_of(found, items), things_of(items)
    behind = erased_bytes.objects_behind(things)
    going = set().union(*behind.values(), set())
    going -= erased_bytes.kept_by_others(things, going)
    locked = erased_bytes.locked_among(going)
    for item in items:
        if behind.get(item.record_id, set()) & locked:
            reasons.setdefault(item.pk, DropReason.LOCKED)
    if reasons:
        with transaction.atomic():
            drop(locked_list(list_id), reasons, actor=None)
    return [item.pk for item in items if item.pk not in reasons]


@transaction.atomic
def _erase_rows(list_id: UUID, free: Sequence[UUID]) -> None:
    found = locked_list(list_id)
    if found.state != ListState.EXECUTING:
        return
    if _items(list_id, ItemState.ERASING).filter(proof__isnull=True).exists():
        return  # of a process that was killed: their bytes go first
    items = list(_items(list_id, ItemState.LISTED).filter(pk__in=free))
    ids = [item.record_id for item in items]
    locked = Record.objects.select_for_update(of=("self",))  # locks the key: they go
    rows = locked.filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk"))
    files = RecordFile.objects.select_for_update(no_key=True, of=("self",))
    list(files.filter(records__in=ids).order_by("pk").values_list("pk"))
    weigh_holds(wait=WAIT)
    reasons = unfit_of(found, items)
    drop(found, reasons, actor=None)
    going = [item for item in items if item.pk not in reasons]
    if going:
        _erase(found, going)


def _erase(found: DestructionList, items: Sequence[DestructionItem]) -> None:
    things, now = things_of(items), timezone.now()
    needles = needles_of(things)
    DestructionItem.objects.filter(pk__in=[item.pk for item in items]).update(
        state=ItemState.ERASING
    )
    _permit(items, things)
    _set_tombstones(items, things.records, now)
    redact_events(things.all_ids, kinds=KINDS_OF_EVENTS, because=str(found.pk))
    behind = erased_bytes.objects_behind(things)
    exported = objects_of_exports(list(things.records))
    for record_id, packages in exported.items():
        behind[record_id] |= packages
    unfinished = noted_places(list(things.records))
    for record_id, copies in objects_of_open_copies(list(things.records)).items():
        behind[record_id] |= copies
    unfinished += noted_copies(list(things.records))
    all_packages = set().union(*exported.values(), set())
    proofs = erased_bytes.proofs_of_empty_files(things)
    erase_rows(things)
    candidates = set().union(*behind.values(), proofs)
    hashes = erased_bytes.hashes_of(candidates)
    brought = erased_bytes.uploads_of(candidates)
    places = erased_bytes.drop_unused_rows(candidates)
    _forget_uploads(found, items[0], [pk for pk, own in brought if own in places])
    gone = set(places)
    for item in items:
        own = behind.get(item.record_id, set())
        item.state = ItemState.ERASING
        # The trail keeps the hash of a package that left: it is none of a record.
        contents = own - all_packages
        item.hashes = sorted({hashes[pk] for pk in contents if pk in hashes})
        # A shared file goes with the first of the items that it belongs to.
        going = [places.pop(pk) for pk in sorted(own) if pk in places]
        item.places = [place.as_json() for place in going]
        item.needles = needles.get(item.record_id, [])
        item.kept_elsewhere = len((own & set(hashes)) - gone)
    items[0].places += [place.as_json() for place in (*places.values(), *unfinished)]
    DestructionItem.objects.bulk_update(
        items, ["hashes", "places", "needles", "kept_elsewhere"]
    )
    trail.record_many(
        (
            (DisposalAct.ERASED, things.records[item.record_id], _told(found, item))
            for item in items
        ),
        actor=None,
    )


def _forget_uploads(
    found: DestructionList, item: DestructionItem, uploads: Sequence[UUID]
) -> None:
    """Take the hash out of what the trail tells of a file that was brought."""
    ErasurePermit.objects.bulk_create(
        (ErasurePermit(thing_id=pk, item=item) for pk in uploads),
        ignore_conflicts=True,
    )
    redact_events(uploads, kinds=("objects.upload",), because=str(found.pk))


def _told(found: DestructionList, item: DestructionItem) -> dict[str, Any]:
    return {"destruction_list": str(found.pk), "item": str(item.pk)}


def _permit(items: Iterable[DestructionItem], things: Things) -> None:
    by_record = {item.record_id: item for item in items}
    first = next(iter(by_record.values()))
    permits = dict.fromkeys(things.all_ids, first)
    for record in things.records.values():
        for pk in things.of_record(record):
            permits[pk] = by_record[record.pk]
    ErasurePermit.objects.bulk_create(
        (ErasurePermit(thing_id=pk, item=item) for pk, item in permits.items()),
        ignore_conflicts=True,
    )


def _set_tombstones(
    items: Iterable[DestructionItem], records: dict[UUID, Record], now: datetime
) -> None:
    Tombstone.objects.bulk_create(
        Tombstone(
            record_id=item.record_id,
            item=item,
            letter_id=records[item.record_id].letter_id,
            incoming_id=records[item.record_id].incoming_id,
            access_tokens=records[item.record_id].access_tokens,
            made_at=now,
        )
        for item in items
    )


def things_gone(items: Iterable[DestructionItem]) -> dict[str, set[UUID]]:
    """Return the ids of what search knew of these items, by kind.

    Letters that another register keeps are named too: what is seen of them changed.
    """
    ids = [item.pk for item in items]
    permits = ErasurePermit.objects.filter(item__in=ids).values("thing_id")
    stones = Tombstone.objects.filter(item__in=ids)
    named = Q(pk__in=permits) | Q(pk__in=stones.values("letter_id"))
    letters = Letter.objects.filter(named)
    incoming = IncomingLetter.objects.filter(pk__in=permits)
    return {
        "record": set(stones.values_list("record_id", flat=True)),
        "letter": set(letters.values_list("pk", flat=True)),
        "incoming": set(incoming.values_list("pk", flat=True)),
    }


def _leave_store(items: Sequence[DestructionItem]) -> None:
    for item in items:
        places = [VersionPlace.of_json(kept) for kept in item.places]
        erased_bytes.delete_places(places)
        left = len(list(erased_bytes.left_at(places)))
        if left:
            raise StoreUnavailable
        item.proof = {
            "object_versions": left,
            "kept_elsewhere": item.kept_elsewhere,
            "at": timezone.now().isoformat(),
        }
    DestructionItem.objects.bulk_update(items, ["proof"])
