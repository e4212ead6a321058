"""The pages of sending out, contacts and the public reading page in a browser."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.eoffice.shell.test_in_browser import SIDEWAYS, log_in
from tests.harness.accessibility import assert_accessible
from tests.office.kabupaten import build_office
from tests.office.sending import LAND_OFFICE, RECTOR, dispatch_of, sent_by, to_outside
from tests.office.signers import make_signer
from workflow.contacts.operations import remember_contact
from workflow.dispatches.links import secret_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = (
    ({"width": 1280, "height": 900}, False),
    ({"width": 360, "height": 800}, True),
)


def prepare():
    """Two that wait and one that was sent by a link; contacts, two of one party."""
    try:
        house = build_office()
        make_signer(house.sekda)
        waiting = to_outside(house, RECTOR, LAND_OFFICE)
        gone = sent_by(house, dispatch_of(to_outside(house)), "link")
        remember_contact(RECTOR, "Jalan Pahlawan Nomor 9\nSemarang")
        other = remember_contact(f"Yth. {RECTOR}", "Jalan Lain")
        return house, dispatch_of(waiting), gone, other, secret_of(gone.links.get())
    finally:
        connections.close_all()


@pytest.fixture
def made(address):
    """Made in a thread of its own: the browser keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(prepare).result()


@pytest.mark.parametrize(("viewport", "dark"), LOOKS, ids=["wide", "phone"])
def test_pages_pass_axe_and_never_scroll_sideways(made, new_window, viewport, dark):
    house, waiting, gone, contact, _secret = made
    window = new_window(viewport=viewport, dark=dark)
    log_in(window, house.setda_clerk)

    for path in (
        "/keluar/kirim/",
        f"/keluar/kirim/{waiting.pk}/",
        f"/keluar/kirim/{gone.pk}/",
        "/kontak/",
        "/kontak/?ganda=ya",
        f"/kontak/{contact.pk}/",
        "/kontak/impor/",
    ):
        answer = window.goto(path)
        assert answer.status == 200, path
        assert not window.evaluate(SIDEWAYS), path
        assert_accessible(window)


@pytest.mark.parametrize(("viewport", "dark"), LOOKS, ids=["wide", "phone"])
def test_addressee_reads_by_the_code_without_script(made, new_window, viewport, dark):
    _house, _waiting, _gone, _contact, secret = made
    window = new_window(viewport=viewport, dark=dark)
    window.goto(f"/v/naskah/{secret.token}/")
    assert_accessible(window)

    window.get_by_label("Kode").fill(secret.grouped_code)
    window.get_by_role("button", name="Buka naskah").click()
    window.get_by_role("button", name="Naskah ini sudah saya terima").click()

    assert window.get_by_text("Tanda terima diberikan").is_visible()
    assert not window.evaluate(SIDEWAYS)
    assert_accessible(window)
    with window.expect_download() as saved:
        window.get_by_role("button", name="Simpan naskah").click()
    assert saved.value.suggested_filename.endswith(".pdf")
    assert window.context.cookies() == []
