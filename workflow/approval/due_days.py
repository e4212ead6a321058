"""Until when a step is to be done: by the letter's urgency, from the day it came.

Tata naskah 5.1: very urgent the same day, urgent within two days, others within five
working days (Saturday and Sunday are none).
"""

from datetime import date, timedelta

from django.utils import timezone

from eoffice.days.working_days import working_days_after
from workflow.approval.models import ApprovalStep
from workflow.urgency import Urgency

DAYS = {Urgency.SANGAT_SEGERA: 0, Urgency.SEGERA: 2}
WORKING_DAYS = 5


def due_of(step: ApprovalStep) -> date | None:
    """Return the last day for an open step; none before it came to its desk."""
    if step.opened_at is None:
        return None
    came = timezone.localdate(step.opened_at)
    urgency = Urgency(step.letter.urgency)
    if urgency in DAYS:
        return came + timedelta(days=DAYS[urgency])
    return working_days_after(came, WORKING_DAYS)
