"""The bell in the frame and its page: counted once, read by POST, closed when lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.identifiers import uuid7
from eoffice.notifications.models import Notification
from eoffice.organisation.models import TermOfOffice
from eoffice.outbox.relay import drain
from tests.harness.accessibility import assert_accessible
from tests.office.outgoing import submitted
from tests.office.visitors import client_of, token_client

pytestmark = pytest.mark.django_db
SUBJECT = "Rencana kerja pengamanan aset"


def told(official, path="/naskah-keluar/", text="Baris", **facts) -> Notification:
    return Notification.objects.create(
        official=official, event_id=uuid7(), kind="k", text=text, path=path, **facts
    )


@pytest.fixture
def letter(office):
    """A letter at the kabag's desk, who has been told."""
    made = submitted(office, subject=SUBJECT)
    drain()
    return made


def line_at(person) -> Notification:
    return Notification.objects.get(official=person.official)


def test_every_page_shows_what_is_unread_and_counts_once(office, letter):
    client = client_of(office.kabag)

    with CaptureQueriesContext(connection) as queries:
        page = client.get("/akun/").content.decode()

    asked = [q for q in queries if "notifications_notification" in q["sql"]]
    assert 'data-count="1"' in page
    assert "Pemberitahuan, 1 belum dibaca" in page
    assert len(asked) == 1


def test_many_unread_are_shown_as_99_and_more(office):
    for _n in range(101):
        told(office.kabag.official)

    page = client_of(office.kabag).get("/akun/").content.decode()

    assert 'data-count="99+"' in page


def test_opening_a_line_marks_it_read_and_leads_to_the_letter(office, letter):
    line = line_at(office.kabag)

    answer = client_of(office.kabag).post(f"/pemberitahuan/{line.pk}/buka/")

    assert answer.headers["Location"] == f"/naskah-keluar/{letter.pk}/"
    assert line_at(office.kabag).read_at


def test_looking_at_the_page_marks_nothing_read(office, letter):
    page = client_of(office.kabag).get("/pemberitahuan/").content.decode()

    assert SUBJECT in page
    assert line_at(office.kabag).read_at is None


def test_what_is_no_longer_visible_shows_no_title_anywhere(office, letter):
    position = office.kabag.official.terms.get().position
    TermOfOffice.objects.filter(position=position).delete()
    line = line_at(office.kabag)
    client = client_of(office.kabag)

    page = client.get("/pemberitahuan/").content.decode()
    opened = client.post(f"/pemberitahuan/{line.pk}/buka/")
    answer = token_client(office.kabag.official).get("/api/v1/me/notifications")

    assert "Tidak lagi terlihat oleh Anda" in page
    assert SUBJECT not in page
    assert str(letter.pk) not in page
    assert opened.headers["Location"] == "/pemberitahuan/"
    (shown,) = answer.json()["items"]
    assert (shown["text"], shown["url"]) == ("", "")


def test_a_page_nobody_answers_for_is_closed(office):
    told(office.kabag.official, path="/entah/", text=SUBJECT)

    page = client_of(office.kabag).get("/pemberitahuan/").content.decode()

    assert SUBJECT not in page


def test_marking_all_read_spares_what_came_after_the_page(office):
    seen = told(office.kabag.official)
    later = told(office.kabag.official)
    others = told(office.sekda.official)
    client = client_of(office.kabag)

    for _press in range(2):
        client.post("/pemberitahuan/dibaca/", {"newest": str(seen.pk)})

    unread = Notification.objects.filter(read_at=None)
    assert set(unread.values_list("pk", flat=True)) == {later.pk, others.pk}


@pytest.mark.parametrize("newest", ["", "bukan-id", "' or 1=1"])
def test_marking_all_read_without_a_line_changes_nothing(office, newest):
    told(office.kabag.official)

    answer = client_of(office.kabag).post("/pemberitahuan/dibaca/", {"newest": newest})

    assert answer.status_code == 404
    assert Notification.objects.filter(read_at=None).count() == 1


def test_marking_all_by_somebody_elses_line_changes_nothing(office):
    told(office.kabag.official)
    others = told(office.sekda.official)

    client_of(office.kabag).post("/pemberitahuan/dibaca/", {"newest": str(others.pk)})

    assert Notification.objects.filter(read_at=None).count() == 2


def test_somebody_elses_line_is_unknown_and_stays_unread(office, letter):
    line = line_at(office.kabag)

    answer = client_of(office.sekda).post(f"/pemberitahuan/{line.pk}/buka/")

    assert answer.status_code == 404
    assert line_at(office.kabag).read_at is None


def test_lines_never_lead_off_this_site(office):
    line = told(office.kabag.official, path="//jahat.example/naskah-keluar/")

    answer = client_of(office.kabag).post(f"/pemberitahuan/{line.pk}/buka/")

    assert answer.headers["Location"] == "/pemberitahuan/"


def test_nothing_is_read_by_get(office):
    line = told(office.kabag.official)
    client = client_of(office.kabag)

    codes = {
        client.get(path).status_code
        for path in ("/pemberitahuan/dibaca/", f"/pemberitahuan/{line.pk}/buka/")
    }

    assert codes == {405}
    assert Notification.objects.filter(read_at=None).exists()


def test_strangers_are_led_to_log_in():
    answer = Client().get("/pemberitahuan/")

    assert answer.status_code == 302


def test_markup_in_a_subject_stays_text(office):
    submitted(office, subject="<script>alert(1)</script>")
    drain()

    page = client_of(office.kabag).get("/pemberitahuan/").content.decode()

    assert "<script>alert" not in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_bell_is_used_on_a_phone_and_at_a_desk(office, new_window):
    from tests.eoffice.shell.test_in_browser import SIDEWAYS, WIDTHS, log_in

    submitted(office, subject=SUBJECT)
    drain()
    told(office.kabag.official, path="/entah/")
    for dark in (False, True):
        for viewport in WIDTHS:
            page = new_window(viewport=viewport, dark=dark)
            log_in(page, office.kabag)
            page.goto("/pemberitahuan/")
            page.wait_for_selector(".sidebar", state="attached")
            assert_accessible(page)
            assert not page.evaluate(SIDEWAYS)
            if viewport["width"] < 400 and not dark:
                page.goto("/")
                page.get_by_role("link", name="Pemberitahuan, 2 belum dibaca").click()
                page.wait_for_url("**/pemberitahuan/")

    page.get_by_role("button", name=SUBJECT).click()
    page.wait_for_url("**/naskah-keluar/**")
