"""What differs between any two answers, and stands in a snapshot as a placeholder.

Ids of things are kept: both snapshots are of the same data, so a link that leads to
another thing is a difference. Only an id made since the snapshot began (a trace, the
key of a form) is told by its clock (UUID 7, RFC 9562 section 5.7) and replaced.
"""

import re
import time
from datetime import UTC, datetime, timedelta, timezone

from addresses import HOST, SIGNED

ZONE = timezone(timedelta(hours=7))  # WIB, the demo's
ID = re.compile(
    r"\b([0-9a-f]{8})-?([0-9a-f]{4})-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}\b"
)
STATIC = re.compile(r"/static/(?:[\w.@-]+/)*([\w@.-]+)")
HASH = re.compile(r"\.[0-9a-f]{8,12}(?=\.\w+$)")
OWN_WORDS = tuple(
    re.compile(text)
    for text in (
        r'(?<="CSRF_TOKEN": ")[^"]+',
        r"(?<='nonce-)[^']+",
        r"(?<=\?v=)[0-9a-f]{6,}",
        r'(?<="next": ")[^"]+',
        r'(?<="took_ms": )\d+',
        r"\d+,\d+(?= detik)",
        r"\d+(?= dari \d+ MB)|(?<=sekarang berisi )\d+",  # the disk, the trail's chain
        # Paragraphs of an editor and blocks of a form are named when they are shown.
        r'(?<="key": ")\w{5}(?=")|(?<="key\\": \\")\w{5}(?=\\")',
        r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
    )
)
OWN_FIELDS = {"csrfmiddlewaretoken", "idempotency_key", "nonce", "data-csrf"}
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
CLOCK = r"\d\d[.:]\d\d(?:[.:]\d\d)?(?:\.\d+)?"


class Placeholders:
    """Replaces what changes by itself, for one snapshot."""

    def __init__(self) -> None:
        self._began_ms = int(time.time() * 1000)
        self._today = _patterns_of(datetime.now(ZONE))

    def __call__(self, text: str) -> str:
        """Return the text with placeholders."""
        text = HOST.sub("HOST", text)
        text = STATIC.sub(lambda found: f"static:{HASH.sub('', found[1])}", text)
        for own in OWN_WORDS:
            text = own.sub("{own}", text)
        text = SIGNED.sub("{cursor}", text)
        text = ID.sub(self._id, text)
        for today in self._today:
            text = today.sub("{today}", text)
        return text

    def _id(self, found: re.Match[str]) -> str:
        made_ms = int(found[1] + found[2], 16)
        return "{new}" if made_ms >= self._began_ms else found.group()


def _patterns_of(now: datetime) -> tuple[re.Pattern[str], ...]:
    """Return how today is written, with a clock behind it or without."""
    month = MONTHS[now.month - 1]
    day = f"{now.day}(?: {month}| {month[:3]})(?: {now.year})?"
    forms = (
        # Programs write UTC, whose day begins seven hours later.
        *(rf"{d:%Y-%m-%d}(?:[T ]{CLOCK}(?:Z|\+\d\d:\d\d)?)?" for d in _days(now)),
        rf"(?:{WEEKDAYS[now.weekday()]}, )?\b{day}\b(?:[, ]+(?:pukul )?{CLOCK})?",
        rf"{now:%d-%m-%Y}(?: {CLOCK})?",
        rf"\b[Hh]ari ini(?:[, ]+(?:pukul )?{CLOCK})",
    )
    return tuple(re.compile(form) for form in forms)


def _days(now: datetime) -> set[datetime]:
    return {now, now.astimezone(UTC)}
