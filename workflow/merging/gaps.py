"""Named gaps of a draft, and the draft with them filled by plain text.

Where a part takes inline HTML, what is filled in is escaped, so that it prints as it
was typed; where a part is a line of plain text, it goes in as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

from django.utils.html import escape

from workflow.rendering.inline import clean_line

Block = dict[str, Any]
_GAP = re.compile(r"<var>([^<]*)</var>")
_PLAIN_BLOCKS = frozenset({"people_table", "signatures"})
_PLAIN_PARTS = frozenset(
    {
        ("fields", "label"),
        ("considerations", "label"),
        ("chapter", "title"),
        ("annex", "title"),
        ("image", "alt"),
        ("dictum", "word"),
    }
)


def folded(name: str) -> str:
    """Return the form in which gaps and columns are compared: case, spaces, `_`."""
    return " ".join(name.replace("_", " ").split()).casefold()


def gaps_of(subject: str, body: list[Block]) -> dict[str, str]:
    """Return the gaps in the order of the page: compared form to name as written."""
    found: dict[str, str] = {}
    for text in (subject, *_texts(body)):
        for name in _GAP.findall(text):
            written = clean_line(unescape(name))
            found.setdefault(folded(written), written)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def filled_line(text: str, values: Mapping[str, str]) -> str:
    """Return a line of plain text with its gaps filled; unknown gaps stay."""
    return _filled(text, values, str)


def filled_body(body: list[Block], values: Mapping[str, str]) -> list[Block]:
    """Return the blocks with every gap filled; `values` by compared form."""
    return [
        {
            **block,
            "value": _deep(block.get("value"), values, (str(block.get("type")), "")),
        }
        for block in body
    ]


def _deep(value: Any, values: Mapping[str, str], place: tuple[str, str]) -> Any:
    kind, name = place
    if isinstance(value, str):
        is_plain = kind in _PLAIN_BLOCKS or (kind, name) in _PLAIN_PARTS
        return _filled(value, values, str if is_plain else _inline)
    if isinstance(value, Mapping):
        return {key: _deep(part, values, (kind, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [_deep(part, values, place) for part in value]
    return value


def _inline(text: str) -> str:
    return str(escape(text))


def _filled(text: str, values: Mapping[str, str], put: Callable[[str], str]) -> str:
    def one(match: re.Match[str]) -> str:
        known = values.get(folded(clean_line(unescape(match[1]))))
        return match[0] if known is None else put(known)

    return _GAP.sub(one, text)
