"""What the pages of transfers and hand-overs say and where they stand."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.custody.models import CustodyMove
from archive.custody.states import CustodyState, MoveKind
from eoffice.shell.components import Route, RouteStep
from eoffice.shell.components.route import StepMark
from eoffice.shell.queue import Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWords:
    """One kind of move: its names, its address and the name of its id in it."""

    kind: MoveKind
    many: str | Promise
    new: str | Promise
    told: str | Promise
    address: str  # the word after /arsip/
    name: str  # of its pages, and of its id


WORDS = {
    MoveKind.TRANSFER: MoveWords(
        kind=MoveKind.TRANSFER,
        many=gettext_lazy("Transfers of inactive records"),
        new=gettext_lazy("New transfer"),
        told=gettext_lazy(
            "Record files whose active retention is over go to the records unit of the"
            " agency, from ten years on to the regional archives."
        ),
        address="pemindahan",
        name="transfer",
    ),
    MoveKind.HANDOVER: MoveWords(
        kind=MoveKind.HANDOVER,
        many=gettext_lazy("Hand-overs of permanent records"),
        new=gettext_lazy("New hand-over"),
        told=gettext_lazy(
            "Record files that the schedule keeps for good are handed over to the"
            " regional archives, once their retention is over."
        ),
        address="penyerahan",
        name="handover",
    ),
}
SIGNS = {
    CustodyState.DRAFT: ("file-pen", "info"),
    CustodyState.SUBMITTED: ("hourglass", "due"),
    CustodyState.APPROVED: ("signature", "due"),
    CustodyState.EXECUTING: ("package", "info"),
    CustodyState.DONE: ("circle-check", "ok"),
    CustodyState.ABORTED: ("ban", ""),
}
BEHIND = {
    CustodyState.DRAFT: 0,
    CustodyState.SUBMITTED: 1,
    CustodyState.APPROVED: 2,
    CustodyState.EXECUTING: 3,
    CustodyState.DONE: 4,
}
WAITS = {
    CustodyState.DRAFT: gettext_lazy("to be submitted by its keeper"),
    CustodyState.SUBMITTED: gettext_lazy("for the receiver to accept it"),
    CustodyState.APPROVED: gettext_lazy("for the documents to be signed"),
    CustodyState.EXECUTING: gettext_lazy("for the work, which goes on by itself"),
    CustodyState.DONE: gettext_lazy("for nothing"),
    CustodyState.ABORTED: gettext_lazy("for nothing"),
}


def state_tag(found: CustodyMove) -> Tag:
    """Return the state as a tag."""
    state = CustodyState(found.state)
    icon, kind = SIGNS[state]
    return Tag(text=str(state.label), icon=icon, kind=kind)


def steps_of(found: CustodyMove) -> Route:
    """Return the steps with what stands done, runs and waits."""
    state = CustodyState(found.state)
    names = [_("List"), _("Acceptance"), _("Berita acara"), _("Move")]
    if found.kind == MoveKind.HANDOVER:
        names[1] = _("Verification")
    return Route(
        title=_("Steps"),
        steps=[
            RouteStep(
                state=_mark(state, number),
                name=name,
                text=_("Waits %(what)s") % {"what": WAITS[state]}
                if number == BEHIND.get(state)
                else "",
            )
            for number, name in enumerate(names)
        ],
    )


def _mark(state: CustodyState, number: int) -> StepMark:
    if state == CustodyState.ABORTED:
        return StepMark.SKIPPED
    behind = BEHIND[state]
    if number < behind:
        return StepMark.DONE
    return StepMark.NOW if number == behind else StepMark.WAITING


def page_of_move(found: CustodyMove) -> str:
    """Return the address of the move's own page."""
    words = WORDS.get(MoveKind(found.kind))
    return reverse(words.name, args=[found.pk]) if words else ""


def crumbs_of(found: CustodyMove, last: str = "") -> list[tuple[str, str]]:
    """Return the way here; `last` names a page below the move's own."""
    words = WORDS[MoveKind(found.kind)]
    way: list[tuple[Any, str]] = [
        (_("Archive"), reverse("record_list")),
        (str(words.many), reverse(f"{words.name}s")),
        (found.name, page_of_move(found) if last else ""),
    ]
    return [*way, (last, "")] if last else way
