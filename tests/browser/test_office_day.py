"""An office day: one letter and one scan through every room, told by its people.

Seven people - drafter, verifier, signatory, the receiver across the yard, the one who
gets the disposition, the record clerk, the archivist - and a stranger at the public
door. Every page on the way is judged by axe; acts are counted for J1, J2, J3, J5, J6
and J8 (a click, a tap or a form sent; typing is none).
"""

import re
import time

import pytest
from playwright.sync_api import Page

from archive.models import Record
from eoffice.outbox.relay import drain
from search import chosen_engine
from search.embedded import EmbeddedEngine
from tests.browser.test_letter_story import (
    SUBJECT,
    Hand,
    assert_accessible,
    come_in,
    initial,
    sign,
    write_and_submit,
)
from tests.harness.browser import DESKTOP, PHONE
from tests.office.incoming import specimen
from tests.office.kabupaten import build_office
from tests.office.records import make_file
from tests.office.signers import make_signer
from workflow.models import Disposition, IncomingLetter, Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(tmp_path, settings, monkeypatch):
    """The small kabupaten with an index of its own."""
    engine = EmbeddedEngine(tmp_path / "index", secret=settings.SECRET_KEY)
    engine.prepare()
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    office = build_office()
    make_signer(office.sekda)
    office_engine[0] = engine
    return office


SECONDS: dict[str, float] = {}  # until the hits of a search were there
office_engine: list[EmbeddedEngine | None] = [None]


def the_outbox_runs() -> None:
    """Everything that follows an act is done: delivery, record, index, bell."""
    drain()
    office_engine[0].refresh()


