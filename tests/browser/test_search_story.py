"""J8 in a real browser, at 1280 and at 360: from half-remembered words to the place.

A scanned letter is found by a few words, one of them typed wrongly, opened by the
keyboard on its page with the words marked; the search is kept with a bell, narrowed,
and met again in the palette; what finds nothing leads on.
"""

import pytest

from search import chosen_engine
from search.embedded import EmbeddedEngine
from search.models import SavedSearch
from search.projection.indexing import rebuild_index
from tests.browser.test_letter_story import Hand, come_in
from tests.browser.test_office_day import judged
from tests.harness.browser import PHONE
from tests.office.incoming import entry, received, registered, specimen
from tests.office.kabupaten import actor, build_office
from workflow.incoming.operations.registering import register_incoming_letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def office(tmp_path, monkeypatch, settings):
    """An office with a letter whose pages were read, and others beside it."""
    engine = EmbeddedEngine(tmp_path / "index", secret=settings.SECRET_KEY)
    engine.prepare()
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    office = build_office()
    incoming = received(office)
    office.scan = register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(
            subject=specimen().expected.subject, number="100.1.4/574/SETDA/2026"
        ),
    )
    registered(office, subject="Undangan rapat tahunan", number="005/9/X/2026")
    rebuild_index()
    engine.refresh()
    return office


def word_of(office) -> str:
    """A long word that stands on the page of the letter."""
    words = specimen().expected.subject.split()
    return max((word for word in words if word.isalpha()), key=len).lower()


def find(hand: Hand, words: str) -> None:
    """Type the words into the page of search, and Enter."""
    page = hand.page
    page.goto("/cari/")
    page.locator("main input[name=q]").fill(words)
    hand.acts += 1
    page.keyboard.press("Enter")
    page.locator(".eo-hit").first.wait_for()
    judged(page)


def open_by_keyboard(hand: Hand, office) -> None:
    """Open the letter: its words are marked on the page."""
    page = hand.page
    page.locator(f".eo-hit a[href*='{office.scan.pk}']").first.focus()
    hand.acts += 1
    page.keyboard.press("Enter")
    page.locator(".eo-sheet svg .eo-box").first.wait_for(state="attached")
    judged(page)


def keep_and_narrow(hand: Hand, word: str) -> None:
    """Search within the results, then keep the search with its bell."""
    page = hand.page
    find(hand, word)
    page.locator("input[name=dalam]").fill(word)
    hand.acts += 1
    page.keyboard.press("Enter")
    page.locator(".eo-hit").first.wait_for()
    if page.viewport_size["width"] < WIDE["width"]:
        hand.press("aside details:has([name=nama]) summary")
    page.locator("[name=nama]").fill("Yang kuingat")
    page.locator("[name=kabari]").check()
    hand.press("form[action='/cari/simpanan/baru/'] button")
    page.locator(".messages .success").wait_for()
    judged(page)
    page.goto("/cari/simpanan/")
    judged(page)


def open_from_palette(hand: Hand, office) -> None:
    """Ctrl+K: what was searched of late; then a number as it is printed."""
    page = hand.page
    page.goto("/")
    page.keyboard.press("Control+k")
    page.locator("#eo-palette-list [role=option]").first.wait_for()
    judged(page)
    page.locator("dialog.eo-palette input").fill("100.1.4/0574")
    option = f"#eo-palette-list [data-url*='{office.scan.pk}']"
    page.locator(option).wait_for()
    hand.acts += 1
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{office.scan.pk}/**")


def go_on_from_nothing(hand: Hand, word: str) -> None:
    """Nothing is found in that field; what would find something is one press away."""
    page = hand.page
    page.goto(f"/cari/?q=ttd:{word}")
    page.locator(".eo-empty a").first.wait_for()
    judged(page)
    hand.press(".eo-empty a")
    page.locator(".eo-hit").first.wait_for()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_half_remembered_words_lead_to_their_place(new_window, office, viewport):
    hand = come_in(new_window(viewport=viewport), office.sekda.user.username)
    word = word_of(office)

    find(hand, f"{word[:-2]}x{word[-1]}")
    find(hand, word)
    open_by_keyboard(hand, office)
    keep_and_narrow(hand, word)
    open_from_palette(hand, office)
    go_on_from_nothing(hand, word)

    assert SavedSearch.objects.get().alerts
    assert hand.acts <= 11
