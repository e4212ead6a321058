"""What the page says right after an initial, on the next letter or on the same one."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from eoffice.identifiers import as_uuid
from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.queries.withdrawal import is_withdrawable
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.desk_round import next_after


def after_initial(actor: Actor, letter_id: UUID, step_id: UUID) -> str:
    """Return where one is led after an initial: the next letter that waits."""
    goes_to = next_after(actor, letter_id) or letter_id
    return f"{reverse('letter_read', args=[goes_to])}?paraf={step_id}"


def just_initialled(request: HttpRequest, actor: Actor) -> dict[str, object]:
    """Return the initial that was given a moment ago, and how it is taken back."""
    step_id = as_uuid(request.GET.get("paraf", ""))
    if step_id is None:
        return {}
    mine = ApprovalStep.objects.filter(
        pk=step_id, state=StepState.APPROVED, position__in=actor.acting_position_ids
    )
    step = mine.select_related("letter").first()
    if step is None:
        return {}
    letter = step.letter
    steps = list(letter.steps.filter(version=step.version_id))
    undo = ""
    if is_withdrawable(actor, letter, step, steps):
        undo = reverse("letter_initial_withdraw", args=[letter.pk, step.pk])
    return {"initialled": shown_title(letter), "initial_undo": undo}
