"""Real keys in the text of a letter: what they make is kept and opens again."""

import json
import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from eoffice.outbox.relay import drain
from tests.eoffice.shell.test_in_browser import SIDEWAYS, log_in
from tests.harness.accessibility import assert_accessible
from tests.harness.services import ROOT
from tests.office.kabupaten import build_office
from tests.office.letter_types import rewrite_type
from tests.office.outgoing import make_draft
from tests.workflow.letters.test_pictures import png, upload_of
from workflow.models import Letter
from workflow.rendering.body import READERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINKED = 'Lihat <a href="https://a.example/data">datanya</a>'
TEXT = '[data-controller="wf-text"] .wf-paper'
# What was typed is in the form, seen by the page and kept, for the fifth time.
ALL_KEPT = """() => new Promise((done, failed) => {
  const limit = performance.now() + 30_000;
  const find = name => window.wagtail.app.getControllerForElementAndIdentifier(
    document.querySelector(`[data-controller~="${name}"]`), name);
  const text = find('wf-text'), keeper = find('eo-autosave');
  let times = 0;
  const look = () => {
    const waits = keeper.dirty || keeper.busy || text.text() !== text.fieldTarget.value;
    times = waits ? 0 : times + 1;
    if (performance.now() > limit) failed(new Error("not kept"));
    else times < 5 ? setTimeout(look, 100) : done();
  };
  look();
})"""
CLIPBOARD = ROOT / "frontend/editor/tests/clipboard"
PASTE = """([place, text, html]) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  if (html) data.setData('text/html', html);
  const about = { clipboardData: data, bubbles: true, cancelable: true };
  document.querySelector(place).dispatchEvent(new ClipboardEvent('paste', about));
}"""
# What stands out of a narrow page, and scrolls in nothing of its own.
WIDER = """() => [...document.querySelectorAll('main *')]
  .filter(n => n.getBoundingClientRect().right > innerWidth + 1)
  .filter(n => !n.closest('.wf-tools, .wf-table, .eo-sr, .eo-sheets'))
  .map(n => n.className || n.tagName).slice(0, 5)"""
FUZZ_KEYS = (
    ["Enter"] * 6
    + ["Backspace"] * 4
    + ["Tab", "Shift+Tab", "ArrowUp", "ArrowDown", "ArrowLeft", "Home", "End"]
    + ["Control+b", "Control+z", "Control+y", "Shift+Enter", "Delete"]
    + ["Alt+ArrowUp", "Alt+ArrowDown", "Control+a"]
    + ["rapat ", "Kamis, ", "1. ", "a. ", "<b> & "]
)


LETTERS = r"[^\W\d_]+"
TAKEN = 0.7  # of what `/` offers, how often it is taken
PLAN = {"name": "denah.png", "mimeType": "image/png", "buffer": png()}
CLEAN = {"name": "denah.png", "size": "1", "state": "clean", "reason": ""}


def in_a_thread(work: Callable[[], object]) -> object:
    """The browser keeps an event loop in this thread: the ORM works in another."""

    def done() -> object:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


def drafted(*blocks: dict):
    def make():
        house = build_office()
        return house, make_draft(house, body=list(blocks))

    return in_a_thread(make)


def stored(letter) -> list[dict]:
    return in_a_thread(lambda: Letter.objects.get(pk=letter.pk).body)


def opened(page: Page, letter) -> None:
    answer = page.goto(f"/naskah-keluar/{letter.pk}/tulis/")
    assert answer.status == 200
    page.locator('[data-controller="wf-text"][data-ready]').wait_for()
    page.locator(TEXT).focus()


def values(body: list[dict]) -> list[tuple[str, object]]:
    return [(block["type"], block["value"]) for block in body]


def type_points_and_a_table(keys) -> None:
    keys.press("Control+End")
    keys.press("Enter")
    keys.type("1. satu")
    keys.press("Enter")
    keys.type("dua")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Control+b")
    keys.type("dalam")
    keys.press("Control+b")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("tiga")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("/tab")
    keys.press("Enter")
    for word in ("No", "Nama", "Jumlah", "1", "A", "2.000"):
        keys.type(word)
        keys.press("Tab")
    for word in ("2", "B", "3"):
        keys.type(word)
        keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Control+z")
    keys.press("Control+y")


def test_a_range_is_pasted_a_gap_is_filled_and_all_is_undone(page):
    house, letter = drafted({"type": "paragraph", "value": "Yth. <var>nama</var>,"})
    log_in(page, house.drafter)
    opened(page, letter)
    keys, say = page.keyboard, page.locator(".wf-body__say")
    before = page.locator(TEXT).inner_text()

    page.locator(f"{TEXT} var").click()
    keys.type("Ibu Widya")
    keys.press("Control+End")
    keys.press("Enter")
    page.evaluate(PASTE, [TEXT, "", (CLIPBOARD / "excel.clip").read_text()])
    page.evaluate(PASTE, [TEXT, "a\n" * 10_000, ""])
    page.evaluate(ALL_KEPT)

    paragraph, table = stored(letter)
    assert paragraph["value"] == "Yth. Ibu Widya,"
    assert table["value"]["rows"][0] == ["1", "Dinas Kominfo", "1.500.000.000"]
    assert "10000 baris" in say.inner_text()
    for _turn in range(8):
        keys.press("Control+z")
    assert page.locator(TEXT).inner_text() == before


