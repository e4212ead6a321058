"""Until when a step is to be done: by the letter's urgency, from the day it came.

The office's own hours and working days (tata naskah 5.1, office practice 5); the
calendar is that of the unit in which the step's position sits.
"""

from dataclasses import dataclass
from datetime import date

from eoffice.holidays.calendars import OfficeCalendars
from workflow.approval.models import ApprovalStep
from workflow.urgency import DUE_HOURS, DueHours


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDeadlines:
    """The rule and the calendars, read once for as many steps as are shown."""

    hours: DueHours
    calendars: OfficeCalendars

    @classmethod
    def read(cls) -> "StepDeadlines":
        """Return what holds now."""
        return cls(hours=DUE_HOURS.current(), calendars=OfficeCalendars.read())

    def of(self, step: ApprovalStep) -> date | None:
        """Return the last day for an open step; none before it came to its desk."""
        if step.opened_at is None:
            return None
        calendar = self.calendars.of(step.position.unit)
        return self.hours.due(step.letter.urgency, step.opened_at, calendar)
