"""The mark of a row: proves that it was given out for this item, and when it stood how.

`<base>.<seal>`: the base is a hash of the word that the item had when the sheet was
given out, so a word given meanwhile is seen; the seal binds base, item and list with a
key of the office, so a row that was made up or moved to another item is seen too.
"""

import hashlib
import hmac

from django.utils.crypto import salted_hmac

from archive.disposal.models import DestructionItem

SALT = "archive.appraisal_sheets"
BASE, SEAL = 12, 32  # hexadecimal digits


def base_of(item: DestructionItem) -> str:
    """Return the hash of the word and the state that an item has now."""
    until = item.until.isoformat() if item.until else ""
    told = "\x1f".join([item.state, item.decision, until, item.reason])
    return hashlib.sha256(told.encode()).hexdigest()[:BASE]


def mark_of(item: DestructionItem) -> str:
    """Return the mark that stands in the item's row."""
    base = base_of(item)
    return f"{base}.{_seal(item, base)}"


def base_in(mark: str, item: DestructionItem) -> str | None:
    """Return the base that a mark names; nothing where it is not this item's mark."""
    base, _dot, seal = mark.partition(".")
    expected = _seal(item, base)
    same = hmac.compare_digest(seal.encode(), expected.encode())
    return base if same else None


def _seal(item: DestructionItem, base: str) -> str:
    about = f"{item.destruction_list_id} {item.pk} {item.order} {base}"
    return salted_hmac(SALT, about, algorithm="sha256").hexdigest()[:SEAL]
