"""A letter's way out, told in a real browser, with the acts of each journey counted.

An act is a click, a tap or a form sent; typing content is none (journeys J1 to J3).
"""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from eoffice.accounts.models import User
from tests.harness.accessibility import findings
from tests.harness.browser import DESKTOP, PHONE
from tests.office.kabupaten import build_office
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import browser_of
from workflow.models import Letter, LetterStatus

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = "Undangan rapat persiapan gerai layanan terpadu"
SLOW_MS = 60_000


BRAND = ".sidebar-custom-branding"  # Wagtail's own link in the frame, judged there


def assert_accessible(page: Page) -> None:
    """Fail with every finding of axe on the page itself."""
    found = [finding for finding in findings(page) if BRAND not in finding]
    assert not found, f"{page.url}\n" + "\n".join(found)


class Hand:
    """One person at one window; counts what the hand does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts = 0

    def press(self, selector: str) -> None:
        """Click, and count it."""
        self.acts += 1
        self.page.locator(selector).locator("visible=true").first.click()

    def choose(self, field: str, words: str) -> None:
        """Type into a picker and take the first offer by Enter: one act."""
        box = self.page.locator(f"#{field}")
        box.fill(words)
        self.page.locator(f"#{field}-daftar [role=option]").first.wait_for()
        self.acts += 1
        box.press("Enter")


def come_in(page: Page, username: str) -> Hand:
    """Open Beranda as somebody logged in; every journey begins there.

    The page of logging in has stories of its own (`test_in_browser`).
    """
    page.set_default_timeout(SLOW_MS)
    page.set_default_navigation_timeout(SLOW_MS)
    person = User.objects.get(username=username)
    browser = browser_of(person.official, stepped_up=True)  # as one just logged in
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": browser.cookies[name].value}
    page.context.add_cookies([{**cookie, "url": settings.BASE_URL}])
    page.goto("/")
    return Hand(page)


def write_and_submit(hand: Hand) -> None:
    """J1: from Beranda to a submitted letter."""
    page = hand.page
    page.goto("/naskah-keluar/")
    hand.press("a[href$='/naskah-keluar/baru/']")
    assert_accessible(page)
    hand.press(".wf-type:has-text('Surat Dinas')")
    page.locator(".ProseMirror").first.wait_for()
    page.fill("#hal", SUBJECT)
    hand.choose("tujuan", "Kepala Dinas Komunikasi")
    hand.choose("klasifikasi", "000.1.5")
    page.locator(".ProseMirror").first.focus()
    page.keyboard.type("Dalam rangka persiapan, kami mengundang Saudara.")
    submit = page.locator(".eo-actbar button[type=submit]")
    expect(submit).not_to_have_attribute("aria-disabled", "true", timeout=SLOW_MS)
    page.locator("#halaman img").first.wait_for()
    assert_accessible(page)
    hand.press(".eo-actbar button[type=submit]")
    page.locator(".eo-route").wait_for()
    assert_accessible(page)


def initial(hand: Hand) -> None:
    """J2: from Beranda to the initial."""
    assert_accessible(hand.page)
    hand.press(".eo-row__acts a")
    hand.page.locator(".eo-route").wait_for()
    assert_accessible(hand.page)
    hand.press(".eo-actbar .eo-btn--primary")
    hand.page.locator(".eo-toast").wait_for()
    assert_accessible(hand.page)


def sign(hand: Hand) -> None:
    """J3: on the letter's page, one act and the secret."""
    page = hand.page
    page.locator(".eo-row__acts a").first.click()
    page.locator(".eo-actbar").wait_for()
    hand.press(".eo-actbar .eo-btn--primary")
    page.fill("#secret-field", "bukan sandinya")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.locator("#secret-fault")).to_be_visible(timeout=SLOW_MS)
    page.fill("#secret-field", SECRET)
    page.keyboard.press("Enter")
    page.locator(".messages .success").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_letter_is_written_initialled_and_signed(new_window, viewport):
    people = build_office()
    make_signer(people.sekda)

    drafter = come_in(new_window(viewport=viewport), "bayu")
    write_and_submit(drafter)
    verifier = come_in(new_window(viewport=viewport), "kabag")
    initial(verifier)
    signer = come_in(new_window(viewport=viewport), "sekda")
    sign(signer)

    letter = Letter.objects.get()
    assert letter.status == LetterStatus.SIGNED
    assert drafter.acts <= 6
    assert verifier.acts <= 2
    assert signer.acts == 1
