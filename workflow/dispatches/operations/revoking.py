"""A letter that was revoked goes to nobody any more."""

from uuid import UUID

from django.db import transaction

from workflow.dispatches.models import TO_DO, Dispatch
from workflow.dispatches.operations.linking import close_link
from workflow.dispatches.operations.sending import end_dispatch
from workflow.dispatches.operations.settling import settle_letter
from workflow.letters.locks import locked_letter


@transaction.atomic
def end_dispatches_of(*, letter_id: UUID) -> None:
    """Take back what waits of a revoked letter, and close its links; again harmless.

    What has left stays told as it is: its paper is out there.
    """
    letter = locked_letter(letter_id)
    if letter.is_in_force:
        return
    rows = Dispatch.objects.select_for_update(no_key=True, of=("self",))
    for dispatch in rows.filter(letter=letter).order_by("pk"):
        dispatch.letter = letter
        if dispatch.state in TO_DO:
            end_dispatch(dispatch, actor=None)
        else:
            close_link(dispatch)
    settle_letter(letter, None)
