"""What a page weighs on the wire, in a real browser: requests and bytes.

The limits are those of `docs/performance.md`; a warm page is the second visit.
"""

import pytest

from bench.demo import WARM_KB, WARM_REQUESTS, Wire
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


@pytest.mark.parametrize("path", ["/", "/naskah-keluar/", "/naskah-masuk/"])
def test_warm_page_is_light(people, page, address, path):
    enter(page, people.sekda)
    wire = Wire(page)
    cold, _requests = wire.visit(page, address + path)

    warm, requests = wire.visit(page, address + path)

    assert warm <= WARM_KB * 1000, f"{warm} bytes, the first time {cold}"
    assert 1 <= requests <= WARM_REQUESTS


def test_the_drafting_page_sends_the_sheet_in_sight_alone(people, page, address):
    words = "Bersama ini kami sampaikan hal yang perlu ditindaklanjuti. " * 12
    body = [{"type": "paragraph", "value": words} for _n in range(9)]
    letter = make_draft(people, body=body)
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
