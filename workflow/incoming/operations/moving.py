"""Moving incoming letters from state to state, by the table of allowed moves."""

from eoffice.errors import StateForbids
from workflow.incoming.models import INCOMING_MOVES, IncomingLetter


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
