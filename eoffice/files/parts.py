"""A large file that comes by parts, so that a dropped line costs one part only.

Parts lie in quarantine and are given out to nobody. When the last one is there they
are joined into an ordinary upload, once; what is refused or checked of a file is
refused and checked there. A key belongs to who began with it: to others it is unknown.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db.models import Sum

from eoffice.accounts.models import User
from eoffice.database.collisions import whole_act
from eoffice.database.session_locks import session_lock
from eoffice.errors import NotFound
from eoffice.files.leaving import leave_copy
from eoffice.files.receiving import receive_joined, too_large
from eoffice.objects import store
from eoffice.objects.errors import (
    PartRefused,
    PartsBusy,
    TooManyParted,
    UploadEmpty,
)
from eoffice.objects.kinds import HEAD_BYTES, kind_of, plain_name
from eoffice.objects.models import PartedUpload, StoredObject, Upload, UploadPart
from eoffice.organisation.actor import Actor

PART_BYTES = 2 * 1024 * 1024  # as `attach.js` cuts; the last part may be shorter
OPEN_AT_ONCE = 20  # files under way of one person: bounds what may lie unfinished
OPEN_LARGEST = 5  # and their bytes, as so many files of the largest size
WAIT = "20s"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """A part as it was sent: `number` from 1, `size` of the whole file in bytes."""

    key: UUID
    name: str
    size: int
    number: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsHeld:
    """The numbers of the parts that are there, or the upload they became."""

    numbers: list[int]
    upload: Upload | None


class _Joined:
    """The parts one after the other, as one stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, b""

    def read(self, size: int, /) -> bytes:
        self._left = self._left or next(self._chunks, b"")
        part, self._left = self._left[:size], self._left[size:]
        return part


def lock_name(key: UUID) -> str:
    """Return the name of the lock that holds a file by parts."""
    return f"upload-parts:{key}"


def parts_of(key: UUID, *, owner: User) -> PartsHeld:
    """Return what has arrived of the owner's file.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    parted = PartedUpload.objects.filter(pk=key, owner=owner).first()
    if parted is None:
        raise NotFound
    return _held(parted)


def keep_part(*, owner: User, sent: SentPart, actor: Actor | None = None) -> PartsHeld:
    """Keep a part, and join all when none is missing. A repeated part changes nothing.

    A file begins with its part 1, which shows its kind. Must be called outside any
    transaction.

    Raises:
        UploadEmpty, UploadTooLarge, UploadTypeRefused: as for a whole file.
        PartRefused: it does not fit the file. TooManyParted: too many under way.
        NotFound: the file is unknown, or somebody else's.
        PartsBusy, StoreUnavailable: to be sent again.
    """
    _check_fits(sent)
    with session_lock(lock_name(sent.key), wait=WAIT, busy=PartsBusy):
        parted = _opened(owner, sent)
        if parted.upload is None:
            if not parted.parts.filter(number=sent.number).exists():
                _keep(parted, sent)
            if parted.parts.count() == _count(sent.size):
                _join(parted, owner, actor)
        return _held(parted)


def _count(size: int) -> int:
    return -(-size // PART_BYTES)


def _check_fits(sent: SentPart) -> None:
    if sent.size < 1:
        raise UploadEmpty
    if sent.size > settings.UPLOAD_LIMIT_BYTES:
        raise too_large(settings.UPLOAD_LIMIT_BYTES)
    before = (sent.number - 1) * PART_BYTES
    is_one = 1 <= sent.number <= _count(sent.size)
    if not is_one or len(sent.content) != min(PART_BYTES, sent.size - before):
        raise PartRefused


def _opened(owner: User, sent: SentPart) -> PartedUpload:
    """Return the owner's file of this key, begun by its first part."""
    parted = PartedUpload.objects.select_related("upload").filter(pk=sent.key).first()
    name = plain_name(sent.name)
    if parted is None and sent.number == 1:
        # before anything is stored, as for a whole file
        kind_of(sent.content[:HEAD_BYTES], name)
        return _begin(owner, sent, name)
    # the same answer for both: a key alone must not tell that a file is on its way
    if parted is None or parted.owner_id != owner.pk:
        raise NotFound
    if (parted.name, parted.size) != (name, sent.size):
        raise PartRefused
    return parted


@whole_act
def _begin(owner: User, sent: SentPart, name: str) -> PartedUpload:
    # locked, so that two files begun at once are both counted
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    under_way = PartedUpload.objects.filter(owner=owner, upload=None)
    # As announced, not as arrived: what was begun may come whole at any moment.
    open_bytes = under_way.aggregate(all=Sum("size"))["all"] or 0
    most_bytes = OPEN_LARGEST * settings.UPLOAD_LIMIT_BYTES
    if under_way.count() >= OPEN_AT_ONCE or open_bytes + sent.size > most_bytes:
        raise TooManyParted
    return PartedUpload.objects.create(
        key=sent.key, owner=owner, name=name, size=sent.size
    )


def _keep(parted: PartedUpload, sent: SentPart) -> None:
    stored = store.put_bytes(
        sent.content,
        area=store.Area.QUARANTINE,
        media_type="application/octet-stream",
    )
    _keep_row(parted, sent.number, stored)


@whole_act
def _keep_row(parted: PartedUpload, number: int, stored: StoredObject) -> None:
    stored.save(force_insert=True)
    UploadPart.objects.create(parted=parted, number=number, stored=stored)


def _join(parted: PartedUpload, owner: User, actor: Actor | None) -> None:
    # One act: killed before it, all parts are there to be joined again; after it, none.
    with closing(_content(parted)) as chunks:
        receive_joined(
            owner=owner,
            name=parted.name,
            stream=_Joined(chunks),
            actor=actor,
            then=partial(_finish, parted),
        )


def _content(parted: PartedUpload) -> Generator[bytes, None, None]:
    for part in parted.parts.select_related("stored").order_by("number"):
        yield from store.open_stream(part.stored)


def _finish(parted: PartedUpload, upload: Upload) -> None:
    leave_parts(parted)
    parted.upload = upload
    parted.save(update_fields=["upload"])


def leave_parts(parted: PartedUpload) -> None:
    """Take out the parts of a file, in the act's transaction; their bytes follow."""
    for part in parted.parts.select_related("stored"):
        part.delete()
        part.stored.delete()
        leave_copy(part.stored)


def _held(parted: PartedUpload) -> PartsHeld:
    numbers = parted.parts.order_by("number").values_list("number", flat=True)
    return PartsHeld(numbers=list(numbers), upload=parted.upload)
