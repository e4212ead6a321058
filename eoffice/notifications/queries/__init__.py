"""Reading one's own notifications."""

from eoffice.notifications.queries.bell import (
    COUNT_LIMIT,
    bell_page,
    forget_unread,
    line_of,
    notifications_of,
    unread_count,
    unread_on,
)

__all__ = [
    "COUNT_LIMIT",
    "bell_page",
    "forget_unread",
    "line_of",
    "notifications_of",
    "unread_count",
    "unread_on",
]
