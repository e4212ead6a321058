"""Events of incoming letters: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class IncomingEvent(EventName):
    """What happened to an incoming letter; each carries `incoming_id`."""

    RECEIVED = "incoming.received"
    PAGES_CHANGED = "incoming.pages_changed"
    READ = "incoming.read"
    REGISTERED = "incoming.registered"
    GATE_PASSED = "incoming.gate_passed"
    AMENDED = "incoming.amended"
    REOPENED = "incoming.reopened"
    COMPLETED = "incoming.completed"
