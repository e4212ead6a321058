"""Events of holds: the store's own legal hold follows them."""

from eoffice.outbox.events import EventName


class HoldEvent(EventName):
    """What happened to a hold; each carries `hold_id`."""

    PLACED = "hold.placed"
    LIFTED = "hold.lifted"
