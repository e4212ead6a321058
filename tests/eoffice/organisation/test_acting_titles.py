"""In which quality somebody acted, on the last day of an acting term as well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.organisation.queries.acting_titles import ActingTitles
from tests.office.kabupaten import make_acting

pytestmark = pytest.mark.django_db


def test_one_that_is_ended_at_once_is_borne_until_that_moment(office):
    ended_at = timezone.now()
    day, who, seat = timezone.localdate(ended_at), office.staff, office.kadis.position
    decree = make_acting(who, seat, "acting_absent", day, day)
    whole_day = ActingTitles([(who.official, seat)])
    decree.ended_at = ended_at
    decree.save()
    titles = ActingTitles([(who.official, seat)])

    after = ended_at + timedelta(milliseconds=1)
    before = ended_at - timedelta(milliseconds=1)
    assert whole_day.title(who.official, seat, ended_at) == f"Plh. {seat.title}"
    assert titles.title(who.official, seat, before) == f"Plh. {seat.title}"
    assert titles.title(who.official, seat, after) == seat.title
