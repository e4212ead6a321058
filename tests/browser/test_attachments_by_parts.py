"""A large file that is interrupted goes on where it stopped, and is there once."""

import hashlib
import io
import random
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, Response, Route, expect

from eoffice.files.parts import PART_BYTES
from eoffice.objects.models import PartedUpload, Upload, UploadPart
from eoffice.outbox.relay import drain
from tests.browser.test_letter_story import come_in
from tests.office.kabupaten import build_office
from tests.office.outgoing import make_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTS = "**/unggah/bagian/"


def noise() -> bytes:
    """A picture of some seven megabytes: nothing in it is packed smaller."""
    size = (1400, 1700)
    points = random.Random(20261130).randbytes(3 * size[0] * size[1])
    target = io.BytesIO()
    Image.frombytes("RGB", size, points).save(target, "PNG", compress_level=1)
    return target.getvalue()


def editor(page: Page, letter) -> None:
    page.goto(f"/naskah-keluar/{letter.pk}/tulis/")
    page.locator('[data-controller="wf-text"][data-ready]').wait_for()


def until(page: Page, done: Callable[[], bool]) -> None:
    for _look in range(300):
        if done():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come so far")


def interrupted(page: Page) -> list[Route]:
    """Part 1 arrives, the line drops, part 2 arrives at the next try, part 3 hangs."""
    asked: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route)
        if len(asked) == 2:
            route.abort("internetdisconnected")
        elif len(asked) < 4:
            route.continue_()

    page.route(PARTS, answer)
    return asked


def test_an_interrupted_file_goes_on_after_the_page_was_loaded_again(
    new_window, tmp_path
):
    house = build_office()
    letter = make_draft(house)
    scan = tmp_path / "denah.png"
    scan.write_bytes(noise())
    assert 3 * PART_BYTES < scan.stat().st_size < 4 * PART_BYTES
    page = come_in(new_window(), house.drafter.user.username).page
    editor(page, letter)

    asked = interrupted(page)
    page.locator("#berkas").set_input_files(scan)
    until(page, lambda: len(asked) == 4)
    editor(page, letter)
    before = set(UploadPart.objects.values_list("number", flat=True))
    page.unroute(PARTS)
    answers: list[Response] = []
    page.on("response", lambda one: "/bagian/" in one.url and answers.append(one))
    page.locator("#berkas").set_input_files(scan)
    chip = page.locator("[data-wf-attach-target=list] li")
    until(page, lambda: len(answers) == 3)

    told = [answer.json() for answer in answers]
    assert before == {1, 2}
    assert [one["parts"] for one in told[:2]] == [[1, 2], [1, 2, 3]]
    assert told[2]["upload"]
    assert PartedUpload.objects.count() == 1
    drain()
    expect(chip.locator("input")).to_be_enabled()
    until(page, letter.attachments.exists)
    stored = letter.attachments.get().stored
    assert stored == Upload.objects.get().stored
    assert stored.sha256 == hashlib.sha256(scan.read_bytes()).hexdigest()