def test_a_letter_is_written_with_keys_alone(page):
    house, letter = drafted({"type": "paragraph", "value": LINKED})
    log_in(page, house.drafter)
    opened(page, letter)

    type_points_and_a_table(page.keyboard)
    page.evaluate(ALL_KEPT)

    body = stored(letter)
    assert values(body)[:2] == [
        ("paragraph", LINKED),
        (
            "numbered_list",
            ["satu", {"text": "dua", "items": ["<b>dalam</b>"]}, "tiga"],
        ),
    ]
    assert body[2]["type"] == "table"
    assert body[2]["value"]["header"] == ["No", "Nama", "Jumlah"]
    assert body[2]["value"]["rows"][:2] == [["1", "A", "2.000"], ["2", "B", "3"]]
    assert len({block["id"] for block in body}) == len(body)
    opened(page, letter)
    assert page.locator(f"{TEXT} th").all_inner_texts() == ["No", "Nama", "Jumlah"]
    # So high that nothing lies under the bar of acts, which stays in sight.
    page.set_viewport_size({"width": 1280, "height": 3000})
    assert_accessible(page)
    assert not page.evaluate(SIDEWAYS)
    page.set_viewport_size({"width": 360, "height": 4000})
    assert_accessible(page)
    assert page.evaluate(WIDER) == []
    small = "nodes => nodes.filter(n => n.offsetWidth && n.offsetWidth < 44).length"
    assert page.locator(".wf-tool").evaluate_all(small) == 0


def test_a_picture_and_an_annex_are_there_when_the_draft_is_opened_again(page):
    house, letter = drafted({"type": "paragraph", "value": "Denah ruang rapat:"})
    log_in(page, house.drafter)
    opened(page, letter)
    keys = page.keyboard

    keys.press("Control+End")
    keys.press("Enter")
    with page.expect_file_chooser() as chooser:
        keys.type("/gambar")
        keys.press("Enter")
    with page.expect_response("**/unggah/"):
        chooser.value.set_files(PLAN)
    in_a_thread(drain)
    page.locator(f"{TEXT} .wf-picture img").wait_for()
    keys.type("Denah Aula Setda")
    keys.press("Enter")
    keys.type("/lampiran")
    keys.press("Enter")
    keys.type("Daftar peserta")
    keys.press("Enter")
    keys.type("Peserta dari tiap kecamatan.")
    page.evaluate(ALL_KEPT)

    _first, picture, annex, below = stored(letter)
    assert (picture["type"], picture["value"]["alt"]) == ("image", "Denah Aula Setda")
    assert (annex["type"], annex["value"]["title"]) == ("annex", "Daftar peserta")
    assert below["value"] == "Peserta dari tiap kecamatan."
    opened(page, letter)
    expect(page.locator(f"{TEXT} .wf-picture img")).to_have_js_property(
        "naturalWidth", 300
    )
    for width, height in ((1280, 3000), (360, 4000)):
        page.set_viewport_size({"width": width, "height": height})
        assert_accessible(page)
        assert page.evaluate(WIDER) == []


def offered(page: Page) -> list[str]:
    """What `/` offers in this draft: each part as the first word of its name."""
    names = page.locator("#bagian-surat [role=option]").all_text_contents()
    return [f"/{re.search(LETTERS, name)[0].lower()}" for name in names]


def take_each(page: Page, parts: list[str]) -> None:
    """Put every part below the first paragraph."""
    for part in parts:
        for key in ("Control+Home", "End", "Enter"):
            page.keyboard.press(key)
        page.keyboard.type(part)
        page.keyboard.press("Enter")
        if part == "/gambar":
            page.locator(f"{TEXT} .wf-picture").wait_for()


def press_any(page: Page, keys: list[str], times: int) -> None:
    chance = random.Random(20261130)
    for _turn in range(times):
        key = chance.choice(keys)
        plain = key.isascii() and (key.endswith(" ") or key.startswith("/"))
        if plain:
            page.keyboard.type(key)
        else:
            page.keyboard.press(key)
        if key.startswith("/") and chance.random() < TAKEN:
            page.keyboard.press("Enter")


def kept_and_opened_again(page: Page, letter) -> list[dict]:
    page.evaluate(ALL_KEPT)
    body = stored(letter)
    typed = json.loads(page.locator('textarea[name="body"]').input_value())
    assert body == typed
    assert len({block["id"] for block in body}) == len(body)
    opened(page, letter)
    again = page.evaluate("() => document.querySelector('[name=body]').value")
    assert json.loads(again) == body
    return body


def test_any_keys_leave_a_draft_that_opens(page):
    in_a_thread(lambda: rewrite_type(blocks=list(READERS)))
    house, letter = drafted({"type": "paragraph", "value": "Dengan hormat,"})
    told = {"id": str(in_a_thread(lambda: upload_of(house.drafter)).pk)}
    page.route("**/unggah/", lambda asked: asked.fulfill(json=told | CLEAN))
    page.route("**/pratinjau/", lambda asked: asked.abort())  # of the text alone
    page.on("filechooser", lambda chooser: chooser.set_files(PLAN))
    log_in(page, house.drafter)
    opened(page, letter)
    parts = offered(page)

    take_each(page, parts)
    whole = kept_and_opened_again(page, letter)
    assert {block["type"] for block in whole} == READERS.keys()
    # All at once is chosen late: what is typed over it leaves little to walk in.
    press_any(page, [key for key in FUZZ_KEYS if key != "Control+a"] + parts, 100)
    kept_and_opened_again(page, letter)
    press_any(page, [*FUZZ_KEYS, *parts], 50)
    kept_and_opened_again(page, letter)
