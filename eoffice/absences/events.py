"""Events of absences; each carries `absence_id`."""

from eoffice.outbox.events import EventName


class AbsenceEvent(EventName):
    """What happened to an absence."""

    ASKED = "absence.asked"
    DECIDED = "absence.decided"
