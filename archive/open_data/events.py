"""Events of open copies."""

from eoffice.outbox.events import EventName


class OpenDataEvent(EventName):
    """What happened; each carries `open_id`."""

    ASKED = "open_data.asked"
