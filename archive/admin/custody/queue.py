"""What transfers and hand-overs put on Beranda: to accept, to document, to move."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.custody.words import WORDS
from archive.custody import access
from archive.custody.allowed_acts import allowed_acts
from archive.custody.deciding import BEFORE_ACCEPTING
from archive.custody.models import CustodyMove
from archive.custody.moving import SIGNED_BEFORE
from archive.custody.papers import documents_of
from archive.custody.states import CustodyState, MoveKind
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem

WAITING = (CustodyState.SUBMITTED, CustodyState.APPROVED)
#: state -> the act that moves the list on
NEXT = {CustodyState.SUBMITTED: "approve", CustodyState.APPROVED: "execute"}


def waiting_moves(actor: Actor) -> QuerySet[CustodyMove]:
    """Return the moves under way that the person sees, whosever turn it is."""
    rows = access.moves_visible_to(actor).filter(state__in=WAITING)
    return rows.exclude(kind=MoveKind.SUCCESSION)


def move_rows(actor: Actor, ids: Sequence[UUID]) -> list[QueueItem]:
    """Return those of these moves whose next step is this person's.

    A document that is begun is on the desks of those who initial and sign letters.
    """
    rows = access.moves_visible_to(actor).filter(pk__in=ids).order_by("id")
    return [row for one in rows if (row := _row_of(actor, one)) is not None]


def _row_of(actor: Actor, found: CustodyMove) -> QueueItem | None:
    lacking = _lacking(found)
    if not lacking:
        act = NEXT[CustodyState(found.state)]
        return _row(found, act) if act in allowed_acts(actor, found) else None
    is_ours = access.may(actor, "custody.document", found)
    return _row(found, "document") if is_ours and None in lacking else None


def _lacking(found: CustodyMove) -> list[object]:
    """Return the documents, or None, in the places the next step rests on."""
    kind = MoveKind(found.kind)
    if found.state == CustodyState.APPROVED:
        wanted = SIGNED_BEFORE[kind]
    elif kind == MoveKind.HANDOVER:
        wanted = BEFORE_ACCEPTING
    else:
        return []
    return [
        one.document
        for one in documents_of(found)
        if one.slot.kind in wanted and not one.is_settled
    ]


def _row(found: CustodyMove, act: str) -> QueueItem:
    words = WORDS[MoveKind(found.kind)]
    labels = {
        "approve": (_("Compare and accept"), "file-check"),
        "execute": (_("Carry out"), "package"),
        "document": (_("Make the documents"), "file-pen"),
    }
    label, icon = labels[act]
    page = f"{words.name}_documents" if act == "document" else words.name
    return QueueItem(
        kind="disposal",
        act=act,
        act_label=label,
        title=found.name,
        url=reverse(page, args=[found.pk]),
        icon=icon,
        since=found.approved_at or found.submitted_at,
        from_text=found.unit.name,
        meta=[str(words.many)],
    )
