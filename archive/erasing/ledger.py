"""The ledger of the destroyed: told outside the database before the bytes go.

A database restored from a backup knows nothing of what was destroyed since. So each
slice leaves an entry in the place of records, locked for longer than any backup may be
kept: the facts of the list and of the items, as FIELD_KEYS encrypt and prove them. Who
has no such key reads nothing in it and can put nothing into it that is believed.
"""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.core.serializers.json import DjangoJSONEncoder
from minio.commonconfig import COMPLIANCE
from minio.retention import Retention

from archive.disposal.models import DestructionItem, DestructionList
from eoffice.crypto_fields import cipher
from eoffice.environment import environment
from eoffice.objects import integrity
from eoffice.objects.client import faults_translated
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.store import Area, Store, default_store, require_no_transaction
from eoffice.organisation.models import Official
from eoffice.second_copies.stores import second_store

FORMAT = 1
#: Locked on after the last backup may have been deleted: a restore takes its time.
RESERVE = timedelta(days=30)
PEOPLE = ("proposed_by", "asked_by", "executed_by")
OF_LIST = (
    *("name", "unit_id", "committee_id", "due_before", "units", "codes"),
    *("submitted_at", "approved_at", "asked_at", "executing_since", "again_of"),
)
OF_ITEM = (
    *("order", "record_id", "number", "record_date", "code", "description"),
    *("security_class", "record_file_id", "quantity", "rule", "rule_id", "needs_look"),
    *("total_years", "due_on", "decision", "reason"),
)
OF_APPROVAL = ("level", "document_number", "document_date", "document_by")


class EntryUnreadable(Exception):
    """Not an entry, or none that these FIELD_KEYS made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one slice destroyed; values as JSON has them."""

    list_id: UUID
    at: str
    facts: dict[str, Any]
    people: dict[str, dict[str, str]]
    approvals: list[dict[str, Any]]
    items: list[dict[str, Any]]


def keep_entry(found: DestructionList, items: Sequence[DestructionItem]) -> None:
    """Write what is being destroyed of the list, into every store there is.

    Raises:
        StoreUnavailable: nothing may go before it is told.
    """
    require_no_transaction()
    content = _sealed(found, items)
    until = datetime.now(UTC) + timedelta(days=environment().BACKUP_DAYS) + RESERVE
    name = f"{integrity.DESTROYED}{found.pk}/{items[0].order:06d}.json"
    for store in _stores():
        try:
            _put(store, name, content, until)
        except ObjectMissing:  # a store's first use: there is no bucket yet
            store.prepare()
            _put(store, name, content, until)


def _put(store: Store, name: str, content: bytes, until: datetime) -> None:
    with faults_translated():
        store.client.put_object(
            store.bucket(Area.RECORDS),
            name,
            io.BytesIO(content),
            len(content),
            content_type="application/json",
            retention=Retention(COMPLIANCE, until),
        )


def _stores() -> list[Store]:
    second = second_store()
    if second is not None:
        second.prepare()
    return [default_store(), *([second] if second else [])]


def _sealed(found: DestructionList, items: Sequence[DestructionItem]) -> bytes:
    approvals = found.approvals.filter(is_current=True).select_related("entered_by")
    told = {
        "at": datetime.now(UTC),
        "facts": {name: getattr(found, name) for name in OF_LIST},
        "people": {name: _person(getattr(found, name)) for name in PEOPLE},
        "approvals": [
            {
                **{name: getattr(one, name) for name in OF_APPROVAL},
                "entered_by": _person(one.entered_by),
            }
            for one in approvals
        ],
        "items": [{name: getattr(one, name) for name in OF_ITEM} for one in items],
    }
    inner = json.dumps(told, cls=DjangoJSONEncoder).encode()
    outer = {
        "format": FORMAT,
        "list": str(found.pk),
        "items": len(items),
        "sealed": cipher().encrypt(inner).decode(),
    }
    return json.dumps(outer, sort_keys=True).encode()


def _person(official: Official) -> dict[str, str]:
    return {"id": str(official.pk), "nip": official.nip or "", "name": official.name}


def opened(content: bytes) -> Entry:
    """Return the entry.

    Raises:
        EntryUnreadable.
    """
    try:
        outer = json.loads(content)
        inner = json.loads(cipher().decrypt(outer["sealed"].encode()))
        return Entry(list_id=UUID(outer["list"]), **inner)
    except (InvalidToken, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EntryUnreadable from error


def kept_entries(prefix: str = "") -> Iterator[bytes]:
    """Yield all entries of the stores, every version; `prefix`: of other buckets.

    Raises:
        StoreUnavailable.
    """
    require_no_transaction()
    for store in _stores():
        place = Store(store.client, prefix) if prefix else store
        yield from _of_store(place)


def _of_store(store: Store) -> Iterator[bytes]:
    bucket = store.bucket(Area.RECORDS)
    with faults_translated():
        if not store.client.bucket_exists(bucket):
            return
        found = store.client.list_objects(
            bucket, prefix=integrity.DESTROYED, recursive=True, include_version=True
        )
        for item in found:
            if item.is_delete_marker:
                continue
            answer = store.client.get_object(
                bucket, item.object_name or "", version_id=item.version_id
            )
            try:
                yield answer.read()
            finally:
                answer.close()
                answer.release_conn()


def entries_in(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the entries that lie in these files and folders."""
    for path in paths:
        files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
        yield from (file.read_bytes() for file in files)


def copy_out(folder: Path) -> int:
    """Write every entry of the stores into a folder, to be kept apart; return how many.

    Raises:
        StoreUnavailable.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = set()
    for content in kept_entries():
        entry = json.loads(content)
        first = opened(content).items[0]["order"]
        name = f"{entry['list']}-{first:06d}.json"
        (folder / name).write_bytes(content)
        names.add(name)
    return len(names)
