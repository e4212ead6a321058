"""What people saw go wrong on their screens, in a real browser, wide and at 360."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from eoffice.identifiers import uuid7
from eoffice.notifications.operations import notify
from eoffice.notifications.operations.notifying import Message
from tests.browser.test_letter_story import assert_accessible, come_in
from tests.harness.accessibility import settle
from tests.harness.browser import PHONE
from tests.office.incoming import received, registered
from tests.office.outgoing import make_draft
from workflow.models import IncomingFile, IncomingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG_NAME = f"{'pindaian_tanpa_spasi_' * 8}.pdf"
LAPTOP = {"width": 1280, "height": 800}
LEAST_ROWS = 10
OUTSIDE = """() => [...document.querySelectorAll("main *")]
    .filter((one) => one.getClientRects().length)
    .filter((one) => !one.closest(".eo-scroller, .wf-tabs"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 80))"""
BROKEN = """() => [...document.querySelectorAll(".eo-num")].filter((one) => {
    const text = document.createRange();
    text.selectNodeContents(one);
    const lines = new Set([...text.getClientRects()].map((r) => Math.round(r.top)));
    return lines.size > 1 || one.scrollWidth > one.clientWidth + 1;
  }).map((one) => one.textContent)"""
OVERLAP = """() => {
    const box = (one) => document.querySelector(one).getBoundingClientRect();
    const [button, told] = [box(".sidebar-nav-toggle"), box(".messages li")];
    return [button.top, told.top >= button.bottom];
  }"""
ROWS_SEEN = """(selector) => [...document.querySelectorAll(selector)]
    .filter((one) => one.getBoundingClientRect().bottom <= innerHeight).length"""


def test_a_message_on_a_phone_leaves_the_menu_button_in_its_bar(office, phone):
    told = Message(kind="x", text="Kabar", path="/akun/")
    notify(event_id=uuid7(), official_id=office.sekda.official.pk, message=told)
    page = come_in(phone, office.sekda.user.username).page
    page.goto("/pemberitahuan/")
    page.get_by_role("button", name="Tandai semua dibaca").click()
    page.locator(".messages .success").wait_for()
    settle(page)

    top, is_below = page.evaluate(OVERLAP)

    assert top == 0
    assert is_below
    assert_accessible(page)


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["wide", "360"])
def test_numbers_stay_whole_and_nothing_leaves_the_window(office, new_window, viewport):
    incoming = registered(office, number="000.8.3.3/1511/SETDA-BKPSDM/2026")
    IncomingFile.objects.filter(incoming=incoming).update(name=LONG_NAME)
    scan = received(office)
    IncomingFile.objects.filter(incoming=scan).update(name=LONG_NAME)
    page = come_in(new_window(viewport=viewport), office.setda_clerk.user.username).page

    for path in (
        "/naskah-masuk/?bagian=semua",
        "/naskah-masuk/?bagian=catat",
        f"/naskah-masuk/{incoming.pk}/",
        f"/naskah-masuk/{scan.pk}/catat/",
    ):
        page.goto(path)
        assert page.evaluate(BROKEN) == [], path
        assert page.evaluate(OUTSIDE) == [], path


def test_an_empty_field_is_told_of_in_our_words(office, page):
    come_in(page, office.admin.user.username)
    page.goto("/pengaturan/organisasi/unit/baru/")

    page.locator("main form button[type=submit]").last.click()

    told = page.evaluate("document.activeElement.validationMessage")
    assert told == "Isilah ini dahulu."


def test_a_day_is_typed_in_words_or_picked_by_keyboard(office, page):
    incoming = received(office)
    come_in(page, office.setda_clerk.user.username)
    page.goto(f"/naskah-masuk/{incoming.pk}/catat/")
    today = timezone.localdate()

    due = page.get_by_label("Batas waktu")
    due.fill("besok")
    due.press("Tab")
    said = page.locator(".eo-date:has([name=due_on]) [role=status]")
    said.get_by_text(date_format(today + timedelta(days=1), "l, j F Y")).wait_for()
    assert due.input_value() == date_format(today + timedelta(days=1), "j F Y")

    page.locator(".eo-date:has([name=due_on]) button").first.click()
    assert page.get_by_role("dialog", name="Pilih dari kalender").is_visible()
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert due.input_value() == date_format(today + timedelta(days=8), "j F Y")
    assert page.get_by_role("dialog").count() == 0


def test_ten_rows_of_a_list_are_seen_and_filters_apply_at_once(office, new_window):
    for n in range(14):
        make_draft(office, subject=f"Konsep nota dinas nomor {n}")
        registered(office, number=f"400/{n}/Dinsos/2026")
    page = come_in(new_window(viewport=LAPTOP), office.drafter.user.username).page
    page.goto("/naskah-keluar/")
    assert page.evaluate(ROWS_SEEN, ".wf-letters tbody tr") >= LEAST_ROWS
    page.get_by_role("link", name="Diubah").click()
    page.wait_for_url("**urut=-diubah*")
    assert_accessible(page)

    other = come_in(new_window(viewport=LAPTOP), office.sekda.user.username).page
    other.goto("/naskah-masuk/?bagian=semua")
    assert other.evaluate(ROWS_SEEN, ".eo-row") >= LEAST_ROWS
    other.goto("/laporan/buku/masuk/")
    assert other.get_by_role("button", name="Saring").count() == 0
    day = other.get_by_role("textbox", name="Sampai tanggal")
    day.fill("1-1-2020")
    day.press("Tab")
    other.get_by_text("Tidak ada baris dalam kurun ini.").wait_for()
    assert "sampai=" in other.url


def test_a_phone_opens_a_scan_with_its_picture(office, phone):
    incoming = received(office)
    IncomingLetter.objects.filter(pk=incoming.pk).update(subject="Pindaian")
    page = come_in(phone, office.setda_clerk.user.username).page

    page.goto(f"/naskah-masuk/{incoming.pk}/catat/")

    assert page.locator(".eo-sheets").is_visible()
