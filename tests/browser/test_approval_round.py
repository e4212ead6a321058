"""A letter goes back with notes at its words, comes again, and is corrected on its way.

Three people at their windows: what a verifier noted stands in the drafter's editor, its
fate stands before the verifier again; who corrects the text is asked after by those who
initialled the text of before. Every page is judged at 1280 and at 360 pixels.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_letter_story import SLOW_MS, Hand, come_in
from tests.browser.test_letters_by_acts import by_key
from tests.browser.test_office_day import judged
from tests.office.kabupaten import actor, build_office
from tests.office.letter_types import rewrite_type
from tests.office.outgoing import make_draft, submitted
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.drafting import StepInput
from workflow.models import Decision, Letter, LetterNote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPENING = "Untuk menyiapkan rapat gerai, kami mengundang Saudara ke rapat besok."
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 800}
READY = '[data-controller="wf-text"][data-ready]'
ACT = ".eo-actbar .eo-btn--primary"
# The middle of a word in the text, for the mouse: the `nth` of equal ones, from 0.
WORD = """(place, [word, nth]) => {
  const text = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let left = nth; text.nextNode(); ) {
    const { data } = text.currentNode;
    for (let at = -1; (at = data.indexOf(word, at + 1)) >= 0; left -= 1) {
      if (left) continue;
      const range = document.createRange();
      range.setStart(text.currentNode, at);
      range.setEnd(text.currentNode, at + word.length);
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
      const { x, y, width, height } = range.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    }
  }
}"""


def select(page: Page, place: str, word: str, nth: int = 0) -> None:
    """Choose a word as people do: by pressing twice on it."""
    middle = page.locator(place).first.evaluate(WORD, [word, nth])
    page.mouse.dblclick(*middle)


def judged_both(page: Page) -> None:
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        judged(page)


def by_two_verifiers() -> tuple[object, Letter]:
    """A letter that the kabag has at the desk, and the asisten after him."""
    house = build_office()
    rewrite_type(verifier_corrects=True)
    seats = [house.kabag.position.pk, house.admin.position.pk]
    route = [
        StepInput(order=n, kind="hierarchical", position_id=seat)
        for n, seat in enumerate(seats, start=1)
    ]
    body = [{"type": "paragraph", "value": OPENING}]
    letter = make_draft(house, route=route, body=body)
    return house, submit_letter(actor=actor(house.drafter), letter_id=letter.pk)


def return_with_notes(hand: Hand, letter: Letter) -> None:
    page, passage = hand.page, ".wf-passage"
    page.goto(f"/naskah-keluar/{letter.pk}/kembalikan/")
    select(page, f"{passage} .eo-plain", "rapat", 1)
    page.get_by_role("button", name="Ambil kata").click()
    page.keyboard.type("Ini sidang, bukan rapat.")
    page.locator(f"{passage} [data-action='wf-notes#more']").click()
    page.locator(f"{passage} [data-wf-note]").last.fill("Sebut tempatnya.")
    page.fill("#catatan", "Dua hal saja.")
    judged_both(page)
    hand.press(ACT)
    expect(page.locator("h1")).not_to_contain_text("Kembalikan", timeout=SLOW_MS)


def mend_and_submit(hand: Hand, letter: Letter) -> None:
    """The drafter meets the notes at their words, does one, answers the other."""
    page = hand.page
    page.goto(f"/naskah-keluar/{letter.pk}/tulis/")
    page.locator(READY).wait_for()
    cards = page.locator(".wf-paper .wf-card")
    expect(cards).to_have_count(2)
    expect(page.locator(".wf-paper .wf-noted")).to_have_text("rapat")
    expect(page.locator("#halaman .wf-pin")).to_have_count(2, timeout=SLOW_MS)
    judged_both(page)

    other = cards.filter(has_text="Sebut tempatnya.")
    other.locator("summary").click()
    other.locator("textarea").fill("Tempatnya menyusul.")
    other.locator("[data-send=reply]").click()
    expect(other.locator(".wf-reply")).to_contain_text("Tempatnya menyusul.")
    select(page, ".wf-paper .wf-noted", "rapat")
    page.keyboard.type("sidang")
    about = cards.filter(has_text="Ini sidang")
    about.locator("[data-send=done]").click()
    expect(about.locator("[data-is-done]")).to_be_visible()
    submit = page.locator(".eo-actbar button[type=submit]")
    expect(submit).not_to_have_attribute("aria-disabled", "true", timeout=SLOW_MS)
    hand.press(".eo-actbar button[type=submit]")
    page.locator(".eo-route").wait_for()


def initial_by_keys(hand: Hand, letter: Letter, following: Letter) -> None:
    """J2 without a mouse: from the queue to the initial; the next letter comes."""
    page = hand.page
    page.goto("/")
    acts = hand.acts
    by_key(hand, f".eo-row__acts a[href*='{letter.pk}']")
    page.locator(".eo-route").wait_for()
    fates = page.locator("#catatan li")
    expect(fates.filter(has_text="Ini sidang")).to_contain_text("Selesai")
    expect(fates.filter(has_text="Ini sidang").locator("ins")).to_have_text("sidang")
    expect(fates.filter(has_text="Sebut")).to_contain_text("Tempatnya menyusul.")
    judged_both(page)
    by_key(hand, ACT)
    page.locator(".eo-toast").wait_for()
    assert str(following.pk) in page.url
    assert hand.acts - acts <= 2


def correct(hand: Hand, letter: Letter) -> None:
    """The next verifier puts the text right herself."""
    page = hand.page
    page.goto(f"/naskah-keluar/{letter.pk}/")
    hand.press(".eo-actbar a[href$='/perbaiki/']")
    page.locator(READY).wait_for()
    judged_both(page)
    select(page, ".wf-paper", "besok")
    page.keyboard.type("lusa")
    hand.press(".eo-actbar button[type=submit]")
    page.locator(".messages .success").wait_for()


def test_notes_come_back_answered_and_a_correction_is_asked_again(new_window):
    house, letter = by_two_verifiers()
    other = submitted(house, subject="Undangan kedua")
    kabag = come_in(new_window(viewport=WIDE), house.kabag.user.username)
    drafter = come_in(new_window(viewport=WIDE), house.drafter.user.username)
    asisten = come_in(new_window(viewport=WIDE), house.admin.user.username)

    return_with_notes(kabag, letter)
    mend_and_submit(drafter, letter)
    initial_by_keys(kabag, letter, other)
    correct(asisten, letter)

    page = kabag.page
    page.goto(f"/naskah-keluar/{letter.pk}/")
    expect(page.locator("#berubah ins")).to_contain_text("lusa")
    expect(page.locator(ACT)).to_contain_text("Paraf")
    quotes = LetterNote.objects.values_list("quote", "start")
    assert set(quotes) == {("rapat", OPENING.rindex("rapat")), ("", None)}
    assert Decision.objects.filter(version__letter=letter).count() == 2
    letter.refresh_from_db()
    assert letter.current_version.number == 3
