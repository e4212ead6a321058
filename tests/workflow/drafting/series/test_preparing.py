"""On its working day a series puts one draft on the desk, and sends nothing."""

from datetime import date

import pytest
from django.utils import timezone

from eoffice.days.working_days import WEEKENDS_ONLY
from eoffice.errors import Invalid, NotFound
from eoffice.notifications.models import Notification
from tests.office.kabupaten import actor, make_acting
from tests.office.visitors import client_of
from tests.workflow.drafting.many_at_once import begun
from workflow.drafting.series.models import LetterSeries
from workflow.drafting.series.operations import end_series
from workflow.drafting.series.preparing import prepare_draft, prepare_series
from workflow.drafting.series.rhythm import following, worked
from workflow.letters.body import body_blocks
from workflow.models import Letter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("every", "day", "after", "found"),
    [
        ("week", 1, date(2026, 11, 30), date(2026, 12, 7)),
        ("week", 3, date(2026, 11, 30), date(2026, 12, 2)),
        ("month", 31, date(2027, 1, 31), date(2027, 2, 28)),
        ("month", 5, date(2026, 12, 5), date(2027, 1, 5)),
        ("quarter", 10, date(2026, 11, 30), date(2027, 1, 10)),
        ("quarter", 10, date(2027, 1, 9), date(2027, 1, 10)),
    ],
)
def test_days_follow_the_calendar(every, day, after, found):
    assert following(every, day, after) == found


def test_a_day_that_is_not_worked_moves_as_it_was_chosen():
    sunday = date(2027, 1, 10)
    assert worked(WEEKENDS_ONLY, sunday, "before") == date(2027, 1, 8)
    assert worked(WEEKENDS_ONLY, sunday, "after") == date(2027, 1, 11)


def test_one_draft_is_prepared_on_its_day_with_the_gaps_of_the_date_filled(office):
    series = begun(office)
    drafts = Letter.objects.filter(series_draft__series=series)
    LetterSeries.objects.update(next_on=date(2026, 11, 1), when_closed="before")
    prepare_series()
    assert not prepare_draft(series.pk)

    letter = drafts.get()
    [block] = body_blocks(letter.body)
    assert block["value"] == "Per 1 November 2026: <var>isi</var>."
    assert (letter.status, letter.drafter) == ("draft", office.drafter.official)
    series.refresh_from_db()
    assert series.next_on > date(2026, 11, 1)


def test_what_hinders_is_told_and_tried_again(office):
    series = begun(office)
    LetterSeries.objects.update(next_on=date(2026, 11, 2), type_code="tidak_ada")
    with pytest.raises(NotFound):
        end_series(actor=actor(office.kabag), series_id=series.pk)
    for _attempt in range(2):
        assert not prepare_draft(series.pk)
    series.refresh_from_db()
    assert series.refusal
    told = Notification.objects.get(kind="series.hindered")
    assert (told.official, told.path) == (
        office.drafter.official,
        "/naskah-keluar/berkala/",
    )
    LetterSeries.objects.update(type_code="surat_dinas")
    assert prepare_draft(series.pk)


def test_while_the_seat_is_acted_for_the_draft_comes_to_who_acts(office):
    series = begun(office)
    today, seat = timezone.localdate(), office.drafter.position
    make_acting(office.staff, seat, "acting_absent", today, today)
    LetterSeries.objects.update(next_on=date(2026, 11, 2))

    assert prepare_draft(series.pk)

    letter = Letter.objects.get(series_draft__series=series)
    assert (letter.drafter, letter.drafter_position) == (office.staff.official, seat)


def test_a_series_ends_on_its_date_and_by_a_press(office):
    with pytest.raises(Invalid):
        begun(office, ends_on=date(2026, 1, 1))
    with pytest.raises(Invalid):
        begun(office, every="week", day=9)
    series = begun(office, ends_on=date(2027, 12, 1))
    LetterSeries.objects.update(next_on=date(2026, 11, 2), ends_on=date(2026, 11, 1))
    assert not prepare_draft(series.pk)
    series.refresh_from_db()
    assert series.ended_at
    again = begun(office)
    client = client_of(office.drafter)
    client.post(f"/naskah-keluar/berkala/{again.pk}/akhiri/", {"idempotency_key": "a"})
    again.refresh_from_db()
    assert again.ended_at
    goes_on = begun(office)
    rows = client.get("/naskah-keluar/berkala/").context["rows"]
    assert rows[0][0] == goes_on
    assert not Letter.objects.filter(series_draft__isnull=False).exists()


def test_a_series_is_begun_on_the_page_by_its_drafter_alone(office):
    begun(office)
    letter = Letter.objects.get()
    path = f"/naskah-keluar/berkala/baru/{letter.pk}/"
    client = client_of(office.drafter)
    assert client.get(path).status_code == 200
    wrong = {"when": "month:0", "when_closed": "after"}
    assert client.post(path, wrong).status_code == 422
    given = {
        "when": "month:5",
        "when_closed": "after",
        "ends_on": "31 Desember 2027",
        "idempotency_key": "satu",
    }
    for _press in range(2):
        assert client.post(path, given).status_code == 302
    assert LetterSeries.objects.filter(day=5).count() == 1
    assert "Laporan bulan" in client.get("/naskah-keluar/berkala/").content.decode()
    assert client_of(office.kabag).get(path).status_code == 404
