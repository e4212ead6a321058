"""Taking in the text of a draft: judged, its pictures made anew, kept as typed."""

import hashlib
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.errors import Fault
from eoffice.objects import store
from eoffice.objects.models import Upload, UploadState
from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.letters.body import Raw, kept_blocks
from workflow.letters.models import Letter, LetterPicture
from workflow.rendering.body import GAPS, parse_body
from workflow.rendering.errors import BlockFault, BodyFaulty

TASK = "read_picture"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/tiff"})
MOST_PICTURES = 10  # each is drawn again after every pause of the writer


def register() -> None:
    """Allow the reading in the sandbox (once, at start)."""
    sandbox.register_task(TASK, "workflow.rendering.picture_reading:read_picture")


def apply_body(
    letter: Letter, actor: Actor, body: list[Raw], faults: list[Fault]
) -> list[LetterPicture]:
    """Put the text on the working copy; return its new pictures, to be saved with it.

    `faults` grows by what keeps the text from being kept.

    Raises:
        StoreUnavailable, SandboxUnavailable: a picture could not be read just now.
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


def _new_pictures(
    letter: Letter, actor: Actor, body: list[Raw], faults: list[Fault]
) -> list[LetterPicture]:
    named = [(n, one) for n, one in enumerate(body) if one.get("type") == "image"]
    if not named:
        return []
    if len(named) > MOST_PICTURES:
        told = _("A letter has at most %(most)d pictures. Attach the others as files.")
        message = told % {"most": MOST_PICTURES}
        faults.append(Fault(field="body", code="too_many_pictures", message=message))
        return []
    there = LetterPicture.objects.filter(letter_id=letter.pk)
    known = set(there.values_list("upload_id", flat=True))
    made: dict[UUID, LetterPicture] = {}
    for index, block in named:
        upload_id = UUID(str(block["value"]["attachment"]))
        if upload_id in known or upload_id in made:
            continue
        try:
            made[upload_id] = _picture(letter, actor, upload_id)
        except _Refused as refusal:
            faults.append(_fault(index, block, refusal))
    return list(made.values())


def _fault(index: int, block: dict[str, Any], refusal: _Refused) -> BlockFault:
    return BlockFault(
        field=f"body.{index}.value.attachment",
        code=refusal.code,
        message=refusal.told,
        block_id=str(block["id"]) if block.get("id") else None,
        index=index,
    )


def _picture(letter: Letter, actor: Actor, upload_id: UUID) -> LetterPicture:
    """Return the picture: one of a letter they may see, or made from their own file."""
    visible = access.letters_visible_to(actor).filter(pictures__upload=upload_id)
    lent = LetterPicture.objects.filter(upload=upload_id, letter__in=visible[:1])
    if (one := lent.first()) is not None:
        return LetterPicture(
            letter=letter, upload_id=upload_id, sha256=one.sha256, svg=one.svg
        )
    uploads = Upload.objects.select_related("stored")
    upload = uploads.filter(pk=upload_id, owner_id=actor.user_id).first()
    # Unknown and somebody else's answer alike: an id must not tell that a file exists.
    if upload is None or upload.state != UploadState.CLEAN:
        told = _("This picture is not there, or has not been checked yet.")
        raise _Refused("unknown_picture", told)
    if upload.stored.media_type not in PICTURES:
        told = _("“%(name)s” is no picture. A letter takes JPEG, PNG, WebP and TIFF.")
        raise _Refused("no_picture", told % {"name": upload.name})
    svg = _made_anew(upload)
    sha256 = hashlib.sha256(svg.encode()).hexdigest()
    return LetterPicture(letter=letter, upload=upload, sha256=sha256, svg=svg)


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
