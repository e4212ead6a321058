"""The office as it is: a letter u.b. for the bupati, from its first word to the berkas.

A kabag's staff writes it, the line initials, the kabag signs in the bupati's name.
TU pimpinan keeps the gate before the bupati's desk, the ajudan prepares what the
bupati gives; TU sends it outside by link and by courier; the TU of the agency that
received it files it. Every page on the way is judged by axe and at its width; the
acts at the gate, at the desk, of sending and of filing are counted.
"""

import io

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from archive.models import Record
from eoffice.audit.models import AuditEvent
from eoffice.objects import store
from tests.browser import test_office_day as day
from tests.browser.test_letter_story import SLOW_MS, Hand, come_in, initial, sign
from tests.browser.test_office_day import judged, the_outbox_runs
from tests.harness.browser import DESKTOP, PHONE
from tests.office.leaders import stand_beside_the_bupati
from tests.office.records import make_file
from tests.office.signers import make_signer
from workflow.dispatches.models import DispatchState
from workflow.dispositions.models import PreparedDisposition
from workflow.incoming.models import GateReason
from workflow.models import (
    Disposition,
    IncomingLetter,
    LedgerNumber,
    Letter,
    LetterStatus,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
house = day.house  # the small kabupaten, with an index of its own

SUBJECT = "Undangan rapat koordinasi gerai layanan terpadu"
INSTITUTE = "Direktur Lembaga Administrasi Publik"
BANK = "Pemimpin Cabang Bank Pembangunan Wanasari"
MESSENGER = "Sri Lestari, bagian umum"
ROW = f".eo-row:has-text('{SUBJECT}')"
MOST_ACTS = {"gate": 2, "issue": 2, "link": 3, "courier": 3, "file": 4}
SIGNED_AS = [
    "a.n. BUPATI WANASARI",
    "SEKRETARIS DAERAH",
    "u.b.",
    "KEPALA BAGIAN ORGANISASI,",
]


@pytest.fixture
def desk(house):
    """The people beside the bupati; the kabag has a signing certificate."""
    make_signer(house.kabag)
    return stand_beside_the_bupati(house)


def remember(hand: Hand, name: str, address: str) -> None:
    """TU enters somebody outside with an address into the contact register."""
    page = hand.page
    page.goto("/kontak/")
    judged(page)
    page.goto("/kontak/baru/")
    judged(page)
    page.fill("[name=name]", name)
    page.fill("[name=address_lines]", address)
    page.locator("main form.eo-panel button[type=submit]").first.click()
    page.locator(".messages .success").wait_for()


def write(hand: Hand, signatory: str) -> None:
    """The kabag's staff writes; the form of authority is one of those offered."""
    page = hand.page
    page.goto("/naskah-keluar/")
    judged(page)
    hand.press("a[href$='/naskah-keluar/baru/']")
    judged(page)
    hand.press(".wf-type:has-text('Surat Dinas')")
    page.locator(".ProseMirror").first.wait_for()
    page.fill("#hal", SUBJECT)
    hand.choose("klasifikasi", "000.1.5")
    page.select_option("#penanda-tangan", value=signatory)
    for name in ("Kepala Dinas Komunikasi", INSTITUTE, BANK):
        hand.choose("tujuan", name)
    page.locator(".wf-more > summary").first.click()
    hand.choose("tembusan", "Bupati Wanasari")
    offered = page.locator("#wewenang option[value=ub]")
    expect(offered).to_have_count(1, timeout=SLOW_MS)
    assert "u.b." in (offered.text_content() or "")
    page.select_option("#wewenang", value="ub")
    page.locator(".ProseMirror").first.focus()
    page.keyboard.type("Dalam rangka persiapan, kami mengundang Saudara.")
    submit = page.locator(".eo-actbar button[type=submit]")
    expect(submit).not_to_have_attribute("aria-disabled", "true", timeout=SLOW_MS)
    page.locator("#halaman img").first.wait_for()
    judged(page)
    hand.press(".eo-actbar button[type=submit]")
    page.locator(".eo-route").wait_for()
    judged(page)


def printed_on(letter: Letter) -> list[str]:
    """Return the lines of the signed PDF, as a reader takes them out."""
    stored = letter.signatures.get().stored
    pages = PdfReader(io.BytesIO(store.get_bytes(stored))).pages
    text = "\n".join(page.extract_text() for page in pages)
    return [" ".join(line.split()) for line in text.splitlines()]


def pass_the_gate(hand: Hand) -> None:
    """TU pimpinan passes it on from the first page."""
    judged(hand.page)
    hand.acts = 0
    hand.press(f"{ROW} .eo-row__acts .eo-btn--primary, {ROW} .eo-row__acts button")
    hand.page.locator(".messages .success").wait_for()
    judged(hand.page)


def prepare(hand: Hand, receiver: str) -> None:
    """The ajudan writes what the bupati may give."""
    page = hand.page
    page.goto("/naskah-masuk/")
    judged(page)
    hand.press(f"main a:has-text('{SUBJECT}')")
    page.locator("main a[href$='/disposisi/']").first.wait_for()
    judged(page)
    hand.press("main a[href$='/disposisi/']")
    page.locator("#slip").wait_for()
    judged(page)
    person = f"[name=to][value='{receiver}']"
    if not page.locator(person).is_visible():  # not directly below the bupati
        hand.press(f"details.eo-more:has({person}) > summary")
    judged(page)
    page.locator(person).check(force=True)
    hand.press("button[form=slip]")
    page.locator("#rancangan").wait_for()
    judged(page)


def issue(hand: Hand) -> None:
    """The bupati reads what was prepared and gives it."""
    page = hand.page
    judged(page)
    hand.acts = 0
    hand.press(f"{ROW} .eo-row__title")
    page.locator("#rancangan").wait_for()
    judged(page)
    hand.press("#rancangan .eo-btn--primary")
    page.wait_for_url("**/disposisi/*/")
    judged(page)


def send(hand: Hand, name: str, way: str) -> None:
    """TU sends it to one addressee from the list, by the way chosen there."""
    page = hand.page
    page.goto("/keluar/kirim/")
    judged(page)
    row = f".eo-row:has-text('{name}')"
    hand.acts = 1  # coming to the list
    if page.locator(f"{row} select").input_value() != way:
        hand.acts += 1
        page.locator(f"{row} select").select_option(way)
    hand.press(f"{row} button[type=submit]")
    page.locator(".messages .success").wait_for()
    judged(page)


def read_by_link(page: Page, address: str, code: str) -> None:
    """A stranger opens the link, types the code and gives a receipt."""
    page.goto(address)
    judged(page)
    page.reload()
    assert SUBJECT not in page.content()
    letter = Letter.objects.get()
    assert not letter.dispatches.filter(opened_at__isnull=False).exists()
    page.fill("[name=code]", code)
    page.click("button[value=open]")
    page.locator(f"h1:has-text('{SUBJECT}')").wait_for()
    judged(page)
    page.click("button[value=receipt]")
    page.locator("text=Tanda terima").first.wait_for()
    judged(page)


def hand_over(hand: Hand) -> None:
    """The messenger came back: TU notes who took it and when."""
    page = hand.page
    page.fill("#serah [name=to]", MESSENGER)
    page.fill("#serah [name=on]", "hari ini")
    hand.press("#serah button[type=submit]")
    page.locator(".messages .success").wait_for()
    judged(page)
    assert MESSENGER in page.locator("main").inner_text()


def send_outside(clerk: Hand, stranger: Page, letter: Letter) -> dict[str, int]:
    """TU sends to both: only when the last has left is the letter sent."""
    acts = {}
    send(clerk, INSTITUTE, "link")
    acts["link"] = clerk.acts
    clerk.page.locator("#tautan dd").first.wait_for()
    address, code = clerk.page.locator("#tautan dd").all_inner_texts()
    read_by_link(stranger, address, code)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SIGNED
    send(clerk, BANK, "hand")
    acts["courier"] = clerk.acts
    hand_over(clerk)
    return acts


def file_away(hand: Hand) -> None:
    """The record clerk of the agency files it where it is proposed."""
    page = hand.page
    judged(page)
    hand.acts = 1  # to the archive
    page.goto("/arsip/?berkas=belum")
    judged(page)
    hand.press(f"main a:has-text('{SUBJECT}')")
    page.locator("form[action$='/berkaskan/']").first.wait_for()
    judged(page)
    hand.press("form[action$='/berkaskan/'] button")
    page.locator(".messages .success").wait_for()
    judged(page)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_letter_for_the_bupati_goes_its_whole_way(
    house, desk, new_window, viewport, record_property
):
    def window(person) -> Hand:
        return come_in(new_window(viewport=viewport), person.user.username)

    acts: dict[str, int] = {}
    clerk = window(house.setda_clerk)
    remember(clerk, INSTITUTE, "Jalan Veteran 10, Jakarta")
    remember(clerk, BANK, "Jalan Pemuda 4, Wanasari")
    write(window(house.drafter), str(house.kabag.position.pk))
    initial(window(desk.kasubbag))
    sign(window(house.kabag))
    letter = Letter.objects.get()
    printed = printed_on(letter)
    first = printed.index(SIGNED_AS[0])
    assert printed[first : first + 4] == SIGNED_AS
    the_outbox_runs()

    bupati = window(house.bupati)
    judged(bupati.page)
    assert bupati.page.locator(ROW).count() == 0
    incoming = IncomingLetter.objects.get(gate_for=house.bupati.position)
    answer = bupati.page.goto(f"/naskah-masuk/{incoming.pk}/")
    assert answer is not None
    assert answer.status == 404
    keeper = window(desk.keeper)
    pass_the_gate(keeper)
    acts["gate"] = keeper.acts
    the_outbox_runs()
    prepare(window(desk.ajudan), str(house.kadis.position.pk))
    bupati.page.goto("/")
    issue(bupati)
    acts["issue"] = bupati.acts
    the_outbox_runs()

    acts |= send_outside(clerk, new_window(viewport=viewport), letter)
    the_outbox_runs()

    make_file(house.kominfo_clerk, house.kominfo, "Gerai layanan terpadu 2026")
    filer = window(house.kominfo_clerk)
    file_away(filer)
    acts["file"] = filer.acts
    record_property("acts", acts)
    assert {k: n for k, n in acts.items() if n > MOST_ACTS[k]} == {}
    assert_facts(house, desk, letter)


def assert_facts(house, desk, letter: Letter) -> None:
    """What the house holds when the letter has gone its way."""
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SENT
    assert letter.authority == "ub"
    numbers = LedgerNumber.objects.filter(purpose_id=letter.pk)
    assert [one.text for one in numbers] == [letter.number]
    arrived = IncomingLetter.objects.filter(delivery__letter=letter)
    keepers = [one.agenda.register.unit for one in arrived if one.agenda]
    assert len(keepers) == len(set(keepers))
    assert house.kominfo in keepers
    at_bupati = arrived.get(is_copy=True)
    assert (at_bupati.routed_to, at_bupati.gate_for) == (house.bupati.position, None)
    assert at_bupati.gate_reason == GateReason.KEPT
    passed = AuditEvent.objects.get(action="incoming.gate_passed")
    assert passed.official_id == desk.keeper.official.pk
    prepared = PreparedDisposition.objects.get(incoming=at_bupati)
    given = Disposition.objects.get(incoming=at_bupati)
    assert (prepared.is_open, prepared.issued) == (False, given)
    assert prepared.prepared_by == desk.ajudan.official
    assert given.giver == house.bupati.official
    receivers = [one.position for one in given.receivers.all()]
    assert receivers == [house.kadis.position]
    by_link, by_courier = (
        letter.dispatches.get(recipient__external=name) for name in (INSTITUTE, BANK)
    )
    assert by_link.state == DispatchState.OPENED
    assert by_link.received_at is not None
    assert by_courier.state == DispatchState.HANDED_OVER
    assert by_courier.handed_to == MESSENGER
    assert by_courier.handed_on == timezone.localdate()
    record = Record.objects.get(incoming=arrived.get(is_copy=False))
    assert record.record_file is not None
    assert record.record_file.unit == house.kominfo
    filed = AuditEvent.objects.get(action="record.filed")
    assert filed.official_id == house.kominfo_clerk.official.pk
