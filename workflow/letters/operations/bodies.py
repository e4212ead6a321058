"""Taking in the text of a draft: judged, its pictures made anew, kept as typed.

A picture is made before the transaction opens, once for all letters that show it: the
store is not asked while rows are locked, and drawing finds it after a trial as well.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.errors import Fault, Invalid
from eoffice.objects import store
from eoffice.objects.models import Upload, UploadState
from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.letters.body import Raw, kept_blocks
from workflow.letters.models import DrawnPicture, Letter, LetterPicture
from workflow.rendering.body import GAPS, parse_body
from workflow.rendering.errors import BlockFault, BodyFaulty

TASK = "read_picture"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/tiff"})
MOST_PICTURES = 10  # each is drawn again after every pause of the writer
Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def register() -> None:
    """Allow the reading in the sandbox (once, at start)."""
    sandbox.register_task(TASK, "workflow.rendering.picture_reading:read_picture")


def pictures_first(act: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Have the pictures of the `content` made before the act opens its transaction."""

    @wraps(act)
    def first(*args: Params.args, **named: Params.kwargs) -> Answer:
        make_pictures(cast("Actor", named["actor"]), cast("Any", named["content"]).body)
        return act(*args, **named)

    return first


def make_pictures(actor: Actor, body: list[Raw]) -> None:
    """Make anew what this person brought and the text shows for the first time.

    Raises:
        Invalid: what is wrong with which picture.
        StoreUnavailable, SandboxUnavailable: it could not be read just now.
    """
    named = list(_named(body))
    if not named or len(named) > MOST_PICTURES:
        return
    ids = {upload_id for _index, _block, upload_id in named}
    made = DrawnPicture.objects.filter(upload__in=ids)
    missing = ids - set(made.values_list("upload_id", flat=True))
    uploads = Upload.objects.select_related("stored").filter(_usable_by(actor))
    faults: list[Fault] = []
    for upload in uploads.filter(pk__in=missing) if missing else ():
        try:
            svg = _made_anew(upload)
        except _Refused as refusal:
            faults += [_fault(n, b, refusal) for n, b, pk in named if pk == upload.pk]
            continue
        sha256 = hashlib.sha256(svg.encode()).hexdigest()
        # Two pages of one person may show it in the same moment.
        DrawnPicture.objects.get_or_create(
            upload=upload, defaults={"sha256": sha256, "svg": svg}
        )
    if faults:
        raise Invalid(faults)


def apply_body(
    letter: Letter, actor: Actor, body: list[Raw], faults: list[Fault]
) -> list[LetterPicture]:
    """Put the text on the working copy; return its new pictures, to be saved with it.

    `faults` grows by what keeps the text from being kept.
    """
    try:
        parse_body(body)
    except BodyFaulty as refusal:
        # A draft may have gaps while it is written; submitting asks for them.
        real = [fault for fault in refusal.faults if fault.code not in GAPS]
        if real:
            faults.extend(real)
            return []
    pictures = _new_pictures(letter, actor, body, faults)
    letter.body = kept_blocks(body)
    return pictures


class _Refused(Exception):
    def __init__(self, code: str, told: str) -> None:
        self.code, self.told = code, told
        super().__init__(code)


def _named(body: list[Raw]) -> Iterator[tuple[int, Raw, UUID]]:
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


def _new_pictures(
    letter: Letter, actor: Actor, body: list[Raw], faults: list[Fault]
) -> list[LetterPicture]:
    named = list(_named(body))
    if len(named) > MOST_PICTURES:
        told = _("A letter has at most %(most)d pictures. Attach the others as files.")
        message = told % {"most": MOST_PICTURES}
        faults.append(Fault(field="body", code="too_many_pictures", message=message))
        return []
    there = LetterPicture.objects.filter(letter_id=letter.pk) if named else None
    known = set(there.values_list("drawn__upload_id", flat=True)) if there else set()
    made: dict[UUID, LetterPicture] = {}
    for index, block, upload_id in named:
        if upload_id in known or upload_id in made:
            continue
        drawn = _drawn(actor, upload_id)
        if drawn is None:
            faults.append(_fault(index, block, _why_not(actor, upload_id)))
        else:
            made[upload_id] = LetterPicture(letter=letter, drawn=drawn)
    return list(made.values())


def _drawn(actor: Actor, upload_id: UUID) -> DrawnPicture | None:
    """Return the picture: this person's own, or one of a letter they may see."""
    drawn = DrawnPicture.objects.filter(upload=upload_id)
    if (one := drawn.filter(upload__owner_id=actor.user_id).first()) is not None:
        return one
    shown = access.letters_visible_to(actor).filter(pictures__drawn__upload=upload_id)
    return drawn.first() if shown.exists() else None


def _why_not(actor: Actor, upload_id: UUID) -> _Refused:
    own = Upload.objects.filter(pk=upload_id, owner_id=actor.user_id)
    upload = own.filter(state=UploadState.CLEAN).select_related("stored").first()
    # Unknown and somebody else's answer alike: an id must not tell that a file exists.
    if upload is None or upload.stored.media_type in PICTURES:
        told = _("This picture is not there, or has not been checked yet.")
        return _Refused("unknown_picture", told)
    told = _("“%(name)s” is no picture. A letter takes JPEG, PNG, WebP and TIFF.")
    return _Refused("no_picture", told % {"name": upload.name})


def _fault(index: int, block: dict[str, Any], refusal: _Refused) -> BlockFault:
    return BlockFault(
        field=f"body.{index}.value.attachment",
        code=refusal.code,
        message=refusal.told,
        block_id=str(block["id"]) if block.get("id") else None,
        index=index,
    )


def _made_anew(upload: Upload) -> str:
    content = store.get_bytes(upload.stored)
    try:
        answer = sandbox.run(TASK, content)
    except sandbox.SandboxUnavailable:
        raise
    except sandbox.SandboxError as refusal:
        told = _(
            "The picture “%(name)s” cannot be read, or is too large. Save it smaller as"
            " JPEG or PNG and add it again; the text stays as it is."
        )
        message = told % {"name": upload.name}
        raise _Refused("picture_unreadable", message) from refusal
    svg: str = answer["svg"]
    return svg
