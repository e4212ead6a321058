"""Events of moves of custody."""

from eoffice.outbox.events import EventName


class CustodyEvent(EventName):
    """What happened to a move; each carries `move_id`."""

    SUBMITTED = "custody.submitted"
    OBJECTED = "custody.objected"
    APPROVED = "custody.approved"
    EXECUTING = "custody.executing"
    DONE = "custody.done"
    ABORTED = "custody.aborted"
