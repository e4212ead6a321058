"""Pages of settings, returning, forwarding and checking: axe, wide and at 360 dark."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from eoffice.objects import store
from tests.browser.test_letter_story import assert_accessible, come_in
from tests.harness.browser import DESKTOP, PHONE
from tests.office.incoming import disposed
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import sent, submitted
from tests.office.signers import SECRET, demo_authority, make_signer
from workflow.models import Letter, Signature

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = pytest.mark.parametrize(
    ("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["wide", "360-dark"]
)
WHOLE = 4000  # taller than any of these pages
PICTURES = os.environ.get("PICTURES_DIR", "")


@pytest.fixture
def house():
    demo_authority()
    office = build_office()
    make_signer(office.sekda)
    return office


def assert_open_to_everybody(page, paths: dict[str, str], look: str) -> None:
    """Each page is open to everybody and does not scroll sideways; all told at once."""
    wrong = []
    for name, path in paths.items():
        answer = page.goto(path)
        assert answer.status == 200, (path, answer.status)
        assert page.url.endswith(path), (path, page.url)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{look}.png", full_page=True)
        seen = page.viewport_size
        # As a whole: else the bar at the foot lies over what one would scroll to.
        page.set_viewport_size({"width": seen["width"], "height": WHOLE})
        try:
            assert_accessible(page)
        except AssertionError as fault:
            wrong.append(str(fault))
        page.set_viewport_size(seen)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path} scrolls sideways")
    assert not wrong, "\n".join(wrong)


@LOOKS
def test_pages_of_an_administrator_are_open_to_everybody(
    house, new_window, viewport, dark
):
    page = come_in(new_window(viewport=viewport, dark=dark), "admin").page
    root = "/pengaturan/organisasi/"
    paths = {
        "settings": "/pengaturan/",
        "tree": root,
        "unit": f"{root}unit/{house.setda.pk}/",
        "unit-new": f"{root}unit/baru/",
        "unit-change": f"{root}unit/{house.setda.pk}/ubah/",
        "position": f"{root}jabatan/{house.sekda.position.pk}/",
        "position-change": f"{root}jabatan/{house.sekda.position.pk}/ubah/",
        "appoint": f"{root}jabatan/{house.sekda.position.pk}/angkat/",
        "official": f"{root}pejabat/{house.sekda.official.pk}/",
        "official-new": f"{root}pejabat/baru/",
        "import": f"{root}impor/",
        "accounts": "/pengaturan/akun/",
        "account": f"/pengaturan/akun/{house.sekda.user.pk}/",
        "account-new": "/pengaturan/akun/baru/",
        "roles": f"/pengaturan/akun/peran/{house.sekda.position.pk}/",
        "agreements": "/pengaturan/akun/persetujuan/",
        "queue": "/pengaturan/antrean/",
        "index": "/pengaturan/pencarian/",
        "words": "/pengaturan/pencarian/kata/",
        "words-tried": "/pengaturan/pencarian/kata/?coba=rapat&kata=rapmin%7Crapat",
        "security": "/akun/keamanan/",
        "own": "/akun/",
        "password": "/masuk/sandi/",
    }

    assert_open_to_everybody(page, paths, f"{viewport['width']}")


@LOOKS
def test_pages_of_returning_and_forwarding_are_open_to_everybody(
    house, new_window, viewport, dark
):
    letter = submitted(house)
    disposition = disposed(house, house.kadis, due_on=timezone.localdate())

    verifier = come_in(new_window(viewport=viewport, dark=dark), "kabag").page
    look = f"{viewport['width']}"
    returning = {"return": f"/naskah-keluar/{letter.pk}/kembalikan/"}
    assert_open_to_everybody(verifier, returning, look)
    receiver = come_in(new_window(viewport=viewport, dark=dark), "kadis").page
    pages = {
        "forward": f"/disposisi/{disposition.pk}/teruskan/",
        "new": "/disposisi/baru/",
    }
    assert_open_to_everybody(receiver, pages, look)
    assert actor(house.kadis).holds(house.kadis.position.pk)


def signed(house) -> Letter:
    """A letter signed and sent, made in a thread of its own."""
    try:
        return sent(house)
    finally:
        connection.close()


@LOOKS
def test_the_verdict_of_an_uploaded_file_is_open_to_everybody(
    house, new_window, viewport, dark, tmp_path
):
    with ThreadPoolExecutor(1) as pool:  # signing wants a thread without a loop
        letter = pool.submit(signed, house).result()
    path = tmp_path / "surat.pdf"
    path.write_bytes(store.get_bytes(Signature.objects.get(letter=letter).stored))
    page = new_window(viewport=viewport, dark=dark)
    page.goto("/v/")

    page.locator("input[type=file]").first.set_input_files(path)
    page.locator("form:has(input[type=file]) button[type=submit]").first.click()
    page.get_by_text(str(letter.number)).first.wait_for(timeout=60_000)

    assert_accessible(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert SECRET not in page.content()
