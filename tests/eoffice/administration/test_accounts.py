"""Accounts and log-in: made by administrators, ended at once, alike for strangers."""

import json
from time import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from eoffice.accounts.middleware import BEGAN, LAST
from eoffice.accounts.models import ApiToken, User
from eoffice.administration.accounts import (
    create_account,
    disable_account,
    reset_password,
)
from eoffice.errors import NotFound
from eoffice.organisation.actor import actor_of
from eoffice.organisation.models import Official, PositionDuty
from tests.office.organisation import make_duty_holder, make_official, make_position
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"
PASSWORD = "kuda-lumping-biru-42"


def new_official() -> Official:
    return Official.objects.create(name="Baru", nip="199001012020011009")


def log_in(name: str, password: str) -> tuple[Client, object]:
    client = Client()
    return client, client.post("/masuk/", {"login": name, "password": password})


def test_one_logs_in_by_username_and_by_nip():
    official = make_official(make_position())
    official.user.set_password(PASSWORD)
    official.user.save()

    answers = [
        log_in(name, PASSWORD)[0].get(ME).status_code
        for name in (official.user.username, official.nip)
    ]

    assert answers == [200, 200]


def test_an_unknown_name_and_a_wrong_password_answer_alike():
    official = make_official(make_position())
    official.user.set_password(PASSWORD)
    official.user.save()

    wrong = log_in(official.user.username, "bukan-sandinya")[1]
    unknown = log_in("tidak.ada.orang", "bukan-sandinya")[1]

    assert wrong.status_code == unknown.status_code == 200
    errors = [list(a.context["form"].non_field_errors()) for a in (wrong, unknown)]
    assert errors[0]
    assert errors[0] == errors[1]


@pytest.mark.parametrize(("clock", "seconds"), [(LAST, 31 * 60), (BEGAN, 11 * 3600)])
def test_a_session_ends_when_idle_or_too_old(clock, seconds):
    client = browser_of(make_official(make_position()))
    client.get(ME)
    session = client.session
    session[clock] = int(time()) - seconds
    session.save()

    assert client.get(ME).status_code == 401


def test_log_in_gives_a_new_session_id():
    official = make_official(make_position())
    official.user.set_password(PASSWORD)
    official.user.save()
    client = browser_of(make_official(make_position()))
    before = client.session.session_key

    client.post("/masuk/keluar/")
    client.post("/masuk/", {"login": official.user.username, "password": PASSWORD})

    assert client.session.session_key not in {None, before}


def test_a_disabled_account_is_out_at_the_next_request():
    official = make_official(make_position())
    browser, program = browser_of(official), token_client(official)

    disable_account(user_id=official.user_id, by_operator=True)

    assert [c.get(ME).status_code for c in (browser, program)] == [401, 401]
    assert ApiToken.objects.get().revoked_at is not None


def test_a_new_password_ends_every_session():
    official = make_official(make_position())
    browser = browser_of(official)

    reset_password(user_id=official.user_id, by_operator=True)

    assert browser.get(ME).status_code == 401


@pytest.mark.parametrize("password", ["pendek", "password1234"])
def test_weak_and_breached_passwords_are_refused(password):
    user = make_official().user

    with pytest.raises(ValidationError):
        validate_password(password, user)


def test_only_administrators_make_accounts():
    clerk = make_duty_holder(PositionDuty.RECORD_CLERK)
    official = new_official()

    with pytest.raises(NotFound):
        create_account(
            official_id=official.pk, username="baru", actor=actor_of(clerk.user)
        )

    assert not User.objects.filter(username="baru").exists()


def test_the_commands_make_an_account_and_its_token(capsys):
    official = new_official()

    call_command("create_account", "baru", nip=official.nip, json=True)
    made = json.loads(capsys.readouterr().out)
    call_command("token", "baru", scope=["read"], days=1)
    token = capsys.readouterr().out.strip()

    client = Client(headers={"authorization": f"Bearer {token}"})
    first_page = log_in("baru", made["password"])[0].get("/")
    assert first_page.headers["Location"] == "/masuk/sandi/"
    early = client.get(ME).json()["code"]
    User.objects.filter(username="baru").update(must_change_password=False)
    assert early == "password_must_change"
    assert client.get(ME).json()["username"] == "baru"


def test_a_revoked_token_is_refused_at_once(capsys):
    official = make_official(make_position())
    client = token_client(official)
    prefix = ApiToken.objects.get().prefix

    call_command("token", official.user.username, revoke=prefix)

    assert client.get(ME).status_code == 401


def test_no_token_for_an_unknown_account():
    with pytest.raises(CommandError):
        call_command("token", "tidak.ada")

    assert not ApiToken.objects.exists()


def test_a_reset_password_ends_the_tokens_made_with_the_old_one(db):
    official = make_official(make_position())
    client = token_client(official)
    before = client.get("/api/v1/me").status_code

    reset_password(user_id=official.user_id, by_operator=True)

    answer = client.get("/api/v1/me")
    assert before == 200
    assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
    assert ApiToken.objects.get().revoked_at is not None


def test_a_temporary_password_opens_no_door_to_tokens(db):
    official = make_official(make_position())
    User.objects.filter(pk=official.user_id).update(must_change_password=True)

    answer = token_client(official).get("/api/v1/me")

    assert (answer.status_code, answer.json()["code"]) == (403, "password_must_change")
