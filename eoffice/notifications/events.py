"""Events of notices."""

from eoffice.outbox.events import EventName


class NoticeEvent(EventName):
    """What happened to a notice; carries `notification_id`."""

    MADE = "notification.made"
