"""Initials and signatures have a last day, by the letter's urgency."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import initialled, submitted
from tests.office.signers import make_signer
from workflow.approval.due_days import StepDeadlines
from workflow.models import ApprovalStep, Letter
from workflow.outgoing.desk import desk_items

FRIDAY = datetime(2026, 11, 27, 3, tzinfo=UTC)
BEFORE_CHRISTMAS = datetime(2026, 12, 22, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgency", "opened", "due"),
    [
        ("sangat_segera", FRIDAY, date(2026, 11, 30)),  # 24 hours, over a weekend
        ("segera", FRIDAY, date(2026, 11, 30)),
        ("biasa", FRIDAY, date(2026, 12, 4)),  # five working days
        # 24 December is collective leave, 25 December a holiday
        ("sangat_segera", BEFORE_CHRISTMAS, date(2026, 12, 23)),
        ("segera", BEFORE_CHRISTMAS, date(2026, 12, 28)),
        ("penting", FRIDAY, date(2026, 11, 30)),  # 72 hours end on Monday
        ("biasa", BEFORE_CHRISTMAS, date(2026, 12, 31)),
    ],
)
@pytest.mark.django_db
def test_last_day_follows_the_urgency(office, urgency, opened, due):
    letter, position = Letter(urgency=urgency), office.kabag.position
    step = ApprovalStep(letter=letter, position=position, opened_at=opened)
    deadlines = StepDeadlines.read()

    assert deadlines.of(step) == due
    assert deadlines.of(ApprovalStep(letter=letter, position=position)) is None


@pytest.mark.django_db
def test_rows_of_the_desk_bear_it_and_equal_letters_are_alike():
    office = build_office()
    make_signer(office.sekda)
    for _n in range(3):
        initialled(office, subject="Kenaikan gaji berkala an. Rina")
    initialled(office, subject="Undangan rapat", urgency="segera")
    submitted(office)

    rows = desk_items(actor(office.sekda), timezone.localdate())

    assert all(row.due_on for row in rows)
    assert {row.urgency for row in rows} == {0, 2}
    keys = [row.alike.key for row in rows]
    assert sorted(keys.count(key) for key in set(keys)) == [1, 3]
    (to_initial,) = desk_items(actor(office.kabag), timezone.localdate())
    assert to_initial.alike is None
