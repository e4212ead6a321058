"""A transfer in a real browser, at 1280 and at 360: files go to their next keeper.

The archivist of the unit lists what is due and lays it before the receiver, who
compares and accepts; both heads' copies of the berita acara are entered as signed on
paper; carried out, each file is kept by the receiver with all its records.
"""

import pytest

from archive.models import CustodyMove, RecordFile
from eoffice.outbox.relay import drain
from tests.browser.test_letter_story import Hand, come_in
from tests.browser.test_office_day import judged
from tests.harness.browser import PHONE
from tests.office.custody import closed_file
from tests.office.kabupaten import build_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 800}
NAME, DAY = "Pemindahan Bagian Organisasi 2026", "1-11-2026"
HEADS = ("Kepala Bagian Organisasi", "Sekretaris Daerah")


def send(hand: Hand, **typed: str) -> None:
    """Fill what is named and do the page's primary act, by key where it is one."""
    page = hand.page
    for name, words in typed.items():
        page.locator(f"main form [name={name}]").fill(words)
    judged(page)
    hand.press("main form:last-of-type button[type=submit]")
    page.locator(".messages .success, main [role=alert]").first.wait_for()
    assert page.locator("main [role=alert]").all_inner_texts() == []


def propose(hand: Hand, office) -> str:
    """From the list of transfers: name it, choose the unit, submit it."""
    page = hand.page
    page.goto("/arsip/pemindahan/")
    judged(page)
    hand.press("main a[href$='/baru/']")
    page.locator("[name=unit]").select_option(str(office.bagian.pk))
    send(hand, name=NAME)
    judged(page)
    address = page.url
    hand.press("main a[href$='/ajukan/']")
    send(hand)
    return address


def accept(hand: Hand, address: str) -> None:
    """The receiver compares the list with the files, and accepts it."""
    hand.page.goto(address)
    judged(hand.page)
    hand.press("main a[href$='/terima/']")
    send(hand)


def enter_copies(hand: Hand, address: str) -> None:
    """Enter each party's signed copy of the berita acara."""
    page = hand.page
    page.goto(f"{address}dokumen/")
    judged(page)
    copies = page.locator("main table a[href*='/dokumen/report/']")
    for number, link in enumerate([one.get_attribute("href") for one in copies.all()]):
        page.goto(link)
        send(hand, number=f"000.5.6/{number}", date=DAY, by=HEADS[number])


def carry_out(hand: Hand, address: str) -> None:
    """Carry it out, and look at the list once the work is done."""
    hand.page.goto(address)
    hand.press("main a[href$='/laksanakan/']")
    send(hand)
    drain()
    hand.page.goto(address)
    judged(hand.page)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_due_files_go_to_their_next_keeper(new_window, viewport):
    office = build_office()
    files = [closed_file(office), closed_file(office)]
    keeper = come_in(
        new_window(viewport=viewport), office.setda_archivist.user.username
    )
    receiver = come_in(new_window(viewport=viewport), office.sekda.user.username)

    address = propose(keeper, office)
    accept(receiver, address)
    enter_copies(keeper, address)
    carry_out(keeper, address)

    assert CustodyMove.objects.get().state == "done"
    kept = RecordFile.objects.filter(pk__in=[one.pk for one in files])
    assert set(kept.values_list("custodian", flat=True)) == {office.setda.pk}
    assert (keeper.acts, receiver.acts) == (8, 2)
