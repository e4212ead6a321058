"""Snapshots of the demo (deploy/compare): what they see, and what they overlook."""

import importlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eoffice.identifiers import uuid7
from tests.harness.services import ROOT

OLD = "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50"


@pytest.fixture
def part(monkeypatch):
    """Return a module of the folder, which is no package."""
    monkeypatch.syspath_prepend(str(ROOT / "deploy" / "compare"))
    return importlib.import_module


@pytest.fixture
def lines(part):
    """Return the lines of a page as a snapshot keeps them."""
    plain = part("changing").Placeholders()

    def of(html: str) -> list[str]:
        page = part("page_text").PageText(plain, is_moving=False)
        page.feed(html)
        page.close()
        return page.lines

    return of


@pytest.fixture
def differs(part, tmp_path, lines):
    """Tell whether a comparison takes two pages for different ones."""

    def of(before: str, after: str, *, with_spaces: bool = False) -> bool:
        for name, html in (("before", before), ("after", after)):
            (tmp_path / name).mkdir()
            (tmp_path / name / "page").write_text("\n".join(lines(html)))
        return not part("difference").compare(
            tmp_path / "before", tmp_path / "after", with_spaces=with_spaces
        )

    return of


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Surat</p>", "<p>Surat masuk</p>"),
        ("<p>Surat</p>", "<p><b>Surat</b></p>"),
        ('<a href="/a/">x</a>', '<a href="/b/">x</a>'),
        (f'<a href="/{OLD}/">x</a>', f'<a href="/{OLD[:-1]}1/">x</a>'),
        ('<i class="a b">x</i>', '<i class="b">x</i>'),
        ("<textarea>a\nb</textarea>", "<textarea>a b</textarea>"),
        ('<script>{"a": 1}</script>', '<script>{"a": 2}</script>'),
    ],
)
def test_a_changed_page_is_a_difference(differs, before, after):
    assert differs(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a class="x"  id="y">x</a>', '<a id="y"\nclass="x">x</a>'),
        ("<p>a\n  b</p>", "<p>a b</p>"),
        ("<meta>", "<meta />"),
        (
            '<link href="/static/office/a.0123456789ab.css">',
            '<link href="/static/b/a.ba9876543210.css">',
        ),
        (
            '<input name="csrfmiddlewaretoken" value="a">',
            '<input name="csrfmiddlewaretoken" value="b">',
        ),
        ('<script>{"a": 1, "b": 2}</script>', '<script>{"b": 2, "a": 1}</script>'),
    ],
)
def test_what_is_the_same_to_a_browser_is_none(differs, before, after):
    assert not differs(before, after, with_spaces=True)


def test_spaces_between_tags_are_no_difference_by_default(differs):
    assert not differs("<b>a</b> <b>c</b>", "<b>a</b><b>c</b>")


def test_spaces_between_tags_are_told_when_asked_for(differs):
    assert differs("<b>a</b> <b>c</b>", "<b>a</b><b>c</b>", with_spaces=True)


def test_the_same_change_on_many_pages_is_told_once(part, tmp_path, capsys):
    for name, word in (("before", "Surat"), ("after", "Naskah")):
        (tmp_path / name).mkdir()
        for page in ("a", "b", "c"):
            (tmp_path / name / page).write_text(f"<p>\n{word}\n</p>\n")

    part("difference").compare(
        tmp_path / "before", tmp_path / "after", with_spaces=False
    )

    told = capsys.readouterr().out
    assert "@@ 3 files, a\n-Surat\n+Naskah\n" in told
    assert "3 compared: 3 differ in 1 ways" in told


def test_an_id_made_by_the_visit_is_left_out_and_no_other(part):
    plain = part("changing").Placeholders()
    time.sleep(0.002)

    assert plain(f"{uuid7()} {uuid7().hex} {OLD}") == f"{{new}} {{new}} {OLD}"


def test_addresses_that_differ_in_ids_and_pages_are_alike(part):
    pattern = part("addresses").pattern

    assert pattern(f"/naskah-masuk/{OLD}/halaman/2/?kecil=1") == (
        "/naskah-masuk/{}/halaman/{}/?kecil={}"
    )
    assert pattern("/disposisi/?kotak=masuk") == "/disposisi/?kotak=masuk"


@pytest.fixture
def house():
    """A small house of pages; it notes what it is asked."""
    asked = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(("GET", self.path))
            links = "".join(f'<a href="/thing/{n}/">x</a>' for n in range(30))
            acts = '<form method="post" action="/delete/"></form>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write((links + acts).encode())

        def do_POST(self):
            asked.append(("POST", self.path))
            self.send_error(500)

        def log_message(self, *_words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_a_visit_opens_a_few_of_each_kind_and_presses_nothing(house, part):
    base, asked = house
    visitor = part("visitor").Visitor(base=base)
    plain = part("changing").Placeholders()

    opened = [o.address for o in part("crawl").crawl(visitor, ["/"], plain)]

    assert opened == ["/", "/thing/0/", "/thing/9/"]
    assert asked == [("GET", address) for address in opened]


def test_a_list_of_things_is_followed_to_the_things(part):
    programs = part("programs")
    known = {"/api/v1/letters": ["a", "b", "c", "d"]}

    found = programs._addresses("/api/v1/letters/{letter_id}/notes", {}, known)

    assert found == [f"/api/v1/letters/{one}/notes" for one in ("a", "c", "d")]
