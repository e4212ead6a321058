"""Real keys in the letter's editor: what they make is kept and opens again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import Page

from tests.eoffice.shell.test_in_browser import log_in
from tests.office.kabupaten import build_office
from tests.office.outgoing import make_draft
from workflow.letters.body import body_blocks
from workflow.models import Letter
from workflow.rendering.body import parse_body
from workflow.rendering.inline import Break, Inline

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINKED = 'Lihat <a href="https://a.example/data">datanya</a>'
PASTE = """([node, text, html]) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  if (html) data.setData('text/html', html);
  node.dispatchEvent(new ClipboardEvent('paste', {
    clipboardData: data, bubbles: true, cancelable: true,
  }));
}"""
# What was typed is in the form, seen by the editor and kept, for the eighth time.
ALL_KEPT = """() => new Promise(done => {
  const find = name => window.wagtail.app.getControllerForElementAndIdentifier(
    document.querySelector(`[data-controller~="${name}"]`), name);
  const editor = find('wf-editor'), keeper = find('eo-autosave');
  let times = 0;
  const look = () => {
    const waits = keeper.dirty || keeper.busy || editor.seen !== editor.typed();
    times = waits ? 0 : times + 1;
    times < 8 ? setTimeout(look, 100) : done();
  };
  look();
})"""
POINTS = {"type": "numbered_list", "value": ["butir"]}


def lines(text: Inline) -> list[str]:
    """Return the words of each line of a text."""
    told = [""]
    for part in text:
        if isinstance(part, Break):
            told.append("")
        else:
            told[-1] += part.text
    return told


def enter(page: Page) -> None:
    page.keyboard.type("satu")
    page.keyboard.press("Enter")
    page.keyboard.type("dua")


def shift_enter(page: Page) -> None:
    page.keyboard.type("satu")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dua")


def bold_over_a_break(page: Page) -> None:
    page.keyboard.press("Control+b")
    page.keyboard.type("satu")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dua")


def backspace(page: Page) -> None:
    page.keyboard.type("satu")
    page.keyboard.press("Enter")
    page.keyboard.type("dua")
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")


def enters_at_the_end(page: Page) -> None:
    page.keyboard.type("satu")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def paste_lines(page: Page) -> None:
    node = page.locator(".public-DraftEditor-content").first.element_handle()
    page.evaluate(PASTE, [node, "satu\ndua", ""])


def paste_from_a_page(page: Page) -> None:
    node = page.locator(".public-DraftEditor-content").first.element_handle()
    html = "<h1>satu</h1><ul><li><b>dua</b></li></ul>"
    page.evaluate(PASTE, [node, "satu\ndua", html])


KEYS = {
    enter: ["satu", "dua"],
    shift_enter: ["satu", "dua"],
    bold_over_a_break: ["satu", "dua"],
    backspace: ["satudua"],
    enters_at_the_end: ["satu"],
    paste_lines: ["satu", "dua"],
    paste_from_a_page: ["satu", "dua"],
}


def in_a_thread(work: Callable[[], object]) -> object:
    """The browser keeps an event loop in this thread: the ORM works in another."""

    def done() -> object:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


def drafted(block: dict):
    def make():
        house = build_office()
        return house, make_draft(house, body=[block])

    return in_a_thread(make)


def saved(page: Page):
    """Wait until the typing was kept."""
    return page.expect_response(lambda answer: answer.url.endswith("/simpan/"))


def body_of(letter) -> list:
    blocks = in_a_thread(lambda: body_blocks(Letter.objects.get(pk=letter.pk).body))
    return list(parse_body(blocks))


def opened(page: Page, letter) -> None:
    answer = page.goto(f"/naskah-keluar/{letter.pk}/tulis/")
    assert answer.status == 200
    page.locator(".public-DraftEditor-content").first.wait_for()


@pytest.mark.parametrize("keys", KEYS, ids=lambda keys: keys.__name__)
def test_what_keys_make_of_a_paragraph_opens_again(page, keys):
    house, letter = drafted({"type": "paragraph", "value": ""})
    log_in(page, house.drafter)
    opened(page, letter)
    page.locator(".public-DraftEditor-content").first.focus()

    with saved(page) as answer:
        keys(page)
    assert answer.value.status == 200
    page.evaluate(ALL_KEPT)
    opened(page, letter)

    text = page.locator(".public-DraftEditor-content").first
    assert text.inner_text().split() == KEYS[keys]
    assert lines(body_of(letter)[0].value) == KEYS[keys]


def test_enter_in_a_point_opens_again(page):
    house, letter = drafted(POINTS)
    log_in(page, house.drafter)
    opened(page, letter)
    page.locator(".public-DraftEditor-content").first.focus()
    page.keyboard.press("Control+End")

    with saved(page):
        page.keyboard.press("Enter")
        page.keyboard.type("kedua")
    page.evaluate(ALL_KEPT)
    opened(page, letter)

    assert lines(body_of(letter)[0].value[0].text) == ["butir", "kedua"]


def test_a_link_that_a_program_wrote_outlives_typing(page):
    house, letter = drafted({"type": "paragraph", "value": LINKED})
    log_in(page, house.drafter)
    opened(page, letter)
    page.locator(".public-DraftEditor-content").first.focus()
    page.keyboard.press("Control+End")

    with saved(page):
        page.keyboard.press("Enter")
        page.keyboard.type("segera")
    page.evaluate(ALL_KEPT)

    links = [getattr(part, "link", None) for part in body_of(letter)[0].value]
    assert "https://a.example/data" in links
    assert lines(body_of(letter)[0].value)[-1] == "segera"
