"""J9 in a real browser: two hundred records filed, taken back and filed again.

By a new file for all of them, in six acts at most; then as the page proposes, by keys;
once the file is closed nothing can be taken back any more.
"""

from datetime import date, timedelta

import pytest

from archive.models import Filing, Record, RecordFile
from archive.record_files.closing import Closing, close_record_file
from archive.registering.inputs import RecordInput
from archive.registering.registering import register_records
from tests.browser.test_letter_story import Hand, come_in
from tests.browser.test_office_day import judged
from tests.harness.accessibility import settle
from tests.harness.browser import PHONE
from tests.office.kabupaten import actor, build_office
from tests.office.records import CODE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 800}
MANY, MOST_ACTS = 200, 6
NOT_FILED = "main a[href$='berkas=belum']"


def two_hundred_lie_loose(office) -> None:
    """Lay the papers of a year before the archivist, none of them filed."""
    rows = [
        RecordInput(
            unit_id=office.setda.pk,
            record_date=date(2026, 1, 5) + timedelta(days=n),
            description=f"Undangan rapat koordinasi ke-{n + 1}",
            document_type="surat_undangan",
            party="Para camat",
            number=f"000.1.5/{n + 1}/SETDA/2026",
            classification_code=CODE,
        )
        for n in range(MANY)
    ]
    register_records(actor=actor(office.setda_archivist), rows=rows)


def see_two_hundred(hand: Hand) -> None:
    """From Beranda to a page of all that is not filed: three acts."""
    page = hand.page
    page.goto("/")
    hand.acts = 1
    page.goto("/arsip/")  # the menu's own entry
    judged(page)
    hand.press(NOT_FILED)
    page.wait_for_url("**berkas=belum*")
    hand.press(f"a[href$='banyak={MANY}']")
    page.wait_for_url(f"**banyak={MANY}*")
    assert page.locator(".eo-records tbody tr").count() == MANY


def into_a_new_file(hand: Hand) -> int:
    """Tick all, and open a file from them with everything filled."""
    page = hand.page
    see_two_hundred(hand)
    judged(page)
    hand.press("th.eo-tick input")
    assert page.locator("[name=arsip]:checked").count() == MANY
    hand.press("button[formaction$='/berkaskan/']")
    page.locator("button[name=baru]").wait_for()
    judged(page)
    hand.press("button[name=baru]")
    page.wait_for_url("**/pemberkasan/*/")
    judged(page)
    return hand.acts


def as_proposed(hand: Hand) -> int:
    """Accept what the page proposes by keys: to the first row, its tick, the act."""
    see_two_hundred(hand)
    page, keys = hand.page, hand.page.keyboard
    settle(page)
    ticked = page.locator("[name=usul]:checked")
    assert ticked.count() == MANY
    for key, left in (("j", MANY), ("x", MANY - 1), ("x", MANY)):
        keys.press(key)
        assert ticked.count() == left
    hand.acts += 1
    keys.press("Control+Enter")
    page.wait_for_url("**/pemberkasan/*/")
    return hand.acts


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_two_hundred_records_are_filed_taken_back_and_filed_as_proposed(
    new_window, viewport
):
    office = build_office()
    two_hundred_lie_loose(office)
    filed = Record.objects.filter(record_file__isnull=False)
    hand = come_in(new_window(viewport=viewport), office.setda_archivist.user.username)
    page = hand.page

    by_new_file = into_a_new_file(hand)
    assert filed.count() == MANY
    page.locator("form[action$='/batal/'] button").click()
    page.locator(".messages .success").wait_for()
    assert not filed.exists()
    by_proposal = as_proposed(hand)

    assert (by_new_file <= MOST_ACTS, by_proposal <= MOST_ACTS) == (True, True)
    berkas = RecordFile.objects.get()
    assert filed.filter(record_file=berkas).count() == MANY
    close_record_file(
        actor=actor(office.setda_archivist),
        record_file_id=berkas.pk,
        closing=Closing(incomplete="Surat lama"),
    )
    page.goto(f"/arsip/pemberkasan/{Filing.objects.latest('at').pk}/")
    judged(page)
    assert page.locator("form[action$='/batal/']").count() == 0
