"""Pictures of a letter's text: found again, bound into its content tree."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from workflow.letters.models import Letter, LetterPicture
from workflow.rendering.errors import BlockFault
from workflow.rendering.tree_blocks import Block, Body, Image


def _known(letter: Letter) -> dict[str, str]:
    rows = LetterPicture.objects.filter(letter_id=letter.pk)
    names = ("drawn__upload_id", "drawn__sha256")
    return {str(pk): sha for pk, sha in rows.values_list(*names)}


def with_pictures(letter: Letter, body: Body) -> Body:
    """Return the body with the hash of each picture: what is drawn is signed."""
    if not any(isinstance(block, Image) for block in body):
        return body
    known = _known(letter)
    return tuple(_bound(block, known) for block in body)


def _bound(block: Block, known: dict[str, str]) -> Block:
    if not isinstance(block, Image):
        return block
    sha256 = known.get(block.value.attachment)
    value = block.value.model_copy(update={"sha256": sha256})
    return block.model_copy(update={"value": value})


def picture_faults(letter: Letter, body: Sequence[Block]) -> Iterator[BlockFault]:
    """Yield the pictures of the text that the letter does not have."""
    pictures = [(n, one) for n, one in enumerate(body) if isinstance(one, Image)]
    known = _known(letter) if pictures else {}
    for index, block in pictures:
        if block.value.attachment not in known:
            yield BlockFault(
                field=f"body.{index}.value.attachment",
                code="unknown_picture",
                message=_("This picture is not there, or has not been checked yet."),
                block_id=block.id,
                index=index,
            )
