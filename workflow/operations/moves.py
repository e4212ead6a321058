"""Moving letters from state to state, by the tables of allowed moves."""

from django.utils import timezone

from eoffice.errors import StateForbids
from workflow.letters import access
from workflow.models.incoming import INCOMING_MOVES, IncomingLetter
from workflow.models.letter import ALLOWED_MOVES, Letter


def move_letter(letter: Letter, status: str) -> None:
    """Move a locked letter, and refresh who may see it.

    Raises:
        StateForbids: the table does not know this move.
    """
    if letter.status != status:
        if status not in ALLOWED_MOVES[letter.status]:
            raise StateForbids(state=letter.status)
        letter.status = status
        letter.status_since = timezone.now()
    letter.row_version += 1
    letter.save(update_fields=["status", "status_since", "row_version", "updated_at"])
    access.refresh_access(letter)


def move_incoming(incoming: IncomingLetter, status: str) -> None:
    """Move a locked incoming letter and write the row.

    Raises:
        StateForbids: the table does not know this move.
    """
    if status not in INCOMING_MOVES[incoming.status]:
        raise StateForbids(state=incoming.status)
    incoming.status = status
    incoming.row_version += 1
    incoming.save()
