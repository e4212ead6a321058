"""Making a document of a procedure over the API, or entering one from outside."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from archive.api.papers.shapes import PaperFields
from archive.papers.kinds import kind_named
from archive.papers.slots import OutsidePaper
from eoffice.organisation.actor import Actor


def make_or_enter(
    actor: Actor,
    document: str,
    payload: PaperFields,
    *,
    write: Callable[..., object],
    record: Callable[..., object],
    **procedure: UUID,
) -> None:
    """Draft the letter without a document; with one enter that one.

    `procedure` names the procedure's id as both operations take it.

    Raises:
        NotFound: no such kind of document; the rest as the operations.
    """
    which: dict[str, Any] = {
        **procedure,
        "actor": actor,
        "kind": kind_named(document),
        "party": str(payload.party) if payload.party else "",
    }
    if payload.document is None:
        write(**which)
    else:
        record(**which, given=OutsidePaper(**payload.document.dict()))
