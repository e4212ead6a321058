"""What only a demonstration may have stops the start of a real installation."""

import os

import pytest
from pydantic import ValidationError

from eoffice.environment import Environment, is_test_host

REAL = "eoffice.wanasari.go.id"


def start(monkeypatch, **values) -> Environment:
    """Read the environment of this test run with some values changed."""
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Environment()


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    assert os.environ["SIGNATURE_AUTHORITY"] == "demo"
    monkeypatch.delenv("DEMO", raising=False)


@pytest.mark.parametrize(
    "values",
    [
        {"BASE_URL": f"https://{REAL}"},
        {"ALLOWED_HOSTS": f"localhost,{REAL}"},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": ".go.id"},
        {"BASE_URL": "https://203.0.113.9"},
        {"BASE_URL": "https://localhost.wanasari.go.id"},
    ],
)
def test_the_demo_authority_does_not_start_under_a_real_name(monkeypatch, values):
    with pytest.raises(ValidationError, match="SIGNATURE_AUTHORITY"):
        start(monkeypatch, **values)


def test_a_declared_demonstration_starts_under_a_real_name(monkeypatch):
    values = {"BASE_URL": f"https://{REAL}", "ALLOWED_HOSTS": REAL, "DEMO": "true"}

    assert start(monkeypatch, **values).SIGNATURE_AUTHORITY == "demo"


def test_a_real_name_starts_without_the_demo_authority(monkeypatch):
    values = {"BASE_URL": f"https://{REAL}", "ALLOWED_HOSTS": REAL}

    made = start(monkeypatch, **values, SIGNATURE_AUTHORITY="none")

    assert made.SIGNATURE_AUTHORITY == "none"


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "127.0.0.1",
        "::1",
        "[::1]",
        "a.test",
        "kantor.example",
        "EXAMPLE.ORG",
    ],
)
def test_names_of_this_machine_and_for_tests_are_known(name):
    assert is_test_host(name)


def test_no_office_runs_without_a_virus_scanner(monkeypatch):
    with pytest.raises(ValidationError, match="VIRUS_SCAN"):
        start(monkeypatch, VIRUS_SCAN="false")


def test_a_demonstration_runs_without_a_virus_scanner(monkeypatch):
    assert start(monkeypatch, VIRUS_SCAN="false", DEMO="true").VIRUS_SCAN is False


OFFICE = {"BASE_URL": f"https://{REAL}", "SIGNATURE_AUTHORITY": "none"}


def test_mail_comes_from_the_office_unless_said_otherwise(monkeypatch):
    made = start(monkeypatch, **OFFICE, EMAIL_FROM="")
    assert made.sender == f"eoffice@{REAL}"

    made = start(monkeypatch, EMAIL_FROM="Surat <surat@wanasari.go.id>")
    assert made.sender == "Surat <surat@wanasari.go.id>"


@pytest.mark.parametrize(
    "sender", ["eoffice@localhost", "a@mail.invalid", "Surat <surat@kantor.example>"]
)
def test_a_sender_that_is_nobodys_does_not_start(monkeypatch, sender):
    with pytest.raises(ValidationError, match="EMAIL_FROM"):
        start(monkeypatch, **OFFICE, EMAIL_FROM=sender)


@pytest.mark.parametrize("server", ["smtp://mail.invalid:25", "smtps://mx.example"])
def test_a_mail_server_that_is_nobodys_does_not_start(monkeypatch, server):
    with pytest.raises(ValidationError, match="EMAIL_URL"):
        start(monkeypatch, **OFFICE, EMAIL_URL=server)


@pytest.mark.parametrize(
    "server",
    ["smtp://127.0.0.1:25", "smtp://localhost", "smtps://mail.go.id", "file:///var/m"],
)
def test_a_mail_server_that_may_be_there_starts(monkeypatch, server):
    assert start(monkeypatch, **OFFICE, EMAIL_URL=server)


def test_a_trial_on_ones_own_machine_needs_no_mail(monkeypatch):
    made = start(monkeypatch, BASE_URL="http://localhost:8000", EMAIL_FROM="")

    assert made.sender == "eoffice@localhost"
