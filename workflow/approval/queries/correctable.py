"""Whether a verifier may correct the text at a step: by the type the letter keeps."""

from workflow.approval.models import ApprovalStep, StepState
from workflow.letters.models import Letter, StepKind


def is_correctable(letter: Letter, step: ApprovalStep) -> bool:
    """Tell whether the open step allows it; a signature never: it signs what is."""
    is_open = step.state == StepState.OPEN and step.kind != StepKind.SIGNATURE
    return is_open and letter.type_version.verifier_corrects
