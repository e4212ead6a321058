"""J5 as it is in the office: a paper letter from the scanner, read by recognition.

Drop the scan, look at what was read, press Enter; the next letter opens. Acts are
counted (a click, a key that sends, a file dropped); typing is none.
"""

import pytest

from demo.specimens.letters import scan_of
from eoffice.outbox.relay import drain
from tests.browser.test_letter_story import Hand, assert_accessible, come_in
from tests.harness.browser import DESKTOP, PHONE
from tests.office.incoming import received, specimen
from workflow.models import IncomingLetter, PageText

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_ACTS = 4
LOOK_MS, LOOKS = 100, 600


def the_machine_works(page) -> None:
    """Scanner, virus check and recognition go on while the clerk waits."""
    for _look in range(LOOKS):
        drain()
        if "/catat/" in page.url and page.locator("[name=sender]").input_value():
            return
        page.wait_for_timeout(LOOK_MS)


# Where the first box is drawn, and where its place on the picture is, in pixels.
BOX_ON_PICTURE = """() => {
  const sheet = document.querySelector('.eo-sheet'), img = sheet.querySelector('img');
  const svg = sheet.querySelector('svg'), rect = svg.querySelector('rect');
  const at = img.getBoundingClientRect(), page = svg.viewBox.baseVal;
  const fit = getComputedStyle(img).objectFit;
  const scale = Math.min(at.width / img.naturalWidth, at.height / img.naturalHeight);
  const wide = fit === 'contain' ? img.naturalWidth * scale : at.width;
  const left = at.left + (at.width - wide) / 2;
  const meant = left + rect.x.baseVal.value * wide / page.width;
  return [rect.getBoundingClientRect().left, meant];
}"""


def assert_boxes_lie_on_their_words(page) -> None:
    """The scan is of F4: its picture is not squeezed under what is drawn over it."""
    picture = page.locator(".eo-sheet img").first
    picture.scroll_into_view_if_needed()
    picture.evaluate("picture => picture.decode()")
    drawn, meant = page.evaluate(BOX_ON_PICTURE)
    assert abs(drawn - meant) < 2


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_scan_is_registered_in_four_acts(office, new_window, tmp_path, viewport):
    scan = tmp_path / "pindai-0231.pdf"
    scan.write_bytes(scan_of(specimen(), seed=1))
    clerk: Hand = come_in(
        new_window(viewport=viewport), office.setda_clerk.user.username
    )
    page = clerk.page
    clerk.acts = 0

    page.goto("/naskah-masuk/")
    assert_accessible(page)
    clerk.acts += 1
    page.locator("#berkas").set_input_files(str(scan))
    the_machine_works(page)
    assert_accessible(page)
    assert_boxes_lie_on_their_words(page)
    page.locator("[name=sender]").fill(specimen().expected.sender)
    clerk.acts += 1
    page.keyboard.press("Enter")
    page.locator(".messages .success").wait_for()

    letter = IncomingLetter.objects.get()
    assert letter.agenda_number
    assert letter.number == specimen().expected.number
    assert letter.routed_to == office.bupati.position  # as the envelope says
    sources = PageText.objects.filter(file__incoming=letter)
    assert set(sources.values_list("source", flat=True)) == {"ocr"}
    assert clerk.acts <= MOST_ACTS


def test_ctrl_enter_registers_and_opens_the_next_letter(office, new_window):
    first, second = received(office), received(office, scan_of(specimen(), seed=2))
    page = come_in(new_window(), office.setda_clerk.user.username).page
    page.goto(f"/naskah-masuk/{first.pk}/catat/")

    page.locator("[name=subject]").focus()
    page.keyboard.press("Tab")
    desk = page.evaluate("document.activeElement.closest('.wf-picker') !== null")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/naskah-masuk/{second.pk}/catat/")

    assert desk
    first.refresh_from_db()
    assert first.agenda_number


def test_desk_is_chosen_by_keyboard_leaders_first(office, new_window):
    incoming = received(office)
    page = come_in(new_window(), office.setda_clerk.user.username).page
    page.goto(f"/naskah-masuk/{incoming.pk}/catat/")

    desk = page.locator("#id_routed_to")
    desk.focus()
    page.keyboard.press("ArrowDown")
    first = page.locator("#id_routed_to-daftar [role=option]").first
    first.wait_for()
    offered = first.inner_text()
    page.keyboard.press("Escape")
    desk.type("kepala bagian")
    page.locator("#id_routed_to-daftar [role=option]", has_text="Organisasi").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.locator(".messages .success").wait_for()

    assert offered.startswith("Bupati Wanasari")
    incoming.refresh_from_db()
    assert incoming.routed_to == office.kabag.position


def test_chosen_files_are_named_and_the_native_control_is_not_seen(office, new_window):
    page = come_in(new_window(), office.setda_clerk.user.username).page
    page.goto("/naskah-masuk/")

    page.keyboard.press("Tab")
    page.locator("#berkas").focus()
    seen = page.locator("#berkas").evaluate("one => getComputedStyle(one).opacity")
    page.locator("#berkas").set_input_files(
        [{"name": "kosong.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}]
    )
    row = page.locator(".eo-drop .eo-job li.eo-bad")
    row.wait_for()

    assert seen == "0"
    assert page.locator("label[for=berkas]").is_visible()
    assert "kosong.pdf" in row.inner_text()
    assert not IncomingLetter.objects.exists()
