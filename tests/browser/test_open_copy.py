"""Blacking out by hand, at 1280 with the mouse and at 360 with a finger.

What is drawn on the page is what goes into the copy, and a box drawn by mistake is
taken away with a click.
"""

import pytest

from archive.models import OpenRecord, OpenState
from eoffice.objects import store
from eoffice.outbox.relay import drain
from tests.archive.open_data.test_open_copies import darkness, kept
from tests.browser.test_letter_story import come_in
from tests.browser.test_office_day import judged
from tests.harness.browser import PHONE
from tests.office.kabupaten import build_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 800}
# Of the page, 0 to 1: across, down.
FIRST, SECOND = ((0.1, 0.25), (0.4, 0.35)), ((0.6, 0.25), (0.8, 0.35))


def drag(page, box) -> None:
    """Hold and pull over a part of the page, as with a mouse or a pen."""
    sheet = page.locator("svg[data-number='1']")
    sheet.evaluate("page => page.scrollIntoView({block: 'start'})")
    frame = sheet.bounding_box()
    (x0, y0), (x1, y1) = (
        (frame["x"] + at * frame["width"], frame["y"] + down * frame["height"])
        for at, down in box
    )
    page.mouse.move(x0, y0)
    page.mouse.down()
    page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2)
    page.mouse.move(x1, y1)
    page.mouse.up()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_is_drawn_on_the_page_is_gone_from_the_copy(new_window, viewport):
    office = build_office()
    record = kept(office)
    page = come_in(
        new_window(viewport=viewport), office.setda_archivist.user.username
    ).page
    page.goto(f"/arsip/{record.pk}/terbuka/")
    shown = page.locator(".eo-sheet img")
    shown.scroll_into_view_if_needed()
    shown.evaluate("image => image.decode()")
    judged(page)

    drag(page, FIRST)
    drag(page, SECOND)
    boxes = page.locator("[name=boxes]")
    assert len(boxes.input_value().splitlines()) == 2
    page.locator("svg [data-line='1']").click()
    assert len(boxes.input_value().splitlines()) == 1
    page.locator("[name=reason]").fill("Informasi berkala")
    page.locator("form.eo-panel .eo-btn--primary").click()
    page.locator(".messages .success").wait_for()
    drain()

    found = OpenRecord.objects.get()
    assert found.state == OpenState.RELEASED
    copy = store.get_bytes(found.stored)
    assert darkness(copy, (65, 215, 232, 290)) > 0.97
    assert darkness(copy, (360, 215, 470, 290)) < 0.1
