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
