"""Whole letters as an office writes them, in a real browser, with every act counted.

An act is a click, a tap, a choice taken from a list or a form sent; typing and pasting
what the letter says is none. The marks are those of J1: at most eight acts for an
invitation with three addressees, a schedule, points, a table and a copy; five for a
nota dinas. The invitation is written without a mouse.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editor_keys import ALL_KEPT, CLIPBOARD, PASTE, TEXT
from tests.browser.test_letter_story import SLOW_MS, Hand, assert_accessible, come_in
from tests.office.kabupaten import build_office
from workflow.models import Letter, LetterStatus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THREE = "Kepala Dinas Komunikasi dan Informatika; Kepala Bidang Aplikasi; Epidemiolog"
SCHEDULE = (
    "Kamis, 3 Desember 2026",
    "pukul 09.00 WIB",
    "Aula Setda",
    "Rapat persiapan",
)
POINTS = ("membawa data gerai", "menugaskan satu petugas", "hadir tepat waktu")


def reach(page: Page, selector: str) -> None:
    """Walk with Tab until the place has the focus."""
    for _step in range(120):
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached by Tab")


def by_key(hand: Hand, selector: str, key: str = "Enter") -> None:
    """Walk to the place and press it."""
    reach(hand.page, selector)
    hand.acts += 1
    hand.page.keyboard.press(key)


def take(hand: Hand, field: str, words: str) -> None:
    """Type into a picker and take the first offer."""
    page = hand.page
    reach(page, f"#{field}")
    page.keyboard.type(words)
    if ";" not in words:
        page.locator(f"#{field}-daftar [role=option]").first.wait_for()
    hand.acts += 1
    page.keyboard.press("Enter")


def begin(hand: Hand, name: str) -> None:
    """From the list of letters to the open draft of a type."""
    hand.page.goto("/naskah-keluar/")
    by_key(hand, "a[href$='/naskah-keluar/baru/']")
    hand.page.wait_for_url("**/baru/")
    hand.page.evaluate(
        "name => [...document.querySelectorAll('.wf-type')]"
        ".find(one => one.querySelector('b').textContent === name)"
        ".setAttribute('data-wanted', '')",
        name,
    )
    by_key(hand, "[data-wanted]")
    hand.page.locator('[data-controller="wf-text"][data-ready]').wait_for()


def submit(hand: Hand) -> None:
    """Hand the letter in when the page says that it is right."""
    page = hand.page
    button = page.locator(".eo-actbar button[type=submit]")
    expect(button).not_to_have_attribute("aria-disabled", "true", timeout=SLOW_MS)
    by_key(hand, ".eo-actbar button[type=submit]")
    page.locator(".eo-route").wait_for()


def test_an_invitation_takes_eight_acts_without_a_mouse(new_window):
    people = build_office()
    hand = come_in(new_window(), people.drafter.user.username)
    page, keys = hand.page, hand.page.keyboard

    begin(hand, "Surat Undangan")
    reach(page, "#hal")
    keys.type("Undangan rapat persiapan gerai layanan")
    take(hand, "tujuan", THREE)
    expect(page.locator("[name=to]")).to_have_count(3)
    take(hand, "klasifikasi", "000.1.5")
    reach(page, TEXT)
    for words in ("persiapan gerai layanan terpadu", *SCHEDULE):
        keys.press("Tab")
        keys.type(words)
    keys.press("Control+End")
    keys.press("Enter")
    keys.type("1. ")
    for words in POINTS:
        keys.type(words)
        keys.press("Enter")
    keys.press("Enter")
    hand.acts += 1  # the table, chosen from what `/` offers
    keys.type("/tab")
    keys.press("Enter")
    for cell in ("No", "Gerai", "Petugas", "1", "Dinas Kesehatan", "2"):
        keys.type(cell)
        keys.press("Tab")
    page.evaluate(ALL_KEPT)
    keys.press("Escape")
    take(hand, "tembusan", "Bupati Wanasari")
    assert_accessible(page)
    submit(hand)

    letter = Letter.objects.get()
    assert letter.status == LetterStatus.IN_VERIFICATION
    kinds = [block["type"] for block in letter.body]
    assert {"fields", "numbered_list", "table"} <= set(kinds)
    assert "<var>" not in str(letter.body)
    assert hand.acts <= 8


def test_a_nota_dinas_takes_five_acts(new_window):
    people = build_office()
    hand = come_in(new_window(), people.drafter.user.username)
    page, keys = hand.page, hand.page.keyboard

    begin(hand, "Nota Dinas")
    reach(page, "#hal")
    keys.type("Laporan persiapan gerai layanan")
    take(hand, "tujuan", "Kepala Bagian")
    take(hand, "klasifikasi", "000.1.5")
    reach(page, TEXT)
    keys.press("Control+a")
    keys.type("Dengan ini kami laporkan bahwa persiapan gerai sudah selesai.")
    page.evaluate(ALL_KEPT)
    keys.press("Escape")
    submit(hand)

    assert Letter.objects.get().status == LetterStatus.IN_VERIFICATION
    assert hand.acts <= 5


def test_a_pasted_range_becomes_a_table_and_a_pasted_list_addressees(new_window):
    people = build_office()
    hand = come_in(new_window(), people.drafter.user.username)
    page = hand.page

    begin(hand, "Surat Dinas")
    page.evaluate(PASTE, [TEXT, "", (CLIPBOARD / "excel.clip").read_text()])
    reach(page, "#tujuan")
    names = "Epidemiolog\nSiapakah Gerangan\nBupati Wanasari"
    page.evaluate(PASTE, ["#tujuan", names, ""])

    expect(page.locator("[name=to]")).to_have_count(2)
    expect(page.locator("#tujuan")).to_have_value("Siapakah Gerangan")
    expect(page.locator(".wf-paper table")).to_have_count(1)
    assert re.search(r"/tulis/", page.url)
