"""The acts of an office end to end: sign a letter, register a scan, take numbers.

    uv run python -m bench.acts

On the test services, in a database of its own. The key of the signing is measured in
the same run, bare, and the page too, so that what is left is our own.
"""

import io
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from bench import database
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connections, transaction
from django.utils import timezone

from bench.signing import bare_operation
from demo.specimens.letters import scan_of, specimens
from eoffice.files.checking import check_upload
from eoffice.files.receiving import receive_upload
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Unit
from tests.office.kabupaten import Office, actor
from tests.office.outgoing import make_draft
from tests.office.signers import SECRET, demo_authority, make_signer
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.incoming.operations.registering import (
    Registration,
    receive_letter,
    register_incoming_letter,
)
from workflow.models import LedgerNumber, Letter, Register
from workflow.numbering.operations import take_agenda_number
from workflow.pades.demo_authority import SignerRequest
from workflow.pades.ports import Secret
from workflow.rendering.pool import renderer
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree
from workflow.signing.operations.signing import sign_letter

ROUNDS, WARM = 20, 3
WRITERS, PER_WRITER, NUMBERS_LIMIT = 32, 10, 300
SIGN_LIMIT_MS, OVERHEAD_LIMIT_MS, SCAN_LIMIT_MS = 250, 50, 300
ALGORITHMS = ("p256", "rsa3072")


def ready_letter(office: Office) -> Letter:
    """Return a letter that waits for its signature."""
    letter = make_draft(office)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    return letter


def signing(office: Office, algorithm: str) -> list[Row]:
    """Measure signing end to end with a key of that kind, and what it rests on."""
    who = office.sekda
    request = SignerRequest(common_name=who.official.name, algorithm=algorithm)
    issued = demo_authority().issue_signer(request, SECRET)
    make_signer(who, issued)
    letters = [ready_letter(office) for _n in range(ROUNDS + WARM)]
    sekda, waiting = actor(who), iter(letters)

    def sign() -> None:
        letter, secret = next(waiting), Secret(SECRET)
        sign_letter(actor=sekda, letter_id=letter.pk, secret=secret)

    timed(sign, WARM)
    whole = timed(sign, ROUNDS)
    page = timed(lambda: _draw(letters[0]), ROUNDS)
    key = timed(bare_operation(algorithm), ROUNDS)
    own = whole["median_ms"] - page["median_ms"] - key["median_ms"]
    row: Row = {"what": f"sign one letter, end to end ({algorithm})", **whole}
    left: Row = {
        "what": f"of which above page and key ({algorithm})",
        "limit": f"{OVERHEAD_LIMIT_MS} ms",
        "page_ms": page["median_ms"],
        "key_ms": key["median_ms"],
        "own_ms": round(own, 1),
    }
    limited = {**row, "limit": f"{SIGN_LIMIT_MS} ms"}
    return [
        within(limited, "median_ms", SIGN_LIMIT_MS),
        within(left, "own_ms", OVERHEAD_LIMIT_MS),
    ]


def _draw(letter: Letter) -> None:
    letter.refresh_from_db()
    version = letter.current_version
    if version is not None:
        tree = LetterTree.model_validate(version.content)
        renderer().render(tree, tree.type, RenderFacts(mode="frozen"))


def registering(office: Office) -> list[Row]:
    """Measure the answers a clerk waits for: file taken in, letter entered."""
    clerk = actor(office.setda_clerk)
    scans = [
        scan_of(one, seed=n) for n, one in enumerate(specimens(ROUNDS + WARM, seed=3))
    ]
    waiting, brought = iter(scans), []

    def bring() -> None:
        upload = receive_upload(
            owner=office.setda_clerk.user,
            name="pindaian.pdf",
            stream=io.BytesIO(next(waiting)),
            actor=clerk,
        )
        check_upload(upload.pk)
        brought.append(receive_letter(actor=clerk, upload_ids=[upload.pk]))

    def enter() -> None:
        register_incoming_letter(
            actor=clerk,
            incoming_id=brought.pop().pk,
            row_version=None,
            registration=Registration(
                sender="Dinas Sosial",
                subject="Permohonan data",
                letter_date=timezone.localdate() - timedelta(days=1),
            ),
        )

    timed(bring, WARM)
    taken, entered = timed(bring, ROUNDS), timed(enter, ROUNDS)
    both = round(taken["median_ms"] + entered["median_ms"], 1)
    what = "a scan: taken in, checked for bad content, received"
    rows: list[Row] = [{"what": what, **taken}, {"what": "its registration", **entered}]
    whole: Row = {"what": "register one scan, both", "median_ms": both}
    limited = {**whole, "limit": f"{SCAN_LIMIT_MS} ms"}
    return [*rows, within(limited, "median_ms", SCAN_LIMIT_MS)]


def numbering(office: Office) -> list[Row]:
    """Let 32 writers take numbers of one register at once; none twice, no gap.

    By the product's own operation, and by its statements alone in the same minute: what
    machine and database give at most.
    """
    clerk, year = office.setda_clerk.official, timezone.localdate().year

    def bare(unit: Unit) -> None:
        rows = Register.objects.select_for_update(no_key=True)
        register = rows.get(unit=unit, series="agenda", year=year)
        register.last_value += 1
        register.save(update_fields=["last_value"])
        LedgerNumber.objects.create(
            register=register,
            value=register.last_value,
            text=str(register.last_value),
            purpose_id=uuid7(),
            state="used",
        )

    def take(unit: Unit) -> None:
        take_agenda_number(unit, uuid7(), clerk)

    alone = _raced("lock, count and insert, bare", bare, office.setda)
    ours = _raced("agenda numbers", take, office.dinkes)
    ours["limit"] = f"{NUMBERS_LIMIT} a second, no gap, none twice"
    if float(str(ours["per_second"])) < NUMBERS_LIMIT:
        ours["kept"] = "OVER"
    return [alone, ours]


def _raced(what: str, act: Callable[[Unit], None], unit: Unit) -> Row:
    year = timezone.localdate().year
    made, _new = Register.objects.get_or_create(unit=unit, series="agenda", year=year)
    before = made.numbers.count()

    def take() -> None:
        for _n in range(PER_WRITER):
            with transaction.atomic():
                act(unit)
        connections.close_all()

    threads = [threading.Thread(target=take) for _n in range(WRITERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    register = Register.objects.get(unit=unit, series="agenda", year=year)
    values = sorted(register.numbers.values_list("value", flat=True))
    taken = WRITERS * PER_WRITER
    return {
        "what": f"{what}, by {WRITERS} writers of one register",
        "per_second": round(taken / took),
        "kept": "yes" if values == list(range(1, before + taken + 1)) else "OVER",
    }


def main() -> int:
    """Measure everything on a database of its own."""
    rows: list[Row] = []
    with database.office() as office:
        for algorithm in ALGORITHMS:
            rows += signing(office, algorithm)
        rows += registering(office)
        rows += numbering(office)
    return keep("acts", rows)


if __name__ == "__main__":
    sys.exit(main())
