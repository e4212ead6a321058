"""Starting a signer: everything it needs goes through a pipe that nobody else can read.

Neither the environment nor the command line of the new process holds a setting or the
secret (both can be read by others of the same user), and nothing touches a disk.
"""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

from eoffice.environment import Environment, environment
from workflow.pades.ports import Secret
from workflow.signing.sessions.signer_process.order import packed

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = "workflow.signing.sessions.signer_process"
PARTING_S = 30.0  # Python starts and forks within a tenth of a second


def start_signer(*, job_id: UUID, official_id: UUID, secret: Secret) -> None:
    """Start a process that signs the letters of the job; the secret is wiped here.

    Returns as soon as the process stands apart from this one: no signal to this
    process or its group reaches it, and nobody has to collect it.

    Raises:
        OSError: it could not be started; nothing was signed.
    """
    order = {
        "settings": environment().exported(),
        "job_id": str(job_id),
        "official_id": str(official_id),
    }
    with secret:
        _start(packed(order, secret.reveal()))


def _start(message: bytes) -> None:
    try:
        subprocess.run(  # noqa: S603  our own program, no word from outside
            [sys.executable, "-m", PROGRAM],
            input=message,
            stdout=subprocess.DEVNULL,
            env=_plain_variables(),
            start_new_session=True,
            check=True,
            timeout=PARTING_S,
        )
    except subprocess.SubprocessError as error:
        message_for_log = "the signer did not start"
        raise OSError(message_for_log) from error


def _plain_variables() -> dict[str, str]:
    """Return the variables of this process that are no settings of ours."""
    settings = Environment.model_fields
    kept = {name: value for name, value in os.environ.items() if name not in settings}
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    return kept | {"PYTHONPATH": path}
