"""The legal clock beside the office's own: an application for a decision."""

from datetime import UTC, date, datetime

import pytest

from tests.office.incoming import empty_letter
from tests.office.visitors import client_of, patch, post, program_of

pytestmark = pytest.mark.django_db
ENTRY = {"sender": "CV Maju Jaya", "subject": "Permohonan izin"}


@pytest.fixture
def came(office):
    """A letter that came on Tuesday, 22 December 2026."""
    incoming = empty_letter(office)
    incoming.received_at = datetime(2026, 12, 22, 3, tzinfo=UTC)
    incoming.save()
    return incoming


def test_five_working_days_from_the_day_it_came(office, came):
    path = f"/incoming-letters/{came.pk}/register"
    body = {**ENTRY, "decision_request": True}

    shown = post(program_of(office.setda_clerk), path, body).json()

    # 24 and 25 December are no working days, nor is the weekend.
    assert shown["decision_due_on"] == "2026-12-31"
    page = client_of(office.setda_clerk).get(f"/naskah-masuk/{came.pk}/")
    assert "UU 30/2014 Ps 53" in page.content.decode()


def test_other_letters_have_no_such_day_and_a_correction_sets_or_takes_it(office, came):
    client = program_of(office.setda_clerk)
    path = f"/incoming-letters/{came.pk}"
    assert post(client, f"{path}/register", ENTRY).json()["decision_due_on"] is None

    def correct(value):
        came.refresh_from_db()
        version = {"If-Match": f'"{came.row_version}"'}
        body = {"reason": "Keliru", "decision_request": value}
        return patch(client, path, body, **version).json()["decision_due_on"]

    assert correct(value=True) == str(date(2026, 12, 31))
    assert correct(value=False) is None
