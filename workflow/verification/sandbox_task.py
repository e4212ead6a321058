"""The judging of a file as a job of the sandbox (loaded there, without Django)."""

from typing import Any, Protocol

from workflow.verification.judgement import judge
from workflow.verification.policy import Policy, PolicyJson
from workflow.verification.recognition import Recognition


class File(Protocol):
    """What a job brings: the bytes of the file."""

    @property
    def data(self) -> bytes:
        """The whole file."""
        ...


def judge_file(
    job: File, *, policy: PolicyJson, known: dict[str, Any] | None
) -> dict[str, Any]:
    """Judge the job's file; plain values in, plain values out."""
    recognition = Recognition.from_json(known) if known else None
    return judge(job.data, Policy.from_json(policy), recognition).to_json()


# Parsers load some of their parts late; inside the walls that is too late.
judge(b"%PDF-", Policy(roots=()))
