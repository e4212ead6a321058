"""Words of the pages of stored objects: read once, kept as `derived` says.

A stored file never changes, so neither do its words; they carry its SHA-256. A second
look costs no job of the sandbox.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from eoffice import sandbox
from eoffice.objects import derived
from eoffice.objects.models import StoredObject
from eoffice.objects.store import get_bytes

#: Told apart from words that another version of the reader told.
EDITION = "1"


def page_words_of(stored: StoredObject) -> list[dict[str, Any]]:
    """Return the words of all pages with their boxes, as `extract_text` gives them.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable, ContentKeyGone.
        SandboxError: the file cannot be read.
    """
    place = derived.place_of(stored, f"{EDITION}-words.json")
    keeps = derived.is_kept(stored)
    pages = _kept(place, stored.sha256) if keeps else None
    if pages is None:
        pages = sandbox.run("extract_text", get_bytes(stored))
        if keeps:
            content = json.dumps(pages, separators=(",", ":")).encode()
            facts = {"of": stored.sha256, "sha256": hashlib.sha256(content).hexdigest()}
            derived.keep(stored, place, facts, content)
    return pages


def prepare_page_words(stored: StoredObject) -> None:
    """Read the words before anybody asks; nothing where they would not be kept.

    Raises:
        As `page_words_of`.
    """
    if derived.is_kept(stored):
        page_words_of(stored)


def _kept(place: Path, sha256: str) -> list[dict[str, Any]] | None:
    kept = derived.read(place)
    if kept is None:
        return None
    facts, content = kept
    told = {"of": sha256, "sha256": hashlib.sha256(content).hexdigest()}
    pages: list[dict[str, Any]] | None = json.loads(content) if facts == told else None
    return pages
