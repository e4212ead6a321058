"""The pages around signed letters, books and trail in a browser: axe, no overflow."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.urls import reverse

from tests.eoffice.shell.test_in_browser import SIDEWAYS, log_in
from tests.harness.accessibility import assert_accessible
from tests.office.incoming import disposed
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft, sent
from tests.office.signers import make_signer
from tests.workflow.outgoing.test_after_signing import corrected
from workflow.letters.operations.revoking import revoke_letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = (
    ({"width": 1280, "height": 900}, False),
    ({"width": 360, "height": 800}, True),
)


def prepare():
    """Letters sent, corrected, revoked and being written; a disposition."""
    try:
        house = build_office()
        make_signer(house.sekda)
        whole, wrong, revoked = (sent(house) for _n in range(3))
        corrected(house, wrong)
        revoke_letter(actor=actor(house.sekda), letter_id=revoked.pk, reason="Batal")
        disposed(house, house.kadis)
        return house, whole, wrong, revoked, make_draft(house)
    finally:
        connections.close_all()


@pytest.fixture
def made(address):
    """Made in a thread of its own: the browser keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(prepare).result()


def of(name, letter):
    return reverse(name, args=[letter.pk])


@pytest.mark.parametrize(("viewport", "dark"), LOOKS, ids=["wide", "phone"])
def test_pages_pass_axe_and_never_scroll_sideways(made, new_window, viewport, dark):
    house, whole, wrong, revoked, draft = made
    shown = [
        (
            house.sekda,
            [
                of("letter_read", whole),
                of("letter_read", revoked),
                of("letter_revoke", whole),
                "/laporan/",
                "/laporan/buku/keluar/",
                "/laporan/buku/disposisi/",
            ],
        ),
        (
            house.drafter,
            [
                of("letter_read", wrong),
                of("letter_correct", whole),
                of("letter_edit", draft),
                "/naskah-keluar/?tab=semua",
            ],
        ),
        (house.auditor, ["/pengaturan/audit/"]),
    ]
    public = [f"/v/{one.verification_code}" for one in (whole, wrong, revoked)]

    for person, addresses in shown:
        page = new_window(viewport=viewport, dark=dark)
        log_in(page, person)
        for address in addresses:
            page.goto(address)
            page.wait_for_selector(".sidebar", state="attached")
            assert_accessible(page)
            assert not page.evaluate(SIDEWAYS), address
    page = new_window(viewport=viewport, dark=dark)
    for address in public:
        page.goto(address)
        assert_accessible(page)
        assert not page.evaluate(SIDEWAYS), address
