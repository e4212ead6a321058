"""Events of dispositions: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class DispositionEvent(EventName):
    """What happened to a disposition; each carries `disposition_id`."""

    GIVEN = "disposition.given"
    READ = "disposition.read"
    PROGRESS = "disposition.progress"
    COMPLETED = "disposition.completed"
    RECALLED = "disposition.recalled"
    REOPENED = "disposition.reopened"
