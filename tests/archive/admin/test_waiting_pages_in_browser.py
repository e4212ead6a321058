"""Pages of events, reopening and security classes in a browser, wide and narrow."""

import pytest

from archive.models import RetentionRule
from archive.record_files.closing import close_record_file
from archive.record_files.filing import file_record
from tests.archive.admin.test_pages_in_browser import house, keep, log_in
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import PHONE
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True)
WIDE = {"width": 1280, "height": 800}


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "narrow"])
def test_waiting_files_entries_and_classes_fit_and_are_open_to_everybody(
    house, new_window, viewport
):
    keeper = actor(house.setda_clerk)
    berkas = make_file(house.setda_clerk, house.setda, "Serah terima 2026")
    secret = make_record(house, "Mutasi pejabat", security_class="rahasia")
    file_record(actor=keeper, record_id=secret.pk, record_file_id=berkas.pk)
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from="event", trigger_text="Setelah serah terima"
    )
    close_record_file(actor=keeper, record_file_id=berkas.pk)
    file = f"/arsip/berkas/{berkas.pk}/"
    visits = {
        "setda_clerk": [
            ("waiting", "/arsip/berkas/?keadaan=waiting_for_event"),
            ("file", file),
            ("event", f"{file}peristiwa/"),
            ("reopen", f"{file}buka-lagi/"),
            ("entry", f"/arsip/{secret.pk}/"),
        ],
        "admin": [("skkaad", "/pengaturan/skkaad/")],
    }

    for person, pages in visits.items():
        page = new_window(viewport=viewport)
        log_in(page, getattr(house, person))
        for name, path in pages:
            page.goto(path)
            keep(page, f"{name}-{viewport['width']}")
            assert "Mutasi" not in page.content()
            room = "document.documentElement.scrollWidth <= window.innerWidth"
            assert page.evaluate(room), path
            assert_accessible(page)
