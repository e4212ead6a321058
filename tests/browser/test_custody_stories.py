"""A transfer and a hand-over in a real browser, at 1280 and at 360.

The archivist of the unit lists what is due and lays it before the receiver, who
compares and accepts, a hand-over after its package was checked and its files verified;
the documents are entered as signed on paper; carried out, each file is kept by the
receiver with all its records.
"""

import pytest

from archive.models import CustodyMove, RecordFile
from eoffice.outbox.relay import drain
from tests.browser.test_letter_story import Hand, come_in
from tests.browser.test_office_day import judged
from tests.harness.browser import PHONE
from tests.office.custody import closed_file, name_archives
from tests.office.disposal import confirm_schedule, make_committee
from tests.office.kabupaten import build_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 800}
NAME, DAY = "Berkas Bagian Organisasi 2026", "1-11-2026"
TRANSFERS, HANDOVERS = "/arsip/pemindahan/", "/arsip/penyerahan/"
VIEWPORTS = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])


def send(hand: Hand, **typed: str) -> None:
    """Fill what is named and send the page's last form."""
    page = hand.page
    for name, words in typed.items():
        page.locator(f"main form [name={name}]").fill(words)
    judged(page)
    hand.press("main form:last-of-type button[type=submit]")
    page.locator(".messages .success, main [role=alert]").first.wait_for()
    assert page.locator("main [role=alert]").all_inner_texts() == []


def propose(hand: Hand, office, start: str) -> str:
    """From the list of moves: name it, choose the unit, submit it."""
    page = hand.page
    page.goto(start)
    judged(page)
    hand.press("main a[href$='/baru/']")
    page.locator("[name=unit]").select_option(str(office.bagian.pk))
    send(hand, name=NAME)
    judged(page)
    address = page.url
    press_next(hand, address, "ajukan")
    return address


def press_next(hand: Hand, address: str, act: str) -> None:
    """The act is the one primary one of the list's page; do it on its own page."""
    page = hand.page
    page.goto(address)
    judged(page)
    hand.press(f"main a.eo-btn--primary[href$='/{act}/']")
    page.locator("main form").first.wait_for()
    send(hand)


def enter_papers(hand: Hand, address: str, *kinds: str) -> None:
    """Enter each copy of these documents as signed on paper, by its own party."""
    page = hand.page
    page.goto(f"{address}dokumen/")
    judged(page)
    links = page.locator("main table a[href*='/dokumen/']")
    for number, one in enumerate([one.get_attribute("href") for one in links.all()]):
        if any(f"/dokumen/{kind}/" in one for kind in kinds):
            page.goto(one)
            send(hand, number=f"45/{number}", date=DAY, by=f"Pihak {number}")


def carry_out(hand: Hand, address: str) -> CustodyMove:
    """Carry it out, and look at the list once the work is done."""
    press_next(hand, address, "laksanakan")
    drain()
    hand.page.goto(address)
    judged(hand.page)
    return CustodyMove.objects.get()


@VIEWPORTS
def test_due_files_go_to_their_next_keeper(new_window, viewport):
    office = build_office()
    files = [closed_file(office), closed_file(office)]
    keeper = come_in(
        new_window(viewport=viewport), office.setda_archivist.user.username
    )
    receiver = come_in(new_window(viewport=viewport), office.sekda.user.username)

    address = propose(keeper, office, TRANSFERS)
    press_next(receiver, address, "terima")
    enter_papers(keeper, address, "report")
    found = carry_out(keeper, address)

    assert found.state == "done"
    kept = RecordFile.objects.filter(pk__in=[one.pk for one in files])
    assert set(kept.values_list("custodian", flat=True)) == {office.setda.pk}
    assert (keeper.acts, receiver.acts) == (8, 2)


@VIEWPORTS
def test_permanent_files_are_verified_by_the_archives_and_handed_over(
    new_window, viewport
):
    office = build_office()
    confirm_schedule()
    make_committee(office)
    name_archives(office)
    berkas = closed_file(office, fate="permanent")
    keeper = come_in(
        new_window(viewport=viewport), office.setda_archivist.user.username
    )
    archives = come_in(new_window(viewport=viewport), office.kadis.user.username)

    address = propose(keeper, office, HANDOVERS)
    drain()  # the package is written
    enter_papers(keeper, address, "consideration", "statement")
    press_next(archives, address, "periksa-nilai")
    drain()  # and compared
    archives.page.goto(address)
    archives.press("main a.eo-btn--primary[href$='/verifikasi/']")
    archives.page.locator("label:has(> [value=accepted])").click()
    send(archives)
    press_next(archives, address, "terima")
    enter_papers(keeper, address, "acceptance", "decree", "report", "receipt")
    found = carry_out(keeper, address)

    berkas.refresh_from_db()
    assert (found.state, berkas.custodian) == ("done", office.kominfo)
    assert berkas.static_since is not None
    assert archives.acts == 6
