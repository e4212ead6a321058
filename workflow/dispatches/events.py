"""Events of dispatches: what runs after an act has committed."""

from eoffice.outbox.events import EventName


class DispatchEvent(EventName):
    """What happened to a dispatch; each carries `dispatch_id`, a mail `mail_id` too."""

    MAIL_QUEUED = "dispatch.mail_queued"
    CHANGED = "dispatch.changed"
