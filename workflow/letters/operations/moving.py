"""Moving letters from state to state, by the tables of allowed moves."""

from django.utils import timezone

from eoffice.errors import StateForbids
from workflow.letters import access
from workflow.letters.models import ALLOWED_MOVES, Letter


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