def judged(page: Page) -> None:
    """The page is open to everybody and does not scroll sideways."""
    assert_accessible(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def dispose(hand: Hand, subject: str) -> None:
    """J6: from Beranda, a disposition to three people with a due date."""
    page = hand.page
    judged(page)
    hand.press(f".eo-row:has-text('{subject}') .eo-row__acts a")
    page.locator("#slip").wait_for()
    judged(page)
    hand.press("[data-action='eo-slip#all']")
    hand.press("button[form=slip]")
    page.wait_for_url("**/disposisi/*/")
    judged(page)


def answer(hand: Hand) -> None:
    """The receiver reads what is asked and completes it with an answer."""
    page = hand.page
    judged(page)
    hand.press(".eo-row__acts a")
    page.locator("[name=text]").fill(
        "Sudah dilaksanakan; laporan terlampir di meja Bapak."
    )
    judged(page)
    hand.press("button[value=complete]")
    page.locator(".messages .success").wait_for()
    judged(page)


def register_scan(hand: Hand, path: str) -> None:
    """J5: drop the file, look at the proposal, register."""
    page = hand.page
    page.goto("/naskah-masuk/")
    judged(page)
    hand.acts += 1
    page.locator("#berkas").set_input_files(path)
    for _look in range(300):  # the relay's part: scanner and reading
        drain()
        page.wait_for_timeout(100)
        if page.locator("#berkas").count() == 0 or "/catat/" in page.url:
            break
    drain()
    if "/catat/" not in page.url:
        page.goto("/naskah-masuk/?bagian=catat")
        hand.press("main a[href$='/catat/']")
    page.reload()
    page.locator("[name=sender]").wait_for()
    judged(page)
    hand.press(".eo-actbar .eo-btn--primary")
    page.locator(".messages .success").wait_for()
    judged(page)


def find(hand: Hand, words: str) -> bool:
    """J8 from Beranda: focus the search by key, type, open the hit that is offered.

    Tells whether the letter is found; the time to the hits is kept, not judged.
    """
    page = hand.page
    page.goto("/")
    page.wait_for_load_state("load")
    hand.acts = 1
    page.keyboard.press("Control+k")
    began = time.monotonic()
    page.locator("dialog.eo-palette[open] input").fill(words)
    offered = page.locator("#eo-palette-list [role=option]")
    offered.or_(page.locator(".eo-palette__say:not(:empty)")).first.wait_for()
    SECONDS[words] = time.monotonic() - began
    judged(page)
    hit = offered.filter(has_text=SUBJECT)
    if not hit.count():  # nothing offered at once: all letters are asked
        hand.acts += 1
        offered.filter(has_text="di semua surat").click()
        page.wait_for_url("**/cari/?q=*")
        judged(page)
        hit = page.locator(f"main a:has-text('{SUBJECT}')")
    if not hit.count():
        return False
    hand.acts += 1
    hit.first.click()
    page.wait_for_url(re.compile(r"/(naskah-keluar|naskah-masuk|arsip)/[0-9a-f-]{36}/"))
    return True


def spelled_otherwise(number: str) -> str:
    """Return the number as somebody types it from memory: small, spaces for strokes."""
    return number.lower().replace("/", " / ")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_letter_and_a_scan_pass_through_every_room(
    house, new_window, viewport, tmp_path, record_property
):
    def window(username: str) -> Hand:
        return come_in(new_window(viewport=viewport), username)

    drafter, verifier = window("bayu"), window("kabag")
    write_and_submit(drafter)
    verifier.page.reload()
    initial(verifier)
    signatory = window("sekda")
    sign(signatory)
    the_outbox_runs()
    letter = Letter.objects.get()
    receiver = window(house.kadis.user.username)
    dispose(receiver, SUBJECT)
    disposition = Disposition.objects.get()
    asked = window(house.kabid.user.username)
    answer(asked)
    scan = tmp_path / "surat.pdf"
    scan.write_bytes(specimen().pdf)
    clerk = window(house.setda_clerk.user.username)
    register_scan(clerk, str(scan))
    the_outbox_runs()
    make_file(house.setda_archivist, house.setda, "Undangan rapat 2026")
    archivist = window(house.setda_archivist.user.username)
    file_away(archivist)
    stranger = new_window(viewport=viewport)
    check_by_code(stranger, letter)
    outsider = window(house.stranger.user.username)

    acts = {
        "J1": drafter.acts,
        "J2": verifier.acts,
        "J3": signatory.acts,
        "J5": clerk.acts,
        "J6": receiver.acts,
    }
    assert find(archivist, "gerai layanan")
    acts["J8"] = archivist.acts
    assert find(drafter, spelled_otherwise(str(letter.number)))
    acts["J8 by number"] = drafter.acts
    assert not find(outsider, "gerai layanan")
    assert disposition.receivers.count() == 3
    assert disposition.due_on is not None
    assert IncomingLetter.objects.exclude(agenda_number="").count() == 2
    assert Record.objects.filter(letter=letter, record_file__isnull=False).exists()
    most = {"J1": 6, "J2": 2, "J3": 1, "J5": 4, "J6": 4, "J8": 3, "J8 by number": 3}
    assert {k: n for k, n in acts.items() if n > most[k]} == {}
    record_property("seconds_to_hits", SECONDS)


def file_away(hand: Hand) -> None:
    """The archivist reads the record and files it where it is proposed."""
    page = hand.page
    page.goto("/arsip/")
    judged(page)
    page.locator(f"main a:has-text('{SUBJECT}')").first.click()
    page.locator("#id_berkas, [name=berkas]").first.wait_for(state="attached")
    judged(page)
    hand.press("form[action$='/berkaskan/'] button")
    page.locator(".messages .success").wait_for()
    page.goto("/arsip/berkas/")
    judged(page)
    page.locator("main table a, main .eo-row a").first.click()
    judged(page)


def check_by_code(page: Page, letter: Letter) -> None:
    """A stranger scans the QR: genuine, and nothing more than the class allows."""
    page.goto(f"/v/{letter.verification_code}")
    judged(page)
    assert str(letter.number) in page.locator("main").inner_text()
    page.goto("/v/AAAAAAAAAAAAAAAAAAAAAA")
    judged(page)
    assert str(letter.number) not in page.locator("main").inner_text()
