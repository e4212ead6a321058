"""The page of settings says what the code reads."""

from eoffice.environment import Environment
from eoffice.process.configuration_page import PAGE, page


def test_the_page_of_settings_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run `uv run eoffice document-configuration`"
    )


def test_every_setting_has_a_meaning():
    silent = [n for n, f in Environment.model_fields.items() if not f.description]

    assert silent == []
