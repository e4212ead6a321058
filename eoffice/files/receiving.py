"""Taking in what somebody brings: into quarantine, and an event to have it checked."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.database.collisions import whole_act
from eoffice.files.events import UploadEvent
from eoffice.files.trail_acts import UploadAct
from eoffice.objects import store
from eoffice.objects.errors import UploadEmpty, UploadTooLarge
from eoffice.objects.kinds import HEAD_BYTES, kind_of, plain_name
from eoffice.objects.measuring import Readable
from eoffice.objects.models import StoredObject, Upload
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

MB = 1024 * 1024


class _WithHead:
    """A stream whose first bytes were looked at and are given out again."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.head = b""
        while len(self.head) < HEAD_BYTES:
            part = stream.read(HEAD_BYTES - len(self.head))
            if not part:
                break
            self.head += part
        self._left = self.head

    def read(self, size: int, /) -> bytes:
        if self._left:
            part, self._left = self._left[:size], self._left[size:]
            return part
        return self._stream.read(size)


def too_large(limit_bytes: int) -> UploadTooLarge:
    """Return the refusal of a file with more bytes than that, in words."""
    text = _(
        "This file is larger than %(limit)d MB. Nothing was kept; scan it with 200 dpi."
    )
    return UploadTooLarge(text % {"limit": limit_bytes // MB})


def receive_upload(
    *,
    owner: User,
    name: str,
    stream: Readable,
    actor: Actor | None = None,
    limit_bytes: int | None = None,
    tables: bool = False,
) -> Upload:
    """Keep a brought file in quarantine and ask for its check.

    `limit_bytes` defaults to UPLOAD_LIMIT_BYTES and is enforced while reading. Must be
    called outside any transaction. `tables`: CSV is taken too, which is no document.

    Raises:
        UploadEmpty, UploadTypeRefused, UploadTooLarge, StoreUnavailable.
    """
    limit = limit_bytes or settings.UPLOAD_LIMIT_BYTES
    stored = _stored(name, stream, limit, tables=tables)
    return _keep(owner, plain_name(name), stored, actor, lambda _upload: None)


def receive_joined(
    *,
    owner: User,
    name: str,
    stream: Readable,
    actor: Actor | None,
    then: Callable[[Upload], None],
) -> Upload:
    """Keep a file that came by parts; `then` is done in the act that keeps it.

    So a file is never kept without its parts being left, nor the other way round.

    Raises:
        As `receive_upload`.
    """
    stored = _stored(name, stream, settings.UPLOAD_LIMIT_BYTES, tables=False)
    return _keep(owner, plain_name(name), stored, actor, then)


def _stored(name: str, stream: Readable, limit: int, *, tables: bool) -> StoredObject:
    source = _WithHead(stream)
    if not source.head:
        raise UploadEmpty
    # before anything is stored: a program or a film never reaches the store
    kind = kind_of(source.head, name, tables=tables)
    try:
        return store.put(
            source,
            area=store.Area.QUARANTINE,
            media_type=kind.media_type,
            limit_bytes=limit,
        )
    except UploadTooLarge as refusal:
        raise too_large(limit) from refusal


# Repeated by itself when it collides: a door would store the bytes a second time.
@whole_act
def _keep(
    owner: User,
    name: str,
    stored: StoredObject,
    actor: Actor | None,
    then: Callable[[Upload], None],
) -> Upload:
    stored.save(force_insert=True)
    upload = Upload.objects.create(owner=owner, name=name, stored=stored)
    trail.record(
        UploadAct.RECEIVED,
        upload,
        actor=actor,
        owner_id=str(owner.pk),
        sha256=stored.sha256,
    )
    events.add(UploadEvent.RECEIVED, upload_id=upload.pk)
    then(upload)
    return upload
