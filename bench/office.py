"""The acts of an office: sign, number, register, list, home page.

    uv run python -m bench.office [LETTERS]

Runs on the test services in a database of its own (made and dropped). LETTERS
(default 10,000) is the volume behind the list pages. Prints a table and writes
var/bench/office.json.
"""

import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

# The environment of a test worker: real services, names of its own.
os.environ.setdefault("PYTEST_XDIST_WORKER", "bench")
import django

from tests.harness import plugin

django.setup()

from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.demo.load import Load
from eoffice.identifiers import uuid7
from tests import factories
from workflow.models import LedgerNumber, Letter, Register
from workflow.operations.approving import approve_step
from workflow.operations.numbering import locked_register
from workflow.operations.signing import sign_letter
from workflow.operations.submitting import submit_letter
from workflow.rendering.pool import renderer
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree
from workflow.signing.ports import Secret

ROUNDS = 15
WRITERS, PER_WRITER = 32, 10
PAGES = ("/", "/naskah-keluar/", "/naskah-masuk/", "/disposisi/", "/arsip/")
Row = dict[str, object]


def timed(act: Callable[[], object], rounds: int = ROUNDS) -> dict[str, float]:
    """Return median and p95 of the act's wall clock, in milliseconds."""
    took = []
    for _round in range(rounds):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    at = min(len(took) - 1, round(0.95 * (len(took) - 1)))
    return {
        "median_ms": round(statistics.median(took), 1),
        "p95_ms": round(took[at], 1),
    }


def ready_letter(office: factories.Office) -> Letter:
    """Return a letter that waits for its signature."""
    drafter = factories.actor(office.drafter)
    letter = factories.make_draft(office)
    submit_letter(actor=drafter, letter_id=letter.pk)
    step = letter.steps.get(state="open")
    approve_step(
        actor=factories.actor(office.kabag), letter_id=letter.pk, step_id=step.pk
    )
    return letter


def signing(office: factories.Office) -> list[Row]:
    """Measure the act of signing end to end, and the page and key it rests on."""
    factories.make_signer(office.sekda)
    letters = [ready_letter(office) for _n in range(ROUNDS)]
    sekda = factories.actor(office.sekda)
    waiting = iter(letters)
    whole = timed(
        lambda: sign_letter(
            actor=sekda, letter_id=next(waiting).pk, secret=Secret(factories.SECRET)
        )
    )
    letters[0].refresh_from_db()
    tree = LetterTree.model_validate(letters[0].current_version.content)
    page = timed(lambda: renderer().render(tree, tree.type, RenderFacts(mode="frozen")))
    return [
        {"what": "sign one letter, end to end", "limit": "250 ms", **whole},
        {"what": "of which the page", "limit": "-", **page},
    ]


def numbering(office: factories.Office) -> Row:
    """Let 32 writers take numbers of one register at once; none twice, no gap."""

    def take() -> None:
        for _n in range(PER_WRITER):
            with transaction.atomic():
                register = locked_register(office.setda, "agenda", 2026)
                register.last_value += 1
                register.save(update_fields=["last_value"])
                LedgerNumber.objects.create(
                    register=register,
                    value=register.last_value,
                    text=str(register.last_value),
                    purpose_id=uuid7(),
                    state="used",
                )
        connections.close_all()

    threads = [threading.Thread(target=take) for _n in range(WRITERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    register = Register.objects.get(unit=office.setda, series="agenda", year=2026)
    values = sorted(register.numbers.values_list("value", flat=True))
    whole = values == list(range(1, WRITERS * PER_WRITER + 1))
    return {
        "what": f"numbers by {WRITERS} writers (no gap: {whole})",
        "limit": "-",
        "per_second": round(len(values) / took),
    }


def page_rows(office: factories.Office, letters: int) -> list[Row]:
    """Measure pages as a clerk: time, queries, bytes."""
    client = Client(HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(office.setda_clerk.user)
    rows: list[Row] = []
    for path in PAGES:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        row: Row = {
            "what": f"{path} at {letters:,} letters ({answer.status_code})",
            "limit": "200 ms, 25 queries",
            "queries": len(queries),
            "bytes": len(answer.content),
        }
        rows.append({**row, **timed(lambda at=path: client.get(at))})
    return rows


def show(rows: list[Row]) -> None:
    """Print the table and keep it as JSON."""
    for row in rows:
        facts = {k: v for k, v in row.items() if k not in {"what", "limit"}}
        told = "  ".join(f"{name} {value}" for name, value in facts.items())
        print(f"{row['what']:<52} limit {row['limit']:<20} {told}")
    path = Path("var") / "bench" / "office.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=1), "utf-8")


def main() -> int:
    """Measure everything on a database of its own."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    plugin.DATABASE.create()
    try:
        office = factories.build_office()
        rows = [*signing(office), numbering(office)]
        rows += page_rows(office, Letter.objects.count())
        Load().make(letters, lambda _done: None)
        rows += page_rows(office, Letter.objects.count())
        show(rows)
    finally:
        connections.close_all()
        plugin.DATABASE.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())
