"""The tree of dispositions as people: what was asked, how it stands, one act."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.days.deadlines import due_tag
from eoffice.organisation.actor import Actor
from eoffice.shell.components import Act, TreeNode
from eoffice.shell.queue import Tag
from workflow.dispositions.models import (
    Disposition,
    DispositionReceiver,
    ReceiverRole,
    ReceiverState,
)
from workflow.dispositions.queries.lists import (
    OPEN,
    DispositionNode,
    ShareNode,
    instruction_texts,
    is_overdue,
    must_answer,
)

SIGNS = {
    ReceiverState.UNREAD: ("", "circle"),
    ReceiverState.READ: ("info", "eye"),
    ReceiverState.IN_PROGRESS: ("info", "hourglass"),
    ReceiverState.COMPLETED: ("ok", "circle-check"),
    ReceiverState.RECALLED: ("", "ban"),
}


def disposition_words(
    disposition: Disposition,
    texts: dict[str, str] | None = None,
    note: str | None = None,
) -> str:
    """Return instructions and note as one sentence; `note`: as it is shown here."""
    told = disposition.note if note is None else note
    return words_of(disposition.instructions, told, texts)


def words_of(
    codes: Sequence[str], note: str, texts: dict[str, str] | None = None
) -> str:
    """Return instructions by code and a note as one sentence."""
    # Texts are handed in for whole trees: else each disposition asked for its own.
    known = instruction_texts(codes) if texts is None else texts
    words = ", ".join(known.get(code, code) for code in codes)
    return ". ".join(part for part in (words, note) if part)


def state_tag(share: DispositionReceiver) -> Tag:
    """Return how a share stands, as a tag."""
    kind, icon = SIGNS[ReceiverState(share.state)]
    text = str(share.get_state_display())
    if share.state == ReceiverState.COMPLETED and share.completed_at:
        day = date_format(timezone.localtime(share.completed_at), "j M")
        text = _("Completed %(day)s") % {"day": day}
    return Tag(text=text, icon=icon, kind=kind)


def _tags(disposition: Disposition, share: DispositionReceiver) -> list[Tag]:
    tags = [state_tag(share)]
    late = (
        due_tag(disposition.due_on)
        if must_answer(share) and is_overdue(disposition)
        else None
    )
    if late:
        tags.insert(0, Tag(text=late.text, icon=late.icon, kind=late.kind))
    return tags


def _report(share: DispositionReceiver) -> str:
    if share.answer:
        return f"“{share.answer}”"
    reports = list(share.progress.all())
    return f"“{reports[-1].text}”" if reports else ""


def _share_node(
    disposition: Disposition, node: ShareNode, texts: dict[str, str], actor: Actor
) -> TreeNode:
    share = node.receiver
    role = _("Koordinasi") if share.is_coordination else ReceiverRole(share.role).label
    parts = [str(role), _report(share) or disposition_words(disposition, texts)]
    # Held, not only seen: who is away is not asked for an answer the Plh will give.
    is_mine = actor.holds(share.position_id)
    name = _("You") if is_mine else node.holder or str(_("(vacant)"))
    act = None
    if is_mine and share.state in OPEN:
        label = _("Answer") if must_answer(share) else _("Known")
        url = reverse("disposition_read", args=[disposition.pk])
        act = Act(label=label, url=f"{url}#jawab-{share.pk}")
    return TreeNode(
        name=name,
        role=share.position.title,
        text=". ".join(part for part in parts if part),
        tags=_tags(disposition, share),
        act=act,
        children=_below(node.children, texts, actor),
    )


def _below(
    nodes: Sequence[DispositionNode], texts: dict[str, str], actor: Actor
) -> list[TreeNode]:
    return [
        _share_node(node.disposition, share, texts, actor)
        for node in nodes
        for share in node.shares
    ]


def _codes(nodes: Sequence[DispositionNode]) -> list[str]:
    codes = [code for node in nodes for code in node.disposition.instructions]
    for node in nodes:
        for share in node.shares:
            codes += _codes(share.children)
    return codes


def tree_nodes(tops: Sequence[DispositionNode], actor: Actor) -> list[TreeNode]:
    """Return the trees, each under who gave it."""
    texts = instruction_texts(_codes(tops))
    return [
        TreeNode(
            name=node.disposition.giver.full_name,
            role=node.disposition.giver_position.title,
            text=disposition_words(node.disposition, texts),
            tags=_disposition_tags(node.disposition),
            children=[
                _share_node(node.disposition, share, texts, actor)
                for share in node.shares
            ],
        )
        for node in tops
    ]


def _disposition_tags(disposition: Disposition) -> list[Tag]:
    if disposition.recalled_at:
        return [Tag(text=str(_("Recalled")), icon="ban")]
    due = due_tag(disposition.due_on)
    return [Tag(text=due.text, icon=due.icon, kind=due.kind)] if due else []
