"""Making pictures anew: before a transaction opens, once for all texts that show them.

The store is not asked while rows are locked, and drawing finds a picture after a trial
that was rolled back as well.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.errors import Fault, Invalid
from eoffice.objects import store
from eoffice.objects.models import Upload, UploadState
from eoffice.organisation.actor import Actor
from workflow.pictures.models import DrawnPicture, RefusedPicture
from workflow.rendering.errors import BlockFault

TASK = "read_picture"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/tiff"})
MOST_PICTURES = 10  # each is drawn again after every pause of the writer
Raw = dict[str, Any]
Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def register() -> None:
    """Allow the reading in the sandbox (once, at start)."""
    sandbox.register_task(TASK, "workflow.pictures.picture_reading:read_picture")


def svg_named(sha256: str) -> str | None:
    """Return the SVG of this SHA-256, for the room that draws pages."""
    rows = DrawnPicture.objects.filter(sha256=sha256)
    return rows.values_list("svg", flat=True).first()


def pictures_first(
    ask: Callable[..., object],
) -> Callable[[Callable[Params, Answer]], Callable[Params, Answer]]:
    """Have the pictures of the `content` made before the act opens its transaction.

    `ask` gets what the act gets and raises where the act would refuse the person.
    """

    def around(act: Callable[Params, Answer]) -> Callable[Params, Answer]:
        @wraps(act)
        def first(*args: Params.args, **named: Params.kwargs) -> Answer:
            actor, content = (
                cast("Actor", named["actor"]),
                cast("Any", named["content"]),
            )
            given = {n: value for n, value in named.items() if n != "actor"}
            make_pictures(actor, content.body, ask, **given)
            return act(*args, **named)

        return first

    return around


def asking(lock: Callable[..., object], act: str) -> Callable[..., None]:
    """Return what asks for the right to an act on a letter, and changes nothing.

    `lock` (person, act, letter) locks the letter for it, or raises.
    """

    @transaction.atomic
    def ask(*, actor: Actor, letter_id: UUID, **_more: object) -> None:
        lock(actor, act, letter_id)

    return ask


def make_pictures(
    actor: Actor, body: Sequence[Raw], ask: Callable[..., object], **given: Any
) -> None:
    """Make anew what this person brought and the text shows for the first time.

    `ask` is called before any work is done, and only where there is some: with the
    person and what is `given` it raises what the act would raise without the right.

    Raises:
        Invalid: what is wrong with which picture.
        StoreUnavailable, SandboxUnavailable: it could not be read just now.
    """
    named = list(pictures_in(body))
    if not named or len(named) > MOST_PICTURES:
        return
    ids = {upload_id for _index, _block, upload_id in named}
    made = DrawnPicture.objects.filter(upload__in=ids)
    missing = ids - set(made.values_list("upload_id", flat=True))
    uploads = Upload.objects.select_related("stored").filter(_usable_by(actor))
    faults: list[Fault] = []
    found = list(uploads.filter(pk__in=missing)) if missing else []
    if found:
        ask(actor=actor, **given)
    for upload in found:
        try:
            svg = _made_anew(upload)
        except PictureRefused as refusal:
            faults += [
                picture_fault(n, b, refusal) for n, b, pk in named if pk == upload.pk
            ]
            continue
        sha256 = hashlib.sha256(svg.encode()).hexdigest()
        # Two pages of one person may show it in the same moment.
        DrawnPicture.objects.get_or_create(
            upload=upload, defaults={"sha256": sha256, "svg": svg}
        )
    if faults:
        raise Invalid(faults)


class PictureRefused(Exception):
    """Why a picture cannot stand in a text: `code`, and the words for its writer."""

    def __init__(self, code: str, told: str) -> None:
        """Keep both."""
        self.code, self.told = code, told
        super().__init__(code)


def pictures_in(body: Sequence[Raw]) -> Iterator[tuple[int, Raw, UUID]]:
    """Yield place, block and upload of each picture that names one."""
    for index, block in enumerate(body):
        value = block.get("value") if isinstance(block, dict) else None
        if not isinstance(value, dict) or block.get("type") != "image":
            continue
        try:
            yield index, block, UUID(str(value.get("attachment")))
        # What is no id at all is the judge's to name.
        except ValueError:
            continue


def _usable_by(actor: Actor) -> Q:
    return Q(
        owner_id=actor.user_id,
        state=UploadState.CLEAN,
        stored__media_type__in=PICTURES,
    )


def why_not(actor: Actor, upload_id: UUID) -> PictureRefused:
    """Return why this person cannot show what they named."""
    own = Upload.objects.filter(pk=upload_id, owner_id=actor.user_id)
    upload = own.filter(state=UploadState.CLEAN).select_related("stored").first()
    # Unknown and somebody else's answer alike: an id must not tell that a file exists.
    if upload is None or upload.stored.media_type in PICTURES:
        told = _("This picture is not there, or has not been checked yet.")
        return PictureRefused("unknown_picture", told)
    told = _("“%(name)s” is no picture. A letter takes JPEG, PNG, WebP and TIFF.")
    return PictureRefused("no_picture", told % {"name": upload.name})


def picture_fault(
    index: int, block: dict[str, Any], refusal: PictureRefused
) -> BlockFault:
    """Return the fault at the picture's place."""
    return BlockFault(
        field=f"body.{index}.value.attachment",
        code=refusal.code,
        message=refusal.told,
        block_id=str(block["id"]) if block.get("id") else None,
        index=index,
    )


def _made_anew(upload: Upload) -> str:
    sha256 = upload.stored.sha256
    if RefusedPicture.objects.filter(sha256=sha256).exists():
        raise _unreadable(upload)
    content = store.get_bytes(upload.stored)
    try:
        answer = sandbox.run(TASK, content)
    except sandbox.SandboxUnavailable:
        raise
    except sandbox.SandboxError as refusal:
        RefusedPicture.objects.get_or_create(sha256=sha256)
        raise _unreadable(upload) from refusal
    svg: str = answer["svg"]
    return svg


def _unreadable(upload: Upload) -> PictureRefused:
    told = _(
        "The picture “%(name)s” cannot be read, or is too large. Save it smaller as"
        " JPEG or PNG and add it again; the text stays as it is."
    )
    return PictureRefused("picture_unreadable", told % {"name": upload.name})
