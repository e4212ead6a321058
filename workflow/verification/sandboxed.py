"""Judging a stranger's file behind the walls of the sandbox.

`judge_in_sandbox` is the `run` that `verify` takes. A file that breaks the
sandbox's limits is one that cannot be determined, unless our record knows its bytes.
"""

from eoffice import sandbox
from workflow.verification import ours
from workflow.verification.policy import Policy
from workflow.verification.recognition import Recognition
from workflow.verification.verdict import Verdict, undetermined

TASK = "judge_signatures"


def register() -> None:
    """Allow the task in the sandbox; at start it is loaded ahead of the first file."""
    sandbox.register_task(TASK, "workflow.verification.sandbox_task:judge_file")


def judge_in_sandbox(
    pdf: bytes, policy: Policy, known: Recognition | None = None
) -> Verdict:
    """Judge `pdf` like `judge`, in a process without network, bounded in all ways.

    Raises `SandboxUnavailable` only: everything else is a verdict.
    """
    register()
    try:
        values = sandbox.run(
            TASK,
            pdf,
            policy=policy.to_json(),
            known=known.to_json() if known else None,
        )
    # Our fault and not the file's: no verdict is told, and it may be tried again.
    except sandbox.SandboxUnavailable:
        raise
    except sandbox.SandboxError:
        unread = undetermined(pdf, "unreadable")
        return ours.concluded(unread, pdf, known) if known else unread
    return Verdict.from_json(values)
