"""The question why a record is opened, in a real browser: wide and narrow."""

import pytest
from django.utils import timezone

from archive.grants.granting import grant_reading
from tests.archive.admin.test_pages_in_browser import keep, log_in
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import PHONE
from tests.office.kabupaten import actor, build_office
from tests.office.records import make_record
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Pemeriksaan disiplin"


def test_a_reader_says_why_and_the_auditor_reads_it(new_window):
    office = build_office()
    record = make_record(office, SECRET, security_class=SecurityClass.TERBATAS)
    grant_reading(
        actor=actor(office.sekda),
        record_id=record.pk,
        reader=office.stranger.official,
        until_on=timezone.localdate(),
        reason="Permintaan 4/2026",
    )
    page = new_window(viewport=PHONE, dark=True)
    log_in(page, office.stranger)
    page.goto(f"/arsip/{record.pk}/")
    assert page.get_by_text(SECRET).count() == 0
    assert_accessible(page)
    keep(page, "opening-asked")
    box = page.get_by_label("Untuk apa dibuka?")
    assert box.input_value() == "Permintaan 4/2026"
    box.fill("Bahan rapat tim")
    box.press("Enter")
    page.get_by_role("heading", name=SECRET).wait_for()
    keep(page, "opening-opened")

    book = new_window(viewport={"width": 1280, "height": 800}, dark=False)
    log_in(book, office.auditor)
    book.goto("/arsip/ruang/")
    book.get_by_role("link", name="Pembukaan").first.click()
    book.get_by_text("Bahan rapat tim").first.wait_for()
    assert_accessible(book)
    keep(book, "openings-book")
