"""The lock of a step: after its letter, as `workflow.letters.locks` says."""

from uuid import UUID

from eoffice.errors import NotFound
from workflow.approval.models import ApprovalStep
from workflow.letters.models import Letter


def locked_step(letter: Letter, step_id: UUID) -> ApprovalStep:
    """Lock a step of the (locked) letter and return it.

    A step of another letter is unknown here, whatever the caller's rights on it.
    """
    step = (
        ApprovalStep.objects.select_for_update(no_key=True, of=("self",))
        .select_related("version", "position")
        .filter(pk=step_id, letter=letter)
        .first()
    )
    if step is None:
        raise NotFound
    return step
