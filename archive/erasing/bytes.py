"""Erasing bytes: which stored files nothing rests on any more, and their deletion.

The row goes first and with it the key of an encrypted file; the version in the store
follows, by the place kept on the item. A process that is killed between the two goes on
from those places.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import ForeignObjectRel, Model, QuerySet

from archive.erasing.things import Things
from archive.record_files.models import EventProof
from archive.records.models import Record, RecordContent
from archive.registering.models import BroughtFile
from eoffice.objects.deleting import (
    VersionPlace,
    delete_rest,
    delete_version,
    versions_at,
)
from eoffice.objects.derived import forget_derived
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.locks import lock_in_store
from eoffice.objects.models import SecondCopy, StoredObject, Upload
from workflow.models import (
    Delivery,
    Dispatch,
    DrawnPicture,
    IncomingFile,
    LetterAttachment,
    LetterPicture,
    LetterVersion,
    ReadingView,
    Signature,
)

#: Own kinds of an object's row: they go with it, and do not keep it.
OWN = frozenset({"objects.upload", "objects.uploadpart", "objects.secondcopy"})
PLACE = (
    *("bucket", "key", "version_id", "sha256"),
    *("second_copy__bucket", "second_copy__version_id"),
)


def objects_behind(things: Things) -> dict[UUID, set[UUID]]:
    """Return the ids of stored objects by the record they may go with."""
    by_letter = _by_letter(things.letters | things.left_letters, things.letters)
    by_incoming = _by_incoming(things.incoming)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    contents = RecordContent.objects.filter(record__in=things.records)
    for record_id, stored in contents.values_list("record", "stored"):
        found[record_id].add(stored)
    brought_with = BroughtFile.objects.filter(record__in=things.records)
    for record_id, stored in brought_with.values_list("record", "upload__stored"):
        found[record_id].add(stored)
    # The last receiver's record takes with it what the sender's left behind.
    brought = Delivery.objects.filter(
        incoming__in=things.incoming, letter__in=things.letters
    )
    came_by: dict[UUID | None, UUID] = dict(brought.values_list("incoming", "letter"))
    for record in things.records.values():
        letter = record.letter_id or came_by.get(record.incoming_id)
        found[record.pk] |= by_letter[letter]
        if record.incoming_id is not None:
            found[record.pk] |= by_incoming[record.incoming_id]
    return _with_left_copies(found)


def _by_letter(
    sent: Collection[UUID], whole: Collection[UUID]
) -> dict[UUID | None, set[UUID]]:
    """Return the objects of letters; of those that others keep the receipts alone."""
    found: dict[UUID | None, set[UUID]] = defaultdict(set)
    sources: list[tuple[type[Model], str, Collection[UUID]]] = [
        (Dispatch, "proof__stored", sent),
        (LetterVersion, "pdf", whole),
        (Signature, "stored", whole),
        (LetterAttachment, "stored", whole),
        (LetterPicture, "drawn__upload__stored", whole),
    ]
    for model, path, letters in sources:
        rows = model._default_manager.filter(letter__in=letters).order_by()
        there = rows.exclude(**{path: None})
        for letter, stored in there.values_list("letter", path):
            found[letter].add(stored)
    return found


def _with_left_copies(found: dict[UUID, set[UUID]]) -> dict[UUID, set[UUID]]:
    """Add copies of the same content that nothing rests on any more.

    A record whose class was raised has an encrypted copy; the plain one stays locked
    in the store, unused, until its time.
    """
    hashes = hashes_of(set().union(*found.values()))
    copies = StoredObject.objects.filter(sha256__in=hashes.values())
    others = dict(copies.exclude(pk__in=hashes).values_list("pk", "sha256"))
    left = set(others) - _still_used(set(others)) if others else set()
    by_hash: dict[str, set[UUID]] = defaultdict(set)
    for pk in left:
        by_hash[others[pk]].add(pk)
    for own in found.values():
        own.update(*(by_hash[hashes[pk]] for pk in own if pk in hashes))
    return found


def kept_by_others(things: Things, ids: Collection[UUID]) -> set[UUID]:
    """Return those of the objects that stay: another register or letter has them."""
    records = RecordContent.objects.exclude(record__in=things.records)
    came = IncomingFile.objects.exclude(incoming__in=things.incoming)
    kept = _named_among(records, "stored", ids)
    kept |= _named_among(came, "stored", ids) | _named_among(came, "made_from", ids)
    for model, path in ((LetterVersion, "pdf"), (Signature, "stored")):
        rows = model._default_manager.exclude(letter__in=things.letters)
        kept |= _named_among(rows, path, ids)
    attached = LetterAttachment.objects.exclude(letter__in=things.letters)
    return kept | _named_among(attached, "stored", ids)


def _by_incoming(incoming: Collection[UUID]) -> dict[UUID | None, set[UUID]]:
    found: dict[UUID | None, set[UUID]] = defaultdict(set)
    rows = IncomingFile.objects.filter(incoming__in=incoming).order_by()
    for letter, stored, made_from in rows.values_list(
        "incoming", "stored", "made_from"
    ):
        found[letter] |= {pk for pk in (stored, made_from) if pk}
    return found


def drop_unused_rows(candidates: Collection[UUID]) -> dict[UUID, VersionPlace]:
    """Delete the rows of stored objects that nothing rests on; return their places.

    With the row goes the key of an encrypted object. In the caller's transaction.
    """
    pictures = DrawnPicture.objects.filter(
        upload__stored__in=candidates, letters__isnull=True
    )
    pictures.delete()
    unused = set(candidates) - _still_used(candidates)
    unused |= _drop_views_of(unused)
    rows = StoredObject.objects.filter(pk__in=unused)
    places = {
        pk: VersionPlace(
            bucket=bucket,
            key=key,
            version_id=version,
            sha256=sha256,
            copy_bucket=copy_bucket or "",
            copy_version=copy_version or "",
        )
        for pk, bucket, key, version, sha256, copy_bucket, copy_version in (
            rows.values_list("pk", *PLACE)
        )
    }
    SecondCopy.objects.filter(stored__in=unused).delete()
    Upload.objects.filter(stored__in=unused).delete()
    rows.delete()
    return places


def uploads_of(candidates: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Return (upload, stored object) of those that somebody brought."""
    rows = Upload.objects.filter(stored__in=candidates)
    return list(rows.values_list("pk", "stored"))


