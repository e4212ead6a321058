"""Pages of archive and search in a real browser: wide and narrow, light and dark."""

import os
from pathlib import Path

import pytest

from search import chosen_engine
from search.embedded import EmbeddedEngine
from search.projection.indexing import rebuild_index
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import PHONE
from tests.office.kabupaten import PASSWORD, build_office
from tests.office.records import make_file, make_record

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES_DIR", "")


@pytest.fixture
def house(tmp_path, settings, monkeypatch):
    engine = EmbeddedEngine(tmp_path / "index", secret=settings.SECRET_KEY)
    engine.prepare()
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    office = build_office()
    make_file(office.setda_archivist, office.setda, "Undangan rapat 2026")
    make_record(office, "Penyaluran bantuan pangan Kecamatan Karangjati")
    make_record(office, "Undangan rapat pengendalian inflasi")
    rebuild_index()
    engine.refresh()
    return office


def log_in(page, person) -> None:
    page.goto("/masuk/")
    page.locator("[name=login]").fill(person.user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/")


def keep(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("narrow", "dark"), [(False, False), (True, True)])
def test_pages_of_archive_and_search_are_open_to_everybody(
    house, new_window, narrow, dark
):
    wide = {"width": 1280, "height": 800}
    page = new_window(viewport=PHONE if narrow else wide, dark=dark)
    log_in(page, house.setda_archivist)
    paths = {
        "list": "/arsip/?berkas=belum",
        "files": "/arsip/berkas/",
        "new": "/arsip/berkas/baru/",
        "search": "/cari/?q=bantuan+pangan",
        "nothing": "/cari/?q=xyzzyq",
        "reports": "/laporan/",
    }

    for name, path in paths.items():
        page.goto(path)
        keep(page, f"{name}-{'360-dark' if narrow else '1280-light'}")
        assert_accessible(page)
        overflow = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(overflow), path
