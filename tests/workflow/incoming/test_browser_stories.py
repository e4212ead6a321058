"""In a browser, on a phone: a disposition given; the entry of a classed letter."""

import pytest

from tests.harness.accessibility import assert_accessible
from tests.office.incoming import registered
from tests.office.kabupaten import PASSWORD, build_office
from workflow.models import Disposition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def log_in(page, person):
    page.goto("/masuk/")
    page.fill("input[name=login]", person.user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/")


def test_disposition_is_sent_from_a_phone_in_three_acts(phone):
    house = build_office()
    incoming = registered(house)
    log_in(phone, house.sekda)

    phone.locator(f"a[href='/naskah-masuk/{incoming.pk}/disposisi/']").first.click()
    assert_accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.click("[data-action='eo-slip#all']")
    phone.click("button[form=slip]")
    phone.wait_for_url("**/disposisi/*/")
    assert_accessible(phone)

    disposition = Disposition.objects.get()
    assert disposition.due_on is not None
    assert disposition.receivers.count() == 2


def test_clerk_reads_the_entry_of_a_classed_letter_on_a_phone(phone):
    house = build_office()
    subject = "Pemeriksaan khusus"
    incoming = registered(house, subject=subject, security_class="rahasia")
    log_in(phone, house.setda_clerk)

    phone.goto(f"/naskah-masuk/{incoming.pk}/")

    assert_accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.get_by_text(incoming.agenda_number).count()
    assert subject not in phone.content()
    assert phone.locator("[data-controller=eo-viewer]").count() == 0
