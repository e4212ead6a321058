"""A process that does one act of the office and stops at a chosen step, to be killed.

    python -m tests.workflow.signing.crashing sign LETTER_ID
    python -m tests.workflow.signing.crashing check UPLOAD_ID
    python -m tests.workflow.signing.crashing capture LETTER_ID
    python -m tests.workflow.signing.crashing deliver LETTER_ID

STOP_AT names the step, STOP_FILE is written when it is reached. The operations are
the product's own; only the places between their strides are watched.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from eoffice.process.start import start_django

start_django()

from archive.records import capturing  # noqa: E402  after Django's setup
from eoffice.accounts.models import User  # noqa: E402  after Django's setup
from eoffice.audit import trail  # noqa: E402  after Django's setup
from eoffice.files import checking  # noqa: E402  after Django's setup
from eoffice.files.trail_acts import UploadAct  # noqa: E402  after Django's setup
from eoffice.objects import store  # noqa: E402  after Django's setup
from eoffice.organisation.actor import actor_of  # noqa: E402  after Django's setup
from workflow.delivery import operations  # noqa: E402  after Django's setup
from workflow.pades.ports import Secret  # noqa: E402  after Django's setup
from workflow.signing.operations import signing  # noqa: E402  after setup

SECRET = "rahasia-penanda-tangan"


def stop(step: str) -> None:
    """Say that the step is reached and wait to be killed, if it is the one."""
    if os.environ.get("STOP_AT") == step:
        Path(os.environ["STOP_FILE"]).write_text(str(os.getpid()))
        time.sleep(120)


def watch(
    place: Any, name: str, *, before: str = "", after: str = "", only: str = ""
) -> None:
    """Stop before or after a function; `only` asks for its first argument."""
    real: Callable[..., Any] = getattr(place, name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        if before and (not only or args[0] == only):
            stop(before)
        result = real(*args, **kwargs)
        if after and (not only or args[0] == only):
            stop(after)
        return result

    setattr(place, name, watched)


def sign(letter_id: UUID) -> None:
    watch(signing, "open_attempt", after="reserved")
    watch(store, "put_bytes", before="sealed", after="stored")
    watch(trail, "record", after="undecided", only="letter.signed")
    signatory = User.objects.get(username="sekda")
    actor = actor_of(signatory)
    assert actor is not None
    signing.sign_letter(actor=actor, letter_id=letter_id, secret=Secret(SECRET))


def check(upload_id: UUID) -> None:
    watch(checking, "_judged", after="judged")
    watch(checking, "_accept", before="placed", after="accepted")
    watch(trail, "record", after="undecided", only=UploadAct.CLEAN)
    checking.check_upload(upload_id)


def capture(letter_id: UUID) -> None:
    watch(trail, "record", after="undecided", only="record.captured")
    watch(capturing, "_lock_contents", before="captured")
    capturing.capture_outgoing(letter_id=letter_id)


def deliver(letter_id: UUID) -> None:
    watch(trail, "record", after="first_desk", only="incoming.delivered")
    operations.deliver_letter(letter_id=letter_id)


ACTS = {"sign": sign, "check": check, "capture": capture, "deliver": deliver}

if __name__ == "__main__":
    ACTS[sys.argv[1]](UUID(sys.argv[2]))
