"""What a page weighs on the wire, in a real browser: requests and bytes.

The limits are those of `docs/performance.md`; a warm page is the second visit.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from whitenoise.compress import Compressor

from bench.demo import COLD_DRAFT_KB, WARM_KB, WARM_REQUESTS, Wire
from tests.office.incoming import disposed, registered
from tests.office.kabupaten import PASSWORD, build_office
from tests.office.outgoing import initialled, make_draft

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


@pytest.fixture
def people():
    office = build_office()
    for n in range(MANY):
        registered(office, number=f"400/{n}/Dinsos/2026")
        disposed(office, office.kadis, office.kabag)
        initialled(office)
    return office


def enter(page, person):
    page.goto("/masuk/")
    page.fill("input[name=login]", person.user.username)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.wait_for_load_state("networkidle")


def packed(path: str) -> int:
    """Return the bytes of a static file as it leaves the house, packed by gzip.

    Tests serve the sources as they lie; brotli, which browsers are sent over TLS,
    packs closer still.
    """
    plain = Path(finders.find(path.removeprefix("/static/"))).read_bytes()
    if not Compressor(quiet=True).should_compress(path):
        return len(plain)
    return len(Compressor.compress_gzip(plain))


def weight(answer) -> int:
    """Return what one answer weighs on the wire, its headers with it."""
    sizes, path = answer.request.sizes(), urlsplit(answer.url).path
    body = sizes["responseBodySize"]
    if path.startswith("/static/"):
        body = packed(path)
    return body + sizes["responseHeadersSize"]


@pytest.mark.parametrize("path", ["/", "/naskah-keluar/", "/naskah-masuk/"])
def test_warm_page_is_light(people, page, address, path):
    enter(page, people.sekda)
    wire = Wire(page)
    cold, _requests = wire.visit(page, address + path)

    warm, requests = wire.visit(page, address + path)

    assert warm <= WARM_KB * 1000, f"{warm} bytes, the first time {cold}"
    assert 1 <= requests <= WARM_REQUESTS


def a_draft_of_three_pages(people):
    words = "Bersama ini kami sampaikan hal yang perlu ditindaklanjuti. " * 12
    body = [{"type": "paragraph", "value": words} for _n in range(9)]
    return make_draft(people, body=body)


def test_the_first_visit_of_the_drafting_page_is_light(people, page, address):
    letter = a_draft_of_three_pages(people)
    enter(page, people.drafter)
    answers = []

    def heard(answer):
        answers.append(answer)

    page.on("response", heard)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")

    page.goto(f"{address}/naskah-keluar/{letter.pk}/tulis/")
    page.locator(".eo-sheet img").first.wait_for()
    page.wait_for_load_state("networkidle")

    whole = [one for one in answers if not one.url.startswith("data:")]
    heaviest = sorted(((weight(one), one.url) for one in whole), reverse=True)
    cold = sum(size for size, _url in heaviest)
    assert cold <= COLD_DRAFT_KB * 1000, f"{cold} bytes: {heaviest[:9]}"
    assert any("letter-editor" in url for _size, url in heaviest)
    assert any("public-sans" in url for _size, url in heaviest)


def test_the_drafting_page_sends_the_sheet_in_sight_alone(people, page, address):
    letter = a_draft_of_three_pages(people)
    enter(page, people.drafter)
    wire, path = Wire(page), f"/naskah-keluar/{letter.pk}/tulis/"
    wire.visit(page, address + path)

    warm, _requests = wire.visit(page, address + path)
    page.locator(".eo-sheet img").first.wait_for()
    drawn = page.locator(".eo-sheet img").count()
    page.locator(".eo-sheet").nth(1).scroll_into_view_if_needed()
    page.locator(".eo-sheet").nth(1).locator("img").wait_for()

    assert warm <= WARM_KB * 1000, f"{warm} bytes"
    assert drawn == 1
    assert page.locator(".eo-sheet").count() == 3