def _drop_views_of(unused: Collection[UUID]) -> set[UUID]:
    """Delete the views of files whose content is nowhere else; return their pages."""
    hashes = set(hashes_of(unused).values())
    others = StoredObject.objects.filter(sha256__in=hashes).exclude(pk__in=unused)
    views = ReadingView.objects.filter(sha256__in=hashes)
    views = views.exclude(sha256__in=others.values("sha256"))
    pages = set(views.exclude(pdf=None).values_list("pdf", flat=True))
    views.delete()
    return {pk for pk in pages if pk}


def _still_used(candidates: Collection[UUID]) -> set[UUID]:
    used: set[UUID] = set()
    for model, name in pointing_to(StoredObject):
        if model._meta.label_lower not in OWN:
            used |= _named_by(model, name, candidates)
    # What still shows an upload keeps its bytes: a picture, a proof, a receipt.
    for model, name in pointing_to(Upload):
        if model._meta.label_lower != "objects.partedupload":
            used |= _named_by(model, f"{name}__stored", candidates)
    return used


def pointing_to(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Yield every model with a foreign key to this one, and the key's name.

    Also those that named no way back: Django hides them from `related_objects`.
    """
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, ForeignObjectRel) and not isinstance(
            field.related_model, str
        ):
            yield field.related_model, field.field.name


def _named_by(model: type[Model], path: str, candidates: Collection[UUID]) -> set[UUID]:
    return _named_among(model._default_manager.all(), path, candidates)


def _named_among(
    rows: QuerySet[Any], path: str, candidates: Collection[UUID]
) -> set[UUID]:
    named = rows.filter(**{f"{path}__in": candidates})
    return set(named.order_by().values_list(path, flat=True))


def hashes_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the hash of each stored object."""
    rows = StoredObject.objects.filter(pk__in=ids)
    return dict(rows.values_list("pk", "sha256"))


def proofs_of_empty_files(things: Things) -> set[UUID]:
    """Return the stored proofs of events of files whose last record is going."""
    files = {one.record_file_id for one in things.records.values()}
    others = Record.objects.filter(record_file__in=files).exclude(pk__in=things.records)
    going_on = set(others.values_list("record_file", flat=True))
    rows = EventProof.objects.filter(record_file__in=files - going_on)
    found = set(rows.exclude(stored=None).values_list("stored", flat=True))
    found |= set(rows.values_list("upload__stored", flat=True))
    rows.delete()
    return {pk for pk in found if pk}


def locked_among(ids: Iterable[UUID]) -> set[UUID]:
    """Return the objects whose lock or hold has not run out, as the store says it.

    Raises:
        StoreUnavailable.
    """
    now, locked = datetime.now(UTC), set()
    rows = StoredObject.objects.filter(pk__in=list(ids))
    for stored in rows.select_related("second_copy"):
        if stored.has_legal_hold or _holds_second(stored, now):
            locked.add(stored.pk)
        elif stored.locked_until is not None:
            with suppress(ObjectMissing):
                until = lock_in_store(stored)
                if until is not None and until > now:
                    locked.add(stored.pk)
    return locked


def _holds_second(stored: StoredObject, now: datetime) -> bool:
    copy = getattr(stored, "second_copy", None)
    if copy is None:
        return False
    is_locked = copy.locked_until is not None and copy.locked_until > now
    return is_locked or bool(copy.has_legal_hold)


def delete_places(places: Iterable[VersionPlace]) -> None:
    """Delete these versions and all that was made of them; again harmless.

    Raises:
        LockHolds, StoreUnavailable.
    """
    for place in places:
        forget_derived(bucket=place.bucket, key=place.key)
        delete_version(place)
        if versions_at(place):
            delete_rest(place)


def left_at(places: Iterable[VersionPlace]) -> Iterator[VersionPlace]:
    """Yield the places at which the store still has a version, or a marker."""
    for place in places:
        if versions_at(place):
            yield place
