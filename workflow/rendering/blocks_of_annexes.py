"""Reading the head of a lampiran, and what must stand before and below one."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from workflow.rendering.block_judge import Judge
from workflow.rendering.errors import BlockFault
from workflow.rendering.tree_blocks import AnnexHead, AnnexTitle, Block

ORIENTATIONS = ("auto", "portrait", "landscape")


def read_annex(judge: Judge, block_id: str, value: Any) -> Block:
    """`{"title": line, "orientation"?: "auto"|"portrait"|"landscape"}`."""
    named = judge.mapping(value, "value", ("title", "orientation")) or {}
    lies = named.get("orientation", "auto")
    lies = judge.choice(lies, "value.orientation", ORIENTATIONS)
    return AnnexHead(
        id=block_id,
        value=AnnexTitle(
            title=judge.line(named.get("title", ""), "value.title", needed=True),
            orientation=None if lies == "auto" else lies,  # type: ignore[arg-type]
        ),
    )


def check_annexes(body: Sequence[Block], faults: list[Fault]) -> None:
    """A lampiran follows a text, and has one itself."""
    for index, block in enumerate(body):
        if not isinstance(block, AnnexHead):
            continue
        told = ""
        if index == 0:
            told = _("An annex follows the letter: the letter itself has no text yet.")
        elif all(isinstance(one, AnnexHead) for one in body[index + 1 : index + 2]):
            told = _("This annex has no text yet.")
        if told:
            faults.append(
                BlockFault(
                    field=f"body.{index}",
                    code="empty",
                    message=told,
                    block_id=block.id,
                    index=index,
                )
            )
