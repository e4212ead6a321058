"""Weights, demonstration accounts, icons, Wagtail's words in Indonesian."""

import gzip
import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import gettext, override

from eoffice.shell import glyphs
from eoffice.shell.assets import CONTROLLERS, PUBLIC_STYLES, STYLES
from eoffice.shell.faces import initials

STYLE_LIMIT_BYTES = 12 * 1024
SCRIPT_LIMIT_BYTES = 12 * 1024
FONT_LIMIT_BYTES = 17 * 1024


def packed(paths) -> int:
    text = b"".join(Path(finders.find(path)).read_bytes() for path in paths)
    return len(gzip.compress(text, 9))


def test_styles_and_scripts_stay_light():
    font = Path(finders.find("eoffice/shell/fonts/public-sans.woff2")).read_bytes()

    # In loading order: a set's own order changes from run to run, and the size with it.
    assert packed(dict.fromkeys((*STYLES, *PUBLIC_STYLES))) <= STYLE_LIMIT_BYTES
    assert packed(CONTROLLERS) <= SCRIPT_LIMIT_BYTES
    assert len(font) <= FONT_LIMIT_BYTES


def test_icons_are_drawn_without_size_of_their_own():
    for name in glyphs.names():
        drawn = glyphs.glyph(name)

        assert 'viewBox="0 0 24 24"' in drawn
        assert 'width="24"' not in drawn


def test_initials_are_of_first_and_last_word():
    assert initials("Widya Kusumaningrum") == "WK"
    assert initials("Sukarno") == "S"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Imam, M.AP.", "I"),
        ("Indah, M.Kes.", "I"),
        ("Imam Santoso, S.Sos., M.AP.", "IS"),
        ("Imam Santoso M.AP.", "IS"),
        ("Dr. H. Agus Salim, S.H., M.H.", "AS"),
        ("dr Siti Nurbaya, Sp.A", "SN"),
        ("Drs Bambang", "B"),
        ("Hj. Rr Ayu Lestari", "AL"),
        ("M. Yusuf", "Y"),
        ("Ir. H.", "IH"),
        ("", ""),
    ],
)
def test_initials_are_of_the_name_never_of_degrees(name, letters):
    assert initials(name) == letters


def test_wagtail_speaks_our_words():
    with override("id"):
        assert gettext("Dashboard") == "Beranda"
        assert gettext("Skip to main content") == "Langsung ke isi"


def test_accounts_are_listed_in_a_demonstration_only(client, db, settings, tmp_path):
    listed = [{"username": "widya", "password": "x" * 12, "name": "Widya K"}]
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps({"accounts": listed}))
    settings.DEMO_ACCOUNTS_FILE = str(file)

    settings.DEMO = False
    hidden = client.get("/masuk/").content.decode()
    settings.DEMO = True
    shown = client.get("/masuk/").content.decode()

    assert "Widya K" not in hidden
    assert "Widya K" in shown
    assert "Orang dan surat di sini rekaan" in shown


def test_gallery_is_closed_where_people_work(client, django_user_model, settings, db):
    from tests.office.kabupaten import build_office

    client.force_login(build_office().sekda.user)

    for settings.DEMO in (False, True):  # people try a demonstration out: it is work
        settings.DEBUG = False
        assert client.get("/pengaturan/komponen/").status_code == 404


def test_gallery_says_that_its_news_are_made_up(client, settings, db):
    from tests.office.kabupaten import build_office

    client.force_login(build_office().sekda.user)
    settings.DEBUG = True
    page = client.get("/pengaturan/komponen/").content.decode()

    assert page.index("Halaman contoh") < page.index("tidak menjawab")
