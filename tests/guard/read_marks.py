"""What opening a page may write: the only exceptions from "GET changes nothing".

Each is a receipt or bookkeeping, never a decision (docs/decisions/0014). A table
that is not named here, or another column of it, fails `test_reading.py`.
"""

import re

# Opened by somebody who acts for the desk: the first time, with its line in the trail.
RECEIPTS = {
    "workflow_incomingletter": {"read_at"},
    "workflow_delivery": {"read_at", "read_by_id"},
    "workflow_dispositionreceiver": {"state", "read_at"},
    "workflow_approvalstep": {"seen_at"},
    "notifications_notification": {"read_at"},
    "audit_auditevent": {"*"},
    "outbox_outboxevent": {"*"},
}
# Of the request itself: when a session or token was last seen, counters of limits.
BOOKKEEPING = {
    "django_session": {"*"},
    "accounts_apitoken": {"last_used_at"},
    "api_requestcount": {"*"},
    "django_cache": {"*"},
    "wagtailusers_userprofile": {"*"},
    "office_search_pastsearch": {"*"},
}
ALLOWED = RECEIPTS | BOOKKEEPING

UPDATE = re.compile(
    r'^\s*update\s+"?(\w+)"?\s+set\s+(.*?)(?:\s+where\s|$)', re.IGNORECASE | re.DOTALL
)
OTHER = re.compile(r'^\s*(?:insert into|delete from)\s+"?(\w+)', re.IGNORECASE)
COLUMN = re.compile(r'"(\w+)"\s*=')


def forbidden_write(sql: str, allowed: dict[str, set[str]] = ALLOWED) -> str:
    """Return `table.column` that the statement writes without leave, else nothing."""
    if found := UPDATE.match(sql):
        table, columns = found.group(1), set(COLUMN.findall(found.group(2)))
    elif found := OTHER.match(sql):
        table, columns = found.group(1), {"a row"}
    else:
        return ""
    known = allowed.get(table, set())
    left = set() if "*" in known else columns - known
    return f"{table}: {', '.join(sorted(left))}" if left else ""
