"""How the pages of documents reach the procedure that they belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from archive.papers.kinds import PaperKind, PaperState
from archive.papers.slots import ProcedurePaper
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import Tag

SIGNS = {
    PaperState.MISSING: ("circle", "due"),
    PaperState.DRAFT: ("file-pen", "info"),
    PaperState.SIGNED: ("shield-check", "ok"),
    PaperState.OTHER_SIGNER: ("triangle-alert", "bad"),
    PaperState.OUTSIDE: ("stamp", "ok"),
    PaperState.MADE: ("table", "ok"),
    PaperState.NOT_NEEDED: ("circle-check", ""),
}


def anybody(_actor: Actor, _found: Any, _kind: PaperKind) -> bool:
    """Let everybody enter who may deal with the documents at all."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDesk:
    """One kind of procedure: its rows, its documents, its acts and its addresses.

    `find` gives the procedure or NotFound; `write` and `record` are its operations,
    asked with actor, the id, kind and party; `may_enter` tells whether this person may
    enter one of this kind as signed outside. `page` names the procedure's own page,
    `documents` and `document` those of its papers. `own_kinds` are entered elsewhere.
    """

    find: Callable[[Actor, UUID], Any]
    papers: Callable[[Any], list[ProcedurePaper]]
    may: Callable[[Actor, Any], bool]
    write: Callable[..., Any]
    record: Callable[..., Any]
    crumbs: Callable[[Any, str], list[tuple[str, str]]]
    id_name: str  # as the operations name it
    in_address: str
    page: str
    documents: str
    document: str
    not_entered: frozenset[str] = frozenset()
    may_enter: Callable[[Actor, Any, PaperKind], bool] = anybody


def tag_of(paper: ProcedurePaper) -> Tag:
    """Return how far the document is, as a tag."""
    icon, kind = SIGNS[paper.state]
    return Tag(text=str(paper.state.label), icon=icon, kind=kind)


def is_to_be_made(desk: PaperDesk, paper: ProcedurePaper) -> bool:
    """Tell whether the place is empty and something may be put there on its page."""
    is_empty = paper.letter is None and paper.outside is None
    is_empty = is_empty or paper.state == PaperState.OTHER_SIGNER
    by_page = paper.slot.kind not in desk.not_entered or paper.slot.type_code
    return is_empty and not paper.slot.content and bool(by_page)
