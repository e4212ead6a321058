"""Due dates of dispositions: proposed by urgency, always on a working day."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from eoffice.days.working_days import WEEKENDS_ONLY
from eoffice.holidays.calendars import calendar_of
from eoffice.holidays.models import Holiday, HolidayYear
from eoffice.policies.changing import change_policy
from tests.office.incoming import disposed, disposition, registered
from tests.office.kabupaten import actor
from tests.office.visitors import client_of, post, program_of
from workflow.dispositions.errors import NotAWorkingDay
from workflow.dispositions.models import Disposition
from workflow.dispositions.operations.giving import forward_disposition
from workflow.dispositions.queries.suggestions import days_for
from workflow.urgency import DUE_HOURS

pytestmark = pytest.mark.django_db
CHRISTMAS = "2026-12-25"


@pytest.fixture
def on_22_december(monkeypatch):
    """It is Tuesday, 22 December 2026, ten o'clock."""
    then = datetime(2026, 12, 22, 3, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: then)
    return then


def asked_until(office, day):
    recipients = [{"position": str(office.kadis.position.pk)}]
    body = {"initiative": "Bahan", "recipients": recipients, "note": "Mohon"}
    return post(program_of(office.sekda), "/dispositions", body | {"due_on": day})


def test_a_holiday_is_refused_and_the_next_working_day_named(office, on_22_december):
    answer = asked_until(office, CHRISTMAS)

    assert answer.status_code == 422
    assert answer.json()["code"] == "not_a_working_day"
    [fault] = answer.json()["errors"]
    assert (fault["field"], fault["code"]) == ("due_on", "not_a_working_day")
    assert "28-12-2026" in fault["message"]
    assert not Disposition.objects.exists()
    assert asked_until(office, "2026-12-28").status_code == 201


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("sangat_segera", date(2026, 12, 23)),
        ("segera", date(2026, 12, 28)),  # 24 and 25 December, then the weekend
        ("biasa", date(2026, 12, 31)),
    ],
)
def test_the_day_is_proposed_from_the_urgency(office, on_22_december, urgency, due):
    incoming = registered(office, urgency=urgency)

    shown = days_for(office.sekda.position, incoming, None)
    page = client_of(office.sekda).get(f"/naskah-masuk/{incoming.pk}/disposisi/")

    assert shown.proposed == due
    calendar = calendar_of(office.setda)
    assert all(calendar.is_working(day) for day in shown.days)
    assert f'value="{due}" checked' in page.content.decode()


def test_the_office_changes_the_hours(office, on_22_december):
    change_policy(
        actor=actor(office.admin),
        name="due_hours",
        value={"sangat_segera": 12, "segera": 24, "biasa": 2},
        reason="Perbup tata naskah",
        expected_version=None,
    )

    due = DUE_HOURS.current().due("biasa", on_22_december, WEEKENDS_ONLY)

    assert due == date(2026, 12, 24)


def test_a_day_of_the_share_above_stands_even_if_it_became_a_holiday(
    office, on_22_december
):
    given = disposed(office, office.kadis, due_on=date(2026, 12, 30))
    year = HolidayYear.objects.get(pk=2026)
    Holiday.objects.create(
        year=year, day=date(2026, 12, 30), name="Pilkada", kind="national", source="x"
    )

    child = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid, due_on=date(2026, 12, 30)),
    )

    assert child.due_on == given.due_on


def test_a_table_without_next_year_knows_weekends_and_says_so(office, on_22_december):
    HolidayYear.objects.filter(pk=2027).update(is_complete=False)
    Holiday.objects.filter(year=2027).delete()
    HolidayYear.objects.filter(pk=2027).delete()
    change_policy(
        actor=actor(office.admin),
        name="due_hours",
        value={"biasa": 8},
        reason="Uji",
        expected_version=None,
    )

    shown = days_for(office.sekda.position, None, None)
    page = client_of(office.sekda).get("/disposisi/baru/").content.decode()

    # Nobody told that 1 January 2027 is a holiday: it is a Friday and so counted.
    assert shown.proposed == date(2027, 1, 5)
    assert shown.unknown_years == [2027]
    assert "Hari libur 2027 belum dimasukkan" in page
    assert asked_until(office, "2027-01-01").status_code == 201
    assert asked_until(office, "2027-01-02").status_code == 422


def test_the_error_has_a_class_of_its_own(office, on_22_december):
    with pytest.raises(NotAWorkingDay):
        disposed(office, office.kadis, due_on=date(2026, 12, 26))
