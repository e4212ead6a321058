"""The date field: in Indonesian words, read alike in forms, filters and by the echo."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import override

from eoffice.shell.day_field import DayField

pytestmark = pytest.mark.django_db


def test_a_form_reads_what_people_type_and_shows_it_in_words():
    field = DayField(toward="past")

    assert field.clean("10-8-2026") == date(2026, 8, 10)
    with override("id"):
        shown = field.widget.render("day", date(2026, 8, 10))
    assert 'value="10 Agustus 2026"' in shown
    assert 'type="text"' in shown


def test_what_was_typed_wrongly_stays_in_its_box(people, as_person):
    page = as_person(people.admin).get(
        "/laporan/buku/keluar/?dari=kapan&sampai=10-8-26"
    )

    text = page.content.decode()
    assert 'value="kapan"' in text
    assert 'aria-invalid="true"' in text
    assert 'value="10 Agustus 2026"' in text


def test_the_echo_says_the_day_with_its_weekday(people, as_person):
    client = as_person(people.sekda)

    told = client.get("/hari/", {"teks": "10 agu 2026"}).json()
    wrong = client.get("/hari/", {"teks": "kapan"}).json()

    assert told == {
        "day": "2026-08-10",
        "text": "10 Agustus 2026",
        "said": "Senin, 10 Agustus 2026",
    }
    assert wrong["day"] is None
    assert "bukan tanggal" in wrong["said"]


def test_today_is_read_in_the_agencys_zone(people, as_person):
    told = as_person(people.sekda).get("/hari/", {"teks": "hari ini"}).json()

    assert told["day"] == timezone.localdate().isoformat()
