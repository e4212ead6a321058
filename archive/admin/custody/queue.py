"""What transfers and hand-overs put on Beranda: to check, to accept, to document."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.admin.custody.words import WORDS
from archive.custody import access
from archive.custody.allowed_acts import allowed_acts, first_of
from archive.custody.models import CustodyMove
from archive.custody.papers import documents_of
from archive.custody.readiness import wanted_papers
from archive.custody.states import CustodyState, MoveKind
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem

WAITING = (CustodyState.SUBMITTED, CustodyState.APPROVED)
#: act -> its words, its icon
ASKED: dict[str, tuple[Promise | str, str]] = {
    "package": (gettext_lazy("Make the package again"), "archive"),
    "check": (gettext_lazy("Check the hashes"), "shield-check"),
    "verify": (gettext_lazy("Verify the files"), "file-check"),
    "approve": (gettext_lazy("Compare and accept"), "file-check"),
    "execute": (gettext_lazy("Carry out"), "package"),
    "document": (gettext_lazy("Make the documents"), "file-pen"),
}


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
    if act := first_of(found, allowed_acts(actor, found)):
        return _row(found, act)
    is_ours = access.may(actor, "custody.document", found)
    return _row(found, "document") if is_ours and _lacks_paper(found) else None


def _lacks_paper(found: CustodyMove) -> bool:
    """Tell whether the next step rests on a document that nobody has begun."""
    wanted = wanted_papers(found)
    return any(
        one.document is None and not one.is_settled
        for one in documents_of(found)
        if one.slot.kind in wanted
    )


def _row(found: CustodyMove, act: str) -> QueueItem:
    words = WORDS[MoveKind(found.kind)]
    label, icon = ASKED[act]
    page = f"{words.name}_documents" if act == "document" else words.name
    return QueueItem(
        kind="disposal",
        act=act,
        act_label=str(label),
        title=found.name,
        url=reverse(page, args=[found.pk]),
        icon=icon,
        since=found.approved_at or found.submitted_at,
        from_text=found.unit.name,
        meta=[str(words.many)],
    )
