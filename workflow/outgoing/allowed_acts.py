"""What a person may do with an outgoing letter now: for page, API and template.

Beside it, what a page or an answer about letters needs, in few queries.
"""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official
from workflow.approval import access as approval_access
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.queries.correctable import is_correctable
from workflow.approval.queries.recalling import may_recall
from workflow.approval.queries.withdrawal import withdrawable_step
from workflow.letters import access as letters_access
from workflow.letters.models import Letter, StepKind
from workflow.signing.models import Signature
from workflow.signing.not_before import day_waited_for

NAMES = ("name", "title_before", "title_after")  # what a person's name is made of
ROW = (
    *(
        "id",
        "status",
        "outside",
        "status_since",
        "subject",
        "number",
        "sequence_number",
    ),
    *("urgency", "security_class", "classification_code", "authority", "letter_date"),
    *("created_at", "updated_at", "signed_at", "sent_at", "signed_letter_date"),
    *("letter_type__code", "letter_type__name", "unit__code", "unit__name"),
    *(f"drafter__{name}" for name in NAMES),
    *("drafter_position__title", "signatory_position__title"),
    *("current_version__number", "current_version__content_hash"),
)


def for_lists(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Bring what a row of a list shows and no more: three queries, however long."""
    signed = Signature.objects.only("letter", "official", "created_at")
    signers = Official.objects.only(*NAMES)
    return (
        letters.select_related(
            "letter_type",
            "unit",
            "drafter",
            "drafter_position",
            "signatory_position",
            "current_version",
        )
        .only(*ROW)
        .prefetch_related(
            Prefetch("signatures", signed), Prefetch("signatures__official", signers)
        )
    )


def for_display(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Bring everything one letter shows."""
    whole = letters.select_related(
        "letter_type",
        "type_version",
        "unit",
        "drafter",
        "drafter_position",
        "signatory_position__unit",
        "current_version",
    )
    return whole.defer("type_version__start", "type_version__example").prefetch_related(
        "signatures__official",
        "recipients__position",
        "recipients__unit",
        "references",
        "attachments__stored__upload",
        "steps__position",
        "steps__letter",
        "steps__decision__official",
    )


def current_steps(letter: Letter) -> list[ApprovalStep]:
    """Return the steps of the version under way, in order.

    An initial that was taken back is told by the timeline; its position has a new step.
    """
    version = letter.current_version_id
    return [
        step
        for step in letter.steps.all()
        if step.version_id == version and step.state != StepState.WITHDRAWN
    ]


def allowed_acts(
    actor: Actor, letter: Letter, steps: Sequence[ApprovalStep] | None = None
) -> list[str]:
    """Return what the person may do with the letter now, by right and by state.

    `steps` are those of the version under way, where they have been read already.
    """
    # By the rules that the operations ask; they alone see, under their lock, whether
    # the letter is being signed at that moment.
    acts: list[str] = []
    if may_edit(actor, letter):
        acts += ["edit", "submit"]
        # Once submitted it has been read by others and is not deleted any more.
        if letter.current_version_id is None:
            acts.append("delete")
    if letter.is_under_approval:
        acts += _acts_on_the_way(
            actor, letter, current_steps(letter) if steps is None else steps
        )
    if letter.is_issued and letters_access.may(actor, "letter.correct", letter):
        acts.append("correct")
    if letter.is_in_force and letters_access.may(actor, "letter.revoke", letter):
        acts.append("revoke")
    if actor.chosen is not None and not actor.chosen.stood_in_for:
        acts.append("clone")
    return acts


def may_edit(actor: Actor, letter: Letter) -> bool:
    """Tell whether the letter opens in the editor for this person; without queries."""
    return letter.is_editable and letters_access.may(actor, "letter.edit", letter)


def _acts_on_the_route(actor: Actor, step: ApprovalStep) -> list[str]:
    if step.state != StepState.OPEN or step.kind == StepKind.SIGNATURE:
        return []
    asked = {"reassign": "step.reassign", "skip": "step.skip"}
    return [
        act for act, right in asked.items() if approval_access.may(actor, right, step)
    ]


def _acts_on_the_way(
    actor: Actor, letter: Letter, steps: Sequence[ApprovalStep]
) -> list[str]:
    acts = ["recall"] if may_recall(actor, letter, steps) else []
    for step in steps:
        acts += _acts_on_the_route(actor, step)
        if step.state == StepState.OPEN and approval_access.may(
            actor, "step.decide", step
        ):
            decides = ["sign"] if step.kind == StepKind.SIGNATURE else ["approve"]
            waits = decides == ["sign"] and day_waited_for(letter) is not None
            acts += [*([] if waits else decides), "return", "refuse"]
            acts += ["correct_text"] if is_correctable(letter, step) else []
    if withdrawable_step(actor, letter, steps) is not None:
        acts.append("withdraw")
    # One person may fill two positions of a route: each act is offered once.
    return list(dict.fromkeys(acts))
