"""Signing many letters on one secret, told in a real browser (journey J4)."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_letter_story import assert_accessible, come_in
from tests.harness.browser import DESKTOP, PHONE
from tests.office.kabupaten import build_office
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from workflow.models import Letter, LetterStatus

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Rudi Hartono", "Titik Lestari", "Agus Salim", "Sri Wahyuni")
SLOW_MS = 60_000


def press(page, key: str, heading: str) -> None:
    """Press a key when the page is whole; the letter named comes."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text(heading)


def open_reader(page) -> None:
    """From Beranda, by the one button that says how many."""
    page.get_by_role("link", name=f"Baca & tanda tangani {len(NAMES)}").click()
    expect(page.locator("h1")).to_have_text(f"Surat 1 dari {len(NAMES)}")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_letters_are_read_agreed_and_signed_with_one_secret(
    new_window, viewport, dark, tmp_path
):
    people = build_office()
    make_signer(people.sekda)
    for name in NAMES:
        initialled(people, subject=f"Kenaikan gaji berkala a.n. {name}")

    page = come_in(new_window(viewport=viewport, dark=dark), "sekda").page
    open_reader(page)
    assert_accessible(page)
    page.get_by_role("button", name="Setuju, berikutnya").click()
    expect(page.locator("h1")).to_have_text("Surat 2 dari 4")
    press(page, "l", "Surat 3 dari 4")
    press(page, "ArrowLeft", "Surat 2 dari 4")
    press(page, "ArrowRight", "Surat 3 dari 4")
    press(page, "s", "Surat 4 dari 4")
    page.reload()
    expect(page.get_by_text("2 disetujui")).to_be_visible()
    if viewport == DESKTOP:
        page.get_by_role("link", name="Selesai membaca").click()
        expect(page.locator("dialog[open] #secret-field")).to_be_focused()
        assert_accessible(page)
        page.keyboard.press("Escape")
    press(page, "s", "Tanda tangani 3 surat")
    assert_accessible(page)
    page.fill("#secret-field", "bukan sandinya")
    page.keyboard.press("Enter")
    expect(page.locator("#secret-fault")).to_be_visible(timeout=SLOW_MS)
    assert_accessible(page)
    page.fill("#secret-field", SECRET)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("3 ditandatangani", timeout=SLOW_MS)
    assert_accessible(page)

    states = Letter.objects.values_list("status", flat=True)
    assert sorted(states) == [LetterStatus.AWAITING_SIGNATURE] + 3 * [
        LetterStatus.SIGNED
    ]
