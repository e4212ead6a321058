"""Taking in the text of a draft: judged, its pictures looked up, kept as typed."""

from uuid import UUID

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.letters.body import Raw, kept_blocks
from workflow.letters.models import Letter, LetterPicture
from workflow.pictures.forgetting import locked_picture
from workflow.pictures.making import MOST_PICTURES, picture_fault, pictures_in, why_not
from workflow.pictures.models import DrawnPicture
from workflow.rendering.body import GAPS, parse_body
from workflow.rendering.errors import BodyFaulty
from workflow.security_class import SecurityClass


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
        if real := [fault for fault in refusal.faults if fault.code not in GAPS]:
            faults.extend(real)
            return []
    pictures = _new_pictures(letter, actor, body, faults)
    letter.body = kept_blocks(body)
    return pictures


def _new_pictures(
    letter: Letter, actor: Actor, body: list[Raw], faults: list[Fault]
) -> list[LetterPicture]:
    named = list(pictures_in(body))
    ids = {upload_id for _index, _block, upload_id in named}
    if len(named) > MOST_PICTURES:
        told = _("A letter has at most %(most)d pictures. Attach the others as files.")
        message = told % {"most": MOST_PICTURES}
        faults.append(Fault(field="body", code="too_many_pictures", message=message))
        return []
    there = LetterPicture.objects.filter(letter_id=letter.pk, drawn__upload__in=ids)
    known = set(there.values_list("drawn__upload_id", flat=True)) if ids else set()
    made: dict[UUID, LetterPicture] = {}
    for index, block, upload_id in named:
        if upload_id in {*known, *made}:
            continue
        drawn = _drawn(actor, letter, upload_id)
        if drawn is None:
            faults.append(picture_fault(index, block, why_not(actor, upload_id)))
        else:
            made[upload_id] = LetterPicture(letter=letter, drawn=drawn)
    return list(made.values())


def _drawn(actor: Actor, letter: Letter, upload_id: UUID) -> DrawnPicture | None:
    """Return the picture: one's own, or of a letter one sees, classed no higher.

    Copying a part is no way to let a picture out of its class.
    """
    one = locked_picture(upload_id)
    if one is None or one.upload.owner_id == actor.user_id:
        return one
    classes = SecurityClass(letter.security_class).and_below
    shown = access.letters_visible_to(actor).filter(security_class__in=classes)
    return one if shown.filter(pictures__drawn=one).exists() else None
