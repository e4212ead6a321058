"""Guesses are counted by the account that is meant; strangers lock nobody out."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from eoffice.accounts.models import ApiToken, User
from eoffice.administration.accounts import create_account
from eoffice.errors import Invalid
from eoffice.organisation.models import Official
from tests.office.kabupaten import PASSWORD, build_office
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"
WRONG = "bukan-ini-sandinya"


@pytest.fixture
def office():
    cache.clear()
    yield build_office()
    cache.clear()


def browser(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def tried(client: Client, name: str, password: str = WRONG):
    return client.post("/masuk/", {"login": name, "password": password})


def is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def guess(name: str, times: int, network: str = "203.0.113") -> None:
    """Guess from as many addresses."""
    for n in range(times):
        tried(browser(f"{network}.{n + 1}"), name)


@pytest.mark.parametrize("spelled", ["STAF", " Staf ", "ｓｔａｆ", "nip"])
def test_no_spelling_of_a_name_gives_more_guesses(office, spelled):
    name = office.staff.official.nip if spelled == "nip" else spelled
    guess("staf", 5)

    late = browser("198.51.100.7")
    tried(late, name, PASSWORD)

    assert not is_in(late)


@pytest.mark.parametrize("spelled", ["ſtaf", "ｓｔａｆ", "STAF"])
def test_capitals_and_compatibility_forms_are_folded(office, spelled):
    client = browser("198.51.100.7")

    tried(client, spelled, PASSWORD)

    assert is_in(client)


@pytest.mark.parametrize("look_alike", ["dwı.salım", "dwi.sаlim", "dwi.salim\u200b"])
def test_a_look_alike_names_nobody(office, look_alike):
    User.objects.filter(pk=office.staff.user.pk).update(username="dwi.salim")
    client = browser("198.51.100.7")

    tried(client, look_alike, PASSWORD)

    assert not is_in(client)


def test_strangers_do_not_lock_out_a_person_on_a_known_device(office):
    own = browser("198.51.100.7")
    tried(own, "staf", PASSWORD)
    own.post("/masuk/keluar/")
    was_out = not is_in(own)
    guess("staf", 12)
    unknown = browser("198.51.100.8")
    tried(unknown, "staf", PASSWORD)

    tried(own, "staf", PASSWORD)

    assert was_out
    assert not is_in(unknown)
    assert is_in(own)


def test_strangers_do_not_hinder_the_step_up_of_who_is_in(office):
    own = browser("198.51.100.7")
    tried(own, "staf", PASSWORD)
    del own.cookies["perangkat"]
    guess("staf", 8)

    answer = own.post("/masuk/ulang/", {"password": PASSWORD})

    assert answer.status_code == 302


def test_a_known_device_has_few_guesses_too(office):
    own = browser("198.51.100.7")
    tried(own, "staf", PASSWORD)
    own.post("/masuk/keluar/")
    for _n in range(10):
        tried(own, "staf")

    tried(own, "staf", PASSWORD)

    assert not is_in(own)


def test_a_device_known_to_one_account_is_a_stranger_to_others(office):
    own = browser("198.51.100.7")
    tried(own, "staf", PASSWORD)
    own.post("/masuk/keluar/")
    guess("kabid", 5)

    tried(own, "kabid", PASSWORD)

    assert not is_in(own)


def test_a_cookie_made_by_the_client_is_no_device(office):
    forged = browser("198.51.100.7")
    forged.cookies["perangkat"] = "eyJpZCI6ICJ4In0:1abc:forged"
    guess("staf", 5)

    tried(forged, "staf", PASSWORD)

    assert not is_in(forged)


def test_one_address_guesses_little_over_all_accounts(office):
    stranger = browser("203.0.113.77")
    for n in range(10):
        tried(stranger, f"orang{n}")

    tried(stranger, "staf", PASSWORD)

    assert not is_in(stranger)


def test_the_cookie_of_a_device_is_no_script_s(office):
    client = browser("198.51.100.7")

    morsel = tried(client, "staf", PASSWORD).cookies["perangkat"]

    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"


def test_names_are_unique_by_their_normal_form(office):
    person = Official.objects.create(name="Maya", nip="199001012020012009")

    with pytest.raises(Invalid):
        create_account(official_id=person.pk, username="STAF", by_operator=True)
    made = create_account(official_id=person.pk, username="Maya.B", by_operator=True)

    assert made.user.username == "maya.b"


@pytest.mark.parametrize("name", ["Maya", "maya budi", "mаya", ".maya", ""])
def test_the_database_keeps_no_other_form(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username=name)

    with pytest.raises(ValidationError):
        User(username=name, password="x").clean_fields()


def test_nobody_takes_the_nip_of_another_as_a_name(office):
    person = Official.objects.create(name="Maya", nip="199001012020012009")

    with pytest.raises(Invalid):
        create_account(
            official_id=person.pk, username=office.staff.official.nip, by_operator=True
        )

    assert not User.objects.filter(username=office.staff.official.nip).exists()


def test_tokens_end_with_the_password_they_were_made_under(office):
    program = token_client(office.staff.official)
    before = program.get(ME).status_code
    own = browser("198.51.100.7")
    tried(own, "staf", PASSWORD)
    new = "sawah-hijau-terbentang-9"

    own.post(
        "/masuk/sandi/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    after = program.get(ME)
    assert (before, after.status_code) == (200, 401)
    assert ApiToken.objects.get().revoked_at is not None
