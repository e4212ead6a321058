"""Every page and answer with real things in it: its headers, and GET only reads."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.shell.middleware import POLICY
from tests.eoffice.shell.test_frame import INLINE
from tests.guard.foreign_words import foreign_parts
from tests.guard.inventory import filled, inventory, parameters
from tests.guard.known_once import known_once
from tests.guard.read_marks import RECEIPTS, forbidden_write
from tests.guard.test_real_ids import unhurried, world
from tests.guard.walking import ask, assert_none
from tests.guard.world import World
from tests.office.visitors import client_of

__all__ = ["known_once", "unhurried", "world"]
READERS = ("sekda", "kadis", "kabag", "setda_clerk", "setda_archivist", "admin")
FILE_POLICY = "sandbox; default-src 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}
FOR_PROGRAMMERS = "/api/v1/docs"  # shows the names of the API itself
STATES = 2  # the latest of a kind; the walk of strangers takes them all


def addresses(world: World, kinds: set[str]) -> list[tuple[str, str]]:
    """Return (route, path) of every door of these kinds, with real things."""
    found = []
    for route, kind in inventory().doors.items():
        if kind not in kinds or "^" in route:
            continue
        things = world.of(route)[-STATES:] if parameters(route) else [{}]
        found += [(route, filled(route, values)) for values in things]
    return found


def faults_of(answer, *, is_private: bool) -> list[str]:
    """Return which header is wrong, or what stands in the page that may not."""
    found = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in ALWAYS.items()
        if answer.headers.get(name) != value
    ]
    if answer.headers.get("Content-Security-Policy") not in {POLICY, FILE_POLICY}:
        found.append(f"policy: {answer.headers.get('Content-Security-Policy')}")
    if is_private and "no-store" not in answer.headers.get("Cache-Control", ""):
        found.append("may be kept by caches")
    if not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
        page = answer.content.decode()
        found += INLINE.findall(page)
        if answer.request["PATH_INFO"] != FOR_PROGRAMMERS:
            found += foreign_parts(page)
    return found


def test_the_walk_would_find_fields_and_words_of_the_browsers_own():
    page = """<p title="Undo">Simpan</p><script>Save</script><input type="date">
        <input type="file" name="x"><button>Choose File</button>"""

    assert foreign_parts(page) == [
        'type="date"',
        '<input type="file" name="x">',
        "English: Choose",
        "English: Undo",
    ]
    assert foreign_parts('<input class="eo-input" type="file"><b>Pilih</b>') == []


@pytest.mark.parametrize("reader", READERS)
def test_reading_what_is_there_changes_nothing_and_keeps_the_policy(world, reader):
    client = client_of(getattr(world.office, reader))
    client.get("/api/v1/me")
    wrong = {}

    for route, path in addresses(world, {"login", "api"}):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(client, "get", route, path)
        found = faults_of(answer, is_private=True)
        found += filter(None, {forbidden_write(query["sql"]) for query in queries})
        if answer.status_code >= 500 and answer.status_code != 503:
            found.append(str(answer.status_code))
        if found:
            wrong[path] = found

    assert_none(wrong)


def test_public_pages_keep_the_policy(world):
    client, wrong = Client(), {}

    for route, path in addresses(world, {"open", "login", "api"}):
        answer = ask(client, "get", route, path)
        if found := faults_of(answer, is_private=False):
            wrong[path] = found

    assert_none(wrong)


def test_every_receipt_is_really_written_by_opening(world):
    office, written = world.office, set()
    pages = [
        (office.kadis, f"/naskah-masuk/{world.incoming[-1].pk}/"),
        (office.kadis, f"/naskah-keluar/{world.letters[-1].pk}/"),
        (office.kabag, f"/disposisi/{world.dispositions[2].pk}/"),
        (office.kabag, f"/naskah-keluar/{world.letters[2].pk}/"),
    ]

    for person, path in pages:
        with CaptureQueriesContext(connection) as queries:
            ask(client_of(person), "get", path, path)
        text = " ".join(query["sql"].lower() for query in queries)
        written |= {
            table
            for table in RECEIPTS
            if f'update "{table}"' in text or f'insert into "{table}"' in text
        }

    assert written == set(RECEIPTS), "an exception that nobody uses is taken away"
