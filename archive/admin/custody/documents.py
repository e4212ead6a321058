"""The documents of transfers and hand-overs, by the pages that all procedures share."""

from functools import partial
from uuid import UUID

from archive.admin.custody.pages import find
from archive.admin.custody.words import WORDS, crumbs_of
from archive.admin.papers.desk import PaperDesk
from archive.custody import access
from archive.custody.documenting import (
    ENTERED_ELSEWHERE,
    record_move_document,
    write_move_document,
)
from archive.custody.models import CustodyMove
from archive.custody.papers import documents_of
from archive.custody.states import MoveKind
from eoffice.organisation.actor import Actor


def _find(kind: MoveKind, actor: Actor, move_id: UUID) -> CustodyMove:
    return find(actor, kind, move_id)


def _may(actor: Actor, found: CustodyMove) -> bool:
    return access.may(actor, "custody.document", found)


DESKS = {
    kind: PaperDesk(
        find=partial(_find, kind),
        papers=documents_of,
        may=_may,
        write=write_move_document,
        record=record_move_document,
        crumbs=crumbs_of,
        id_name="move_id",
        in_address=f"{words.name}_id",
        page=words.name,
        documents=f"{words.name}_documents",
        document=f"{words.name}_document",
        not_entered=frozenset(one.value for one in ENTERED_ELSEWHERE),
    )
    for kind, words in WORDS.items()
}
