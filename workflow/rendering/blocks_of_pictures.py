"""Reading a picture: which upload, what it shows, how wide it stands."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from workflow.rendering.block_judge import Judge
from workflow.rendering.tree_blocks import Block, Image, ImageValue

NARROWEST, WIDEST = 20, 100  # percent of the text's width


def read_image(judge: Judge, block_id: str, value: Any) -> Block:
    """`{"attachment": id of an upload, "alt": line, "width"?: 20..100}`."""
    named = judge.mapping(value, "value", ("attachment", "alt", "width")) or {}
    width = named.get("width", WIDEST)
    # True equals 1 in Python, but no program means a width by it.
    is_whole = isinstance(width, int) and not isinstance(width, bool)
    if not is_whole or not NARROWEST <= width <= WIDEST:
        told = _("A picture is 20 to 100 percent of the text wide.")
        judge.fault("value.width", "wrong_width", told)
        width = WIDEST
    alt = judge.line(named.get("alt", ""), "value.alt")
    if not alt:
        told = _("Say in words what the picture shows, for those who cannot see it.")
        judge.fault("value.alt", "empty", told)
    attachment = _upload_id(judge, named.get("attachment"))
    return Image(
        id=block_id, value=ImageValue(attachment=attachment, alt=alt, width=width)
    )


def _upload_id(judge: Judge, given: Any) -> str:
    try:
        return str(UUID(str(given)))
    except ValueError:
        told = _("This picture is not there, or has not been checked yet.")
        judge.fault("value.attachment", "unknown_picture", told)
        return ""
