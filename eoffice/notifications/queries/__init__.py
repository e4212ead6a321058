"""Reading one's own notifications."""

from eoffice.notifications.queries.bell import (
    BELL_LENGTH,
    COUNT_LIMIT,
    latest,
    notifications_of,
    unread_count,
)

__all__ = [
    "BELL_LENGTH",
    "COUNT_LIMIT",
    "latest",
    "notifications_of",
    "unread_count",
]
