"""Where a field of a type is met: in the letter's head, a row, or a block of its body.

    letter:subject          the head: subject, recipients, signatory, number, date,
                            classification, body, copies, attachments, references
    row:Tempat              a row of a `fields` block with this label
    block:people_table      a block of this type
    block:considerations:Dasar    … that has this label; of headings: with this text

Labels are compared by letters and digits alone: "Hari/Tanggal" is "hari, tanggal".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

LETTER, ROW, BLOCK = "letter", "row", "block"
#: Kinds of places with their words, for choosers.
KINDS = (
    (LETTER, _("head of the letter")),
    (ROW, _("row with this label")),
    (BLOCK, _("part of the text")),
)
#: What the head of every letter holds or gets when it is signed.
ALWAYS = frozenset({"subject", "signatory", "number", "date", "classification", "body"})
HEAD = ALWAYS | {"recipients", "copies", "attachments", "references"}
PLACE = re.compile(r"(letter|row|block):(.+)")
_SIGNS = re.compile(r"[\W_]+")
_TAGS = re.compile(r"<(?!/?var\b)[^<>]*+>")
Blocks = Sequence[Mapping[str, Any]]


def parts_of(place: str) -> tuple[str, str] | None:
    """Return kind and name of a place; nothing: it is none."""
    found = PLACE.fullmatch(place)
    return (found[1], found[2]) if found else None


def is_met(place: str, blocks: Blocks, head: Mapping[str, bool]) -> bool:
    """Tell whether the letter holds what belongs at the place.

    `head`: what its head holds; a name that is missing there is always met. A named
    gap counts as something: the rule of gaps tells of it.
    """
    parts = parts_of(place)
    if parts is None:
        return False
    kind, name = parts
    if kind == LETTER:
        return head.get(name, True)
    if kind == ROW:
        return any(_plain(label) == _plain(name) for label in _filled_rows(blocks))
    block_type, _sign, label = name.partition(":")
    return any(
        block.get("type") == block_type and _fits(block, label, following)
        for block, following in _with_next(blocks)
    )


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _has_text(value: Any) -> bool:
    """Tell whether something would be printed of the value, however it is nested."""
    if isinstance(value, str):
        return bool(_TAGS.sub("", value).replace("&nbsp;", "").strip())
    if isinstance(value, Mapping):
        return any(_has_text(one) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_has_text(one) for one in value)
    return False


def _filled_rows(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        rows = block.get("value") if block.get("type") == "fields" else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, Mapping) and _has_text(row.get("value")):
                yield str(row.get("label", ""))


def _with_next(blocks: Blocks) -> Iterator[tuple[Mapping[str, Any], Any]]:
    yield from zip(blocks, [*blocks[1:], None], strict=True)


def _fits(block: Mapping[str, Any], label: str, following: Any) -> bool:
    kind, value = block.get("type"), block.get("value")
    if not label:
        return kind == "page_break" or _has_text(value)
    if kind == "considerations":
        rows = value if isinstance(value, list) else ()
        named = [row for row in rows if isinstance(row, Mapping)]
        return any(
            _plain(str(row.get("label", ""))) == _plain(label)
            and _has_text(row.get("items"))
            for row in named
        )
    said = value.get("text", "") if isinstance(value, Mapping) else value
    if _plain(_TAGS.sub("", str(said))) != _plain(label):
        return False
    # A heading with nothing below it says nothing.
    return following is not None and following.get("type") not in {"heading", None}
