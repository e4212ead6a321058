"""One order of a signer, from the pipe to the last letter.

It has five minutes. Whatever hangs then, the kernel ends it, and the secret with it;
the sweeper of sessions tells what became of each letter.
"""

import os
import signal
import sys
from typing import Any
from uuid import UUID

from eoffice.environment import take_over
from eoffice.process.start import start_django
from eoffice.process.walls import close_memory, wipe_secrets
from workflow.signing.sessions.signer_process.order import unpacked

LONGEST_S = 300


def close() -> None:
    """Close the process to others of its user, and set its end."""
    close_memory()
    signal.alarm(LONGEST_S)


def sign(order: dict[str, Any], given: bytearray) -> None:
    """Start the product and sign the letters of the order; the secret is wiped."""
    take_over(order["settings"])
    # Others of the same user can read an environment, so no secret stays in it.
    wipe_secrets()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings")
    start_django()

    from workflow.pades.ports import Secret  # noqa: PLC0415  the same
    from workflow.signing.sessions.running import run_session  # noqa: PLC0415  after it

    with Secret(bytes(given)) as secret:
        given[:] = bytes(len(given))
        run_session(
            job_id=UUID(order["job_id"]),
            official_id=UUID(order["official_id"]),
            secret=secret,
        )


if __name__ == "__main__":
    close()
    sign(*unpacked(bytearray(sys.stdin.buffer.read())))
