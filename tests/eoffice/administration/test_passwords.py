"""Passwords that somebody who knows the office would try are refused."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from eoffice.administration.accounts import temporary_password

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "Wanasari2026",
        "wanasari-2026!",
        "W4n4s4r12026",
        "WANASARI12345678",
        "Ｗanasari2026",
        "pemkabwanasari26",
        "KabupatenWanasari",
        "BupatiWanasari1!",
        "Admin-Dinkes-123",
        "diskominfo2026!!",
        "P@ssw0rd12345",
        "password1234!!",
        "Rahasia@2026!",
        "bismillah12345",
        "Merdeka17Agustus1945",
        "Indonesia-Raya-45",
        "AgustusMerdeka!!",
        "sayangkamu1990",
        "iloveyou12345",
        "Senin-Januari-2026",
        "qwerty123456",
        "qwertyuiop12",
        "123456789012",
        "199001012020",
        "aaaaaaaaaaaa",
        "abababababab",
        "liverpool2026",
        "butterfly-1234",
        "islam-kristen-77",
    ],
)
def test_what_is_guessed_is_refused(office, password):
    with pytest.raises(ValidationError):
        validate_password(password, office.staff.user)


@pytest.mark.parametrize(
    "password",
    [
        "sawah-hijau-terbentang-9",
        "kuda-lumping-biru-42",
        "tiga-cangkir-di-pematang",
        "Wanasari tempat ikan berenang",
        "jembatan runtuh itu merepotkan",
        "xK9#vbTq2!mzRw",
    ],
)
def test_a_sentence_of_ones_own_is_taken(office, password):
    validate_password(password, office.staff.user)


def test_what_the_house_makes_itself_is_never_refused(office):
    for _n in range(50):
        validate_password(temporary_password(), office.staff.user)


def test_words_of_a_new_unit_count_at_once(office):
    from tests.office.organisation import make_unit

    validate_password("Ciparanje-2026-x", office.staff.user)
    make_unit("Kecamatan Ciparanje")

    with pytest.raises(ValidationError):
        validate_password("Ciparanje-2026-x", office.staff.user)


def test_ones_own_name_is_no_password(office):
    with pytest.raises(ValidationError):
        validate_password("Widya-Kusumaningrum-77", office.sekda.user)
