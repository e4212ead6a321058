"""The frame in a real browser: axe, no sideways scroll, keyboard, one press one act."""

import re

import pytest

from eoffice.shell.queue import QueueItem, register_queue_source
from tests.harness.accessibility import assert_accessible
from tests.office.kabupaten import PASSWORD, build_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = ({"width": 1280, "height": 800}, {"width": 360, "height": 740})
SIDEWAYS = """() => [document.documentElement, document.querySelector("main")]
    .some((part) => part && part.scrollWidth > part.clientWidth + 1)"""

# Until the menu has come in.
STILL = "menu => Promise.all(menu.getAnimations().map(one => one.finished))"

# Hears each submit after our script, notes whether it was refused, and sends nothing.
HOLD_SUBMITS = """() => {
    window.refused = [];
    document.addEventListener("submit", (event) => {
        window.refused.push(event.defaultPrevented);
        event.preventDefault();
    });
}"""


def log_in(page, person) -> None:
    page.goto("/masuk/")
    page.get_by_label("NIP atau nama pengguna").fill(person.official.nip)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(re.compile(r":\d+/$"))


def row(title: str = "Surat edaran") -> QueueItem:
    return QueueItem(
        kind="letter",
        act="read",
        act_label="Baca",
        title=title,
        url="/akun/",
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_pass_axe_and_never_scroll_sideways(new_window, settings, dark):
    settings.DEMO = True
    person = build_office().sekda
    register_queue_source("one", lambda actor, today: [row()])

    for viewport in WIDTHS:
        page = new_window(viewport=viewport, dark=dark)
        page.goto("/masuk/")
        assert_accessible(page)
        log_in(page, person)
        for address in ("/", "/akun/", "/pengaturan/komponen/", "/tidak-ada/"):
            settings.DEBUG = address == "/pengaturan/komponen/"
            page.goto(address)
            page.wait_for_selector(".sidebar", state="attached")
            assert_accessible(page)
            assert not page.evaluate(SIDEWAYS), f"{address} at {viewport}"


def test_keyboard_opens_the_palette_and_does_the_primary_act(page):
    log_in(page, build_office().sekda)
    register_queue_source("one", lambda actor, today: [row()])
    page.reload()

    page.keyboard.press("Control+k")
    assert page.get_by_role("combobox").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("combobox").is_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/akun/")

    assert page.get_by_role("heading", name="Akun dan tampilan").is_visible()


def test_palette_shows_what_search_answers(page):
    log_in(page, build_office().sekda)
    page.route(
        "**/cari/palet?*",
        lambda route: route.fulfill(
            json={
                "groups": [
                    {
                        "label": "Surat",
                        "options": [
                            {"title": "Undangan inflasi", "url": "/akun/", "marks": []}
                        ],
                    }
                ]
            }
        ),
    )

    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("inflasi")
    page.get_by_role("option", name="Undangan inflasi").wait_for()
    assert_accessible(page)
    page.keyboard.press("Enter")

    page.wait_for_url("**/akun/")
    assert page.get_by_role("combobox").count() == 0


def test_a_second_press_sends_nothing(page):
    log_in(page, build_office().sekda)
    register_queue_source(
        "one",
        lambda actor, today: [
            QueueItem(
                kind="letter",
                act="initial",
                act_label="Paraf",
                title="Edaran",
                url="/akun/",
                act_url="/paraf/",
                act_method="post",
            )
        ],
    )
    page.goto("/")
    page.wait_for_selector("form[data-controller=eo-once]")
    page.evaluate(HOLD_SUBMITS)

    button = page.locator("form[data-controller=eo-once] button")
    button.click()
    page.wait_for_selector(".eo-btn[aria-disabled=true]")
    button.click(force=True)

    assert page.evaluate("window.refused") == [False, True]
    assert button.inner_text() == "Mengirim …"
    assert page.locator("[name=idempotency_key]").first.get_attribute("value")


def test_menu_folds_on_a_phone_and_opens_by_its_button(phone):
    log_in(phone, build_office().sekda)

    toggle = phone.get_by_role("button", name="Buka atau tutup menu").first
    assert not phone.get_by_role("link", name="Beranda", exact=True).is_visible()
    toggle.click()

    phone.locator(".sidebar-menu-item__link", has_text="Beranda").wait_for()
    assert phone.locator(".sidebar-footer__account-label").inner_text()
    assert toggle.get_attribute("aria-expanded") == "true"
    phone.locator(".sidebar").evaluate(STILL)
    assert_accessible(phone)
    phone.keyboard.press("Escape")
    phone.locator(".sidebar-main-menu").wait_for(state="hidden")
    assert toggle.evaluate("one => one === document.activeElement")


def test_keys_fold_the_menu_search_in_it_and_skip_it(page):
    log_in(page, build_office().sekda)
    menu, words = page.locator(".sidebar"), page.get_by_placeholder("Cari").first

    page.keyboard.press("[")
    page.locator(".sidebar--slim").wait_for()
    page.goto("/akun/")
    assert "sidebar--slim" in menu.get_attribute("class")
    assert_accessible(page)
    page.keyboard.press("/")
    assert "sidebar--slim" not in menu.get_attribute("class")
    page.keyboard.type("[/")
    page.reload()

    assert not page.locator(".sidebar--slim").count()
    assert words.input_value() == ""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_own_doors_stand_behind_the_name_and_lead_out(page):
    log_in(page, build_office().sekda)
    name, way_out = page.locator(".sidebar-footer__account"), "Keluar"

    assert not page.get_by_role("button", name=way_out).is_visible()
    name.click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name=way_out).is_visible()
    name.click()
    page.get_by_role("button", name=way_out).click()

    page.wait_for_url("**/masuk/**")
