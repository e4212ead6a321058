"""The page beside the text: from a pause in typing to the answer with its sheets.

    uv run python -m bench.beside

On the test services, through the door of the page, in a database of its own: each time
another text, as after a pause. A long draft is drawn too, at its beginning and end.
"""

import itertools
import sys
from collections.abc import Callable
from uuid import UUID

from bench import database
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.test import Client
from django.urls import reverse

from tests.office.kabupaten import Office
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of

LIMIT_MS, ROUNDS = 300, 40
WORDS = "Bersama ini kami sampaikan hal yang perlu ditindaklanjuti. " * 12
TURN = itertools.count()


def asked(client: Client, letter_id: UUID, see: tuple[str, ...]) -> dict[str, object]:
    """Ask for the page as the editor does after a pause."""
    form = {"subject": f"Undangan rapat {next(TURN)}", "see": list(see)}
    answer = client.post(reverse("letter_preview", args=[letter_id]), form)
    told: dict[str, object] = answer.json()
    assert told["sheets"], told
    return told


LONG = 300
Body = list[dict[str, object]]
Case = tuple[Callable[[], Body], tuple[str, ...], int]


def three_pages() -> Body:
    """Return a text that fills three pages."""
    return [{"type": "paragraph", "value": WORDS} for _n in range(9)]


def many_pages() -> Body:
    """Return a text of 300 pages; more signs a letter may not have."""
    page: Body = [{"type": "paragraph", "value": WORDS[:500]}, {"type": "page_break"}]
    return [dict(block) for _n in range(LONG) for block in page][:-1]


#: What is measured: the body, the sheets looked at, times.
CASES = (
    (three_pages, ("1:",), ROUNDS),
    (three_pages, ("1:", "2:", "3:"), ROUNDS),
    (many_pages, ("150:",), 3),
)


def measured(office: Office, case: Case) -> Row:
    """Draft a letter and ask for its page again and again."""
    body, see, rounds = case
    letter = make_draft(office, body=body())
    client = client_of(office.drafter)
    pages = asked(client, letter.pk, see)["count"]
    row: Row = {
        "what": f"{pages} pages, {len(see)} of them in sight",
        **timed(lambda: asked(client, letter.pk, see), rounds),
    }
    if rounds < ROUNDS:
        return row | {"limit": "answers"}
    return within(row | {"limit": f"p95 {LIMIT_MS} ms"}, "p95_ms", LIMIT_MS)


def main() -> int:
    """Measure all of it."""
    with database.office() as office:
        return keep("beside", [measured(office, case) for case in CASES])


if __name__ == "__main__":
    sys.exit(main())
