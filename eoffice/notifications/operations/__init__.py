"""Telling people."""

from eoffice.notifications.operations.mailing import mail_notification
from eoffice.notifications.operations.notifying import (
    mark_read,
    notify,
    notify_position,
)

__all__ = ["mail_notification", "mark_read", "notify", "notify_position"]
