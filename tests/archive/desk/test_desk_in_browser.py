"""The archivist's desk in a real browser: facets, columns, views, and keys alone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from archive.models import Medium
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import PHONE
from tests.office.kabupaten import PASSWORD, build_office
from tests.office.records import make_record

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES_DIR", "")


@pytest.fixture
def desk(new_window):
    """Return a function that opens the desk of an archivist with three records."""
    office = build_office()
    make_record(office, "Buku tamu lama", medium=Medium.PAPER)
    make_record(office, "Undangan rapat")
    make_record(office, "Laporan kegiatan")

    def opened(viewport):
        page = new_window(viewport=viewport)
        page.goto("/masuk/")
        page.locator("[name=login]").fill(office.setda_archivist.user.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/")
        page.goto("/arsip/")
        return page

    return opened


def keep(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("narrow", [False, True])
def test_one_narrows_chooses_columns_and_keeps_the_view(desk, narrow):
    page = desk(PHONE if narrow else {"width": 1280, "height": 900})
    rows = page.locator("table.eo-records tbody tr")
    expect(rows).to_have_count(3)
    keep(page, f"desk-{'360' if narrow else '1280'}")
    if narrow:
        page.locator(".eo-filterset > summary").click()

    page.locator("[name=media][value=paper]").check()
    expect(rows).to_have_count(1)
    if narrow:
        page.locator(".eo-filterset > summary").click()
    page.locator("[name=kolom][value=media]").check()
    expect(rows.locator("[data-k=Media]")).to_have_count(1)
    if narrow:
        page.locator(".eo-filterset > summary").click()
    page.locator("[name=nama]").fill("Kertas")
    page.locator("[name=nama]").press("Enter")

    expect(page.locator(".eo-filterset a[aria-current=page]")).to_have_text("Kertas")
    assert "media=paper" in page.url
    assert_accessible(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    keep(page, f"desk-view-{'360' if narrow else '1280'}")


def test_rows_are_walked_ticked_and_opened_by_keys_alone(desk):
    page = desk({"width": 1280, "height": 900})
    rows = page.locator("table.eo-records tbody tr")
    expect(rows).to_have_count(3)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    ticks = rows.locator("input[type=checkbox]")
    assert [tick.is_checked() for tick in ticks.all()] == [False, True, False]
    page.keyboard.press("k")
    expect(rows.nth(0).locator("a").first).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/arsip/*-*/**")
    expect(page.locator("h1")).to_contain_text("Laporan kegiatan")
