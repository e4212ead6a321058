"""The body as the editor writes it into the form: API blocks in JSON, one field."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid
from workflow.rendering.body import MAX_LETTER

# Marks, names and escapes around the text that a letter may hold, and far more.
MAX_SIGNS = 4 * MAX_LETTER
# Digits: the time to read a number grows with their square.
MAX_DIGITS = 10
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def typed_body(text: str) -> list[dict[str, Any]]:
    """Return the blocks of the form's field, not yet judged.

    Raises:
        Invalid: `letter_too_long`, or `unreadable`: the editor has not written it.
    """
    if len(text) > MAX_SIGNS:
        told = _(
            "The letter is longer than %(most)s signs. Give a part of it as a file."
        )
        raise _refusal("letter_too_long", told % {"most": MAX_LETTER})
    try:
        blocks = json.loads(text, parse_int=_whole, parse_constant=_whole)
        storable = all(_is_storable(one) for one in _texts(blocks))
    except (ValueError, RecursionError) as broken:
        raise _unreadable() from broken
    if not isinstance(blocks, list) or not all(isinstance(b, dict) for b in blocks):
        raise _unreadable()
    if not storable:
        raise _unreadable()
    return blocks


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting.extend((*one, *one.values()))
        elif isinstance(one, list):
            waiting.extend(one)


def _is_storable(text: str) -> bool:
    # PostgreSQL keeps no NUL in text, and a lone surrogate has no UTF-8.
    return not _UNSTORABLE.search(text)


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(digits[:MAX_DIGITS])
    return int(digits)


def _unreadable() -> Invalid:
    told = _("The text arrived damaged. Load the page again.")
    return _refusal("unreadable", told)


def _refusal(code: str, message: str) -> Invalid:
    return Invalid([Fault(field="body", code=code, message=message)])
