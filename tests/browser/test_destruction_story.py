"""J10 in a real browser: records destroyed lawfully, with the proof that they are gone.

Four people at 1280 or 360: an archivist proposes, a member of the committee appraises,
the bupati approves, a second archivist enters the papers and carries out with the
member by the list's typed name. What the committee keeps stays; of the destroyed one
its old link tells so.
"""

import pytest
from playwright.sync_api import Page

from archive.models import DestructionList, ListState, Record
from archive.records.capturing import capture_outgoing
from eoffice.outbox.relay import drain
from search import chosen_engine
from search.embedded import EmbeddedEngine
from tests.archive.erasing.conftest import unlocked
from tests.archive.erasing.gone import until_unlocked
from tests.browser.test_letter_story import Hand, come_in
from tests.browser.test_office_day import judged
from tests.harness.browser import PHONE
from tests.harness.crossing import at_once
from tests.office.disposal import confirm_schedule, make_committee, make_due
from tests.office.kabupaten import build_office
from tests.office.outgoing import sent
from tests.office.records import make_record
from tests.office.signers import make_signer
from workflow.letters.operations.drafting import RecipientInput

__all__ = ["unlocked"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 800}
GOING, STAYING = "Jadwal pembersihan gedung", "Serah terima tanah gedung"
NAME = "Usul musnah 2026"
TODAY = "1-11-2026"
#: Clicks, ticks and forms sent by each from the list's own page on; typing is none.
MOST_ACTS = {"archivist": 4, "member": 3, "bupati": 2, "first": 6, "second": 2}


@pytest.fixture
def house(tmp_path, settings, monkeypatch, unlocked):
    """An office that may destroy, with an index of its own and a letter that is due."""
    engine = EmbeddedEngine(tmp_path / "index", secret=settings.SECRET_KEY)
    engine.prepare()
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    office = build_office()
    make_signer(office.sekda)
    confirm_schedule()
    outside = RecipientInput(kind="to", external="PT Sumber Rejeki Wanasari")
    # In a thread of its own: signing has a loop, and the browser's runs in this one.
    (letter,) = at_once(lambda: sent(office, subject=GOING, recipients=[outside]))
    capture_outgoing(letter_id=letter.pk)
    drain()
    make_due(office, Record.objects.get(letter=letter), make_record(office, STAYING))
    return office


def send(hand: Hand, act: str, **typed: str) -> None:
    """Open the act's page from the list, fill it and send it: two acts."""
    hand.press(f"main a[href$='/{act}/']")
    fill_and_send(hand, ".eo-btn--primary", **typed)


def fill_and_send(hand: Hand, button: str, **typed: str) -> None:
    """Fill what is named and press the button of that form."""
    page = hand.page
    for name, words in typed.items():
        page.locator(f"main form [name={name}]").fill(words)
    judged(page)
    hand.press(f"main form {button}")
    told = page.locator(".messages .success, [role=alert]").locator("visible=true")
    told.first.wait_for()
    assert page.locator("main [role=alert]").all_inner_texts() == []


def propose(hand: Hand) -> str:
    """What is due becomes a list before the committee."""
    page = hand.page
    page.goto("/arsip/usul-musnah/")
    judged(page)
    send(hand, "baru", name=NAME)
    judged(page)
    address = page.url
    send(hand, "ajukan")
    return address


def enter_paper(hand: Hand, address: str, kind: str) -> None:
    """Enter a document that was signed on paper: from the documents, two acts."""
    page = hand.page
    page.goto(f"{address}dokumen/")
    judged(page)
    hand.press(f"main a[href$='/dokumen/{kind}/']")
    typed = {"number": f"000.5.6/{len(kind)}", "date": TODAY, "by": "Panitia"}
    fill_and_send(hand, ".eo-btn:has-text('Catat')", **typed)


def appraise(hand: Hand, address: str) -> None:
    """One item stays for good, with its reason; all others are agreed to."""
    page = hand.page
    page.goto(address)
    judged(page)
    hand.acts += 1
    page.locator(f"main tr:has-text('{STAYING}') input[type=checkbox]").check()
    page.locator("[name=decision]").select_option("permanent")
    fill_and_send(hand, ".eo-btn--primary", reason="Bukti hak atas tanah")
    page.locator("[name=which]").select_option("undecided")
    fill_and_send(hand, ".eo-btn--primary")
    judged(page)


def approve(hand: Hand, address: str) -> None:
    """The bupati's written approval."""
    hand.page.goto(address)
    paper = {"number": "000.5.6.2/12", "date": TODAY, "by": "Bupati Wanasari"}
    send(hand, "setujui", **paper)


def carry_out(hand: Hand, address: str) -> None:
    """Type the list's name: the first asks, with the second it begins."""
    hand.page.goto(address)
    judged(hand.page)
    send(hand, "laksanakan", name=NAME)
    judged(hand.page)


def read_proof(page: Page, address: str, going: Record) -> None:
    """The list is destroyed, each item is proven, and the old link tells it."""
    page.goto(address)
    page.locator("main a[href$='/bukti/']").first.click()
    page.wait_for_url("**/bukti/")
    judged(page)
    assert page.locator("main .eo-hash").first.inner_text().startswith("SHA-256")
    assert page.goto(f"/arsip/{going.pk}/").status == 410
    judged(page)
    assert NAME in page.locator("main").inner_text()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_list_is_destroyed_by_four_people_and_proven(house, new_window, viewport):
    people = make_committee(house)
    going = Record.objects.get(subject=GOING)

    def window(person) -> Hand:
        return come_in(new_window(viewport=viewport), person.user.username)

    archivist, member = window(house.setda_archivist), window(people["unit_head"])
    bupati, first = window(house.bupati), window(people["archivist"])
    address = propose(archivist)
    appraise(member, address)
    enter_paper(first, address, "consideration")
    approve(bupati, address)
    enter_paper(first, address, "decree")
    carry_out(first, address)
    appraised, member.acts = member.acts, 0
    carry_out(member, address)
    until_unlocked()
    drain()
    read_proof(archivist.page, address, going)

    found = DestructionList.objects.get()
    assert found.state == ListState.DESTROYED
    assert [one.subject for one in Record.objects.all()] == [STAYING]
    acts = {
        "archivist": archivist.acts,
        "member": appraised,
        "bupati": bupati.acts,
        "first": first.acts,
        "second": member.acts,
    }
    assert {who: n for who, n in acts.items() if n > MOST_ACTS[who]} == {}
