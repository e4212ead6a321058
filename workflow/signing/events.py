"""Events of signing that are not of one letter."""

from eoffice.outbox.events import EventName


class SessionEvent(EventName):
    """What happened to many letters signed at once; carries `job_id`."""

    SESSION_ENDED = "signing.session_ended"
