"""The mail of a demonstration: files in a folder, shown on a page; never elsewhere."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from itertools import islice
from pathlib import Path

from django.conf import settings

SHOWN = 50
MOST_BYTES = 200_000  # of one file; longer ones are cut
BETWEEN = b"\n" + b"-" * 79 + b"\n"  # what Django's file back end writes after each


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMail:
    """One message that would have left the house."""

    to: str
    subject: str
    body: str
    at: datetime | None


def demo_mails() -> list[DemoMail]:
    """Return the newest messages of the demo's folder, at most 50."""
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    if not (settings.DEMO and folder):
        return []
    files = sorted(Path(folder).glob("*.log"), key=_age, reverse=True)[:SHOWN]
    found = (mail for path in files for mail in _mails_in(path))
    return list(islice(found, SHOWN))


def _age(path: Path) -> tuple[int, str]:
    """Return when the file was written; its name tells the second only."""
    try:
        return path.stat().st_mtime_ns, path.name
    except OSError:  # removed meanwhile
        return 0, path.name


def _mails_in(path: Path) -> list[DemoMail]:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES)
    except OSError:  # removed meanwhile
        return []
    parts = [part for part in content.split(BETWEEN) if part.strip()]
    # a file grows at its end, so the newest is the last
    return [_mail(part) for part in reversed(parts)]


def _mail(content: bytes) -> DemoMail:
    message = message_from_bytes(content, policy=default)
    return DemoMail(
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        body=_body(message),
        at=_moment(message),
    )


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain",))
        return str(part.get_content()).strip() if part else ""
    except (MessageError, LookupError, ValueError):
        return ""


def _moment(message: EmailMessage) -> datetime | None:
    moment = getattr(message.get("Date"), "datetime", None)
    if not isinstance(moment, datetime):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000"
