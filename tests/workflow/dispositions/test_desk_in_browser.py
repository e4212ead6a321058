"""The desk in a browser, wide and on a phone: gate, draft, due day, holidays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from eoffice.outbox.relay import drain
from tests.harness.accessibility import assert_accessible
from tests.office.incoming import disposed, disposition, registered
from tests.office.kabupaten import PASSWORD, actor, build_office, make_acting
from tests.office.signers import make_signer
from tests.workflow.delivery.test_gates import gates, sent_to_bupati
from tests.workflow.dispositions.test_prepared import add_helper
from workflow.dispositions.models import Disposition
from workflow.dispositions.operations.preparing import prepare_disposition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 800}}


def beside_the_loop(act, *given):
    """Do it in a thread: signing starts a loop, and the browser keeps one in this."""

    def run():
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def log_in(window, person):
    window.goto("/masuk/")
    window.fill("input[name=login]", person.user.username)
    window.fill("input[name=password]", PASSWORD)
    window.click("button[type=submit]")
    window.wait_for_url("**/")


def width_of(window, address) -> int:
    """Open the page, have axe look at it, and return how wide it is."""
    window.goto(address)
    assert_accessible(window)
    return int(window.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_the_desk_pass_axe_and_never_scroll_sideways(new_window, size):
    house = add_helper(build_office())
    make_signer(house.sekda)
    house.tup = house.helper
    gates(house)
    at_gate = beside_the_loop(sent_to_bupati, house)
    incoming = registered(house)
    prepare_disposition(
        actor=actor(house.helper),
        incoming_id=incoming.pk,
        content=disposition(house.kadis, house.kabag, note="Mohon ditindaklanjuti"),
    )
    today = timezone.localdate()
    until = today + timedelta(days=9)
    make_acting(house.kadis, house.kabag.position, "acting_absent", today, until)
    two = disposed(house, house.kadis, house.kabag, note="Bahas bersama")
    drain()

    pages = {
        "helper": [
            f"/naskah-masuk/{at_gate.pk}/",
            "/naskah-masuk/?bagian=gerbang",
            "/naskah-masuk/?bagian=pimpinan",
            f"/naskah-masuk/{incoming.pk}/disposisi/",
            "/",
        ],
        "sekda": [
            f"/naskah-masuk/{incoming.pk}/",
            f"/naskah-masuk/{incoming.pk}/disposisi/",
        ],
        "kadis": [f"/disposisi/{two.pk}/"],
        "admin": [
            "/pengaturan/hari-libur/",
            "/pengaturan/hari-libur/?tahun=2027",
            "/pengaturan/hari-libur/impor/?tahun=2028",
            "/pengaturan/aturan/directions/",
            "/pengaturan/aturan/gates/",
            "/pengaturan/aturan/desk_helpers/",
        ],
    }
    for name, addresses in pages.items():
        window = new_window(viewport=SIZES[size])
        log_in(window, getattr(house, name))
        for address in addresses:
            assert width_of(window, address) <= SIZES[size]["width"], address


def test_from_the_gate_to_the_disposition_by_hand(new_window):
    house = add_helper(build_office())
    incoming = registered(house)
    prepare_disposition(
        actor=actor(house.helper),
        incoming_id=incoming.pk,
        content=disposition(house.kadis, note="Mohon ditindaklanjuti"),
    )
    window = new_window(viewport=SIZES["phone"])
    log_in(window, house.sekda)

    window.goto(f"/naskah-masuk/{incoming.pk}/")
    window.get_by_role("button", name="Terbitkan").click()
    window.wait_for_url("**/disposisi/*/")

    given = Disposition.objects.get()
    assert given.note == "Mohon ditindaklanjuti"
    assert given.giver == house.sekda.official
