"""The dispositions on a record's letter, as the record page tells them."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.records.access import reads
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.shell.components import Tree, TreeNode
from eoffice.shell.queue import Tag
from workflow.dispositions.models import Disposition, ReceiverRole, ReceiverState
from workflow.dispositions.queries.lists import (
    DispositionNode,
    ShareNode,
    instruction_texts,
    trees_of_incoming,
)


def slips_of(record: Record, actor: Actor) -> Tree | None:
    """Return who gave it to whom, and what was answered, as far as the person sees.

    They are part of the letter's record and leave with it in every
    package; each is seen by those who gave, had or watch it.
    """
    if record.incoming_id is None or not reads(actor, record):
        return None
    tops = trees_of_incoming(record.incoming_id, actor)
    if not tops:
        return None
    texts = instruction_texts(_codes(tops))
    return Tree(nodes=[_given(one, texts) for one in tops], label=_("Dispositions"))


def _codes(nodes: Sequence[DispositionNode]) -> list[str]:
    codes = [code for node in nodes for code in node.disposition.instructions]
    for node in nodes:
        for share in node.shares:
            codes += _codes(share.children)
    return codes


def _given(node: DispositionNode, texts: dict[str, str]) -> TreeNode:
    slip = node.disposition
    day = date_format(timezone.localtime(slip.created_at), "j M Y")
    recalled = [Tag(text=_("Recalled"), icon="ban")] if slip.recalled_at else []
    return TreeNode(
        name=slip.giver.full_name,
        role=slip.giver_position.title,
        text=". ".join(part for part in (day, _words(slip, texts)) if part),
        tags=recalled,
        children=[_share(share, texts) for share in node.shares],
    )


def _words(slip: Disposition, texts: dict[str, str]) -> str:
    words = ", ".join(texts.get(code, code) for code in slip.instructions)
    return ". ".join(part for part in (words, slip.note) if part)


def _share(node: ShareNode, texts: dict[str, str]) -> TreeNode:
    share = node.receiver
    answer = f"“{share.answer}”" if share.answer else ""
    role = str(ReceiverRole(share.role).label)
    is_done = share.state == ReceiverState.COMPLETED
    tag = Tag(
        text=str(share.get_state_display()),
        icon="circle-check" if is_done else "circle",
        kind="ok" if is_done else "",
    )
    return TreeNode(
        name=share.position.title,
        text=". ".join(part for part in (role, answer) if part),
        tags=[tag],
        children=[_given(child, texts) for child in node.children],
    )
