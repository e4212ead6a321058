"""Telling people."""

from eoffice.notifications.operations.mailing import mail_notification
from eoffice.notifications.operations.notifying import (
    mark_opened,
    mark_read,
    notify,
    notify_position,
    settle,
)

__all__ = [
    "mail_notification",
    "mark_opened",
    "mark_read",
    "notify",
    "notify_position",
    "settle",
]
