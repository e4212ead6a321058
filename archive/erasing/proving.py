"""The proof at the end of a list: the whole database looked through once.

What it finds ends the job without a certificate; the list stays where it is until
somebody has looked, and the proof is asked again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal.events import DisposalEvent
from archive.disposal.locks import locked_list, moved
from archive.disposal.models import (
    DestructionItem,
    DestructionList,
    ErasurePermit,
)
from archive.disposal.search_index import search_index
from archive.disposal.states import ItemState, ListState
from archive.disposal.trail_acts import DisposalAct
from archive.erasing.mentions import forget_mentions
from archive.erasing.remains import rows_left
from archive.erasing.scanning import hits_in_database
from archive.record_files.models import RecordFile
from eoffice.audit import trail
from eoffice.environment import environment
from eoffice.errors import OfficeError
from eoffice.objects.models import StoredObject
from eoffice.outbox import events
from workflow.models import Letter

BATCH = 1000


class RemainsFound(OfficeError):
    """Something of a destroyed record still stands somewhere."""

    code = "remains_found"
    message = _(
        "Something of a destroyed record still stands in the database. The list stays"
        " open; the administrator has the numbers."
    )


class NotDone(OfficeError):
    """Some items are not destroyed yet; the proof comes after them."""

    code = "not_done"
    message = _("Not every item is destroyed yet.")


def prove_list(list_id: UUID) -> None:
    """Look for what is left of the list's items; with nothing left it is destroyed.

    Raises:
        NotDone: an item is not through.
        RemainsFound: something is left; each item keeps its count.
    """
    rows = DestructionItem.objects.filter(destruction_list=list_id)
    if rows.filter(state=ItemState.LISTED).exists():
        raise NotDone
    erasing = list(rows.filter(state=ItemState.ERASING))
    if any(item.proof is None for item in erasing):
        raise NotDone
    forget_mentions(list_id)
    found = _found_by_search(erasing)
    left = _left_of(erasing)
    _keep_proofs(erasing, left, found)
    if left or found:
        raise RemainsFound
    _finish(list_id)


def _found_by_search(items: list[DestructionItem]) -> Counter[UUID]:
    """Count, by record, what search still knows of what went.

    Raises:
        SearchUnavailable: asked again later.
    """
    permits = ErasurePermit.objects.filter(item__in=[item.pk for item in items])
    things = dict(permits.values_list("thing_id", "item"))
    gone = set(things) - _kept_letters(things)
    record_of = {item.pk: item.record_id for item in items}
    return Counter(record_of[things[pk]] for pk in search_index().held(gone))


def _left_of(items: list[DestructionItem]) -> Counter[UUID]:
    """Count, by record, the rows and the places in words that are left."""
    record_of = {item.pk: item.record_id for item in items}
    permits = ErasurePermit.objects.filter(item__in=record_of)
    things = dict(permits.values_list("thing_id", "item"))
    kept = _kept_letters(things)
    gone = [pk for pk in things if pk not in kept]
    found: Counter[UUID] = Counter()
    for thing, count in rows_left(gone).items():
        found[record_of[things[thing]]] += count
    words = {word: str(one.record_id) for one in items for word in one.needles}
    wanted = {digest for one in items for digest in one.hashes}
    still = StoredObject.objects.filter(sha256__in=wanted)
    held = set(still.values_list("sha256", flat=True))
    hashes = {
        digest: str(one.record_id)
        for one in items
        for digest in one.hashes
        if digest not in held
    }
    for owner, count in hits_in_database(words, hashes).items():
        found[UUID(owner)] += count
    return +found


def _kept_letters(things: Iterable[UUID]) -> set[UUID]:
    """Return the letters that another register still keeps: they are not erased."""
    rows = Letter.objects.filter(pk__in=list(things)).exclude(current_version=None)
    return set(rows.values_list("pk", flat=True))


@transaction.atomic
def _keep_proofs(
    items: list[DestructionItem], left: Counter[UUID], found: Counter[UUID]
) -> None:
    now = timezone.now().isoformat()
    for item in items:
        item.proof = {
            **(item.proof or {}),
            "search": found[item.record_id],
            "database": left[item.record_id],
            "at": now,
        }
    DestructionItem.objects.bulk_update(items, ["proof"], batch_size=BATCH)


@transaction.atomic
def _finish(list_id: UUID) -> None:
    found, now = locked_list(list_id), timezone.now()
    if found.state != ListState.EXECUTING:
        return
    items = found.items.filter(state=ItemState.ERASING)
    items.update(state=ItemState.DESTROYED, needles=[], places=[], destroyed_at=now)
    found.destroyed_at = now
    found.certificate = certificate_of(found)
    moved(found, ListState.DESTROYED, "destroyed_at", "certificate")
    _close_files(found)
    trail.record(
        DisposalAct.DESTROYED,
        found,
        actor=None,
        items=found.certificate["items"],
        sha256=found.certificate["sha256"],
    )
    events.add(DisposalEvent.DESTROYED, list_id=found.pk)


def _close_files(found: DestructionList) -> None:
    """Mark the files that nothing is left in."""
    files = found.items.filter(state=ItemState.DESTROYED).values("record_file")
    empty = RecordFile.objects.filter(pk__in=files, records__isnull=True)
    empty.update(destroyed_on=timezone.localdate())


def certificate_of(found: DestructionList) -> dict[str, Any]:
    """Return what the list proves: counts, and one hash over all its items.

    Anybody who has the items can compute the hash again: SHA-256 of a line of JSON for
    each, in their order. `backups_until`: the last day on which a backup that still
    holds them may be kept.
    """
    digest, count = hashlib.sha256(), 0
    rows = found.items.filter(state=ItemState.DESTROYED).order_by("order")
    for item in rows.iterator(BATCH):
        digest.update(item_line(item).encode())
        count += 1
    told = {"items": count, "sha256": digest.hexdigest(), "of": str(found.pk)}
    return {**told, "backups_until": backups_until(found)}


def backups_until(found: DestructionList) -> str | None:
    """Return the last day of backups that hold what the list destroyed (ISO 8601)."""
    if found.destroyed_at is None:
        return None
    kept = timedelta(days=environment().BACKUP_DAYS)
    return (timezone.localdate(found.destroyed_at) + kept).isoformat()


def item_line(item: DestructionItem) -> str:
    """Return the line of an item that its list's certificate is made of."""
    proof = item.proof or {}
    facts = {
        "record": str(item.record_id),
        "number": item.number,
        "code": item.code,
        "due_on": item.due_on.isoformat(),
        "sha256": item.hashes,
        "object_versions": proof.get("object_versions"),
        "search": proof.get("search"),
        "database": proof.get("database"),
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":")) + "\n"
