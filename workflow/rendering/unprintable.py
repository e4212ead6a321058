"""Where in a letter a character stands that no font can draw."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from workflow.rendering.errors import BlockFault
from workflow.rendering.inline import Break, Gap, Run, plain_text
from workflow.rendering.tree import Annex, LetterTree

EXCERPT = 160
# By sentence: a drafter finds a sentence at once, and a sign in a page never.
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


def locate(tree: LetterTree, characters: list[str]) -> list[Fault]:
    """One fault for every sentence with an undrawn character.

    Args:
        tree: the letter.
        characters: as the page maker named them, each one sign or a joined group.
    """
    faults: list[Fault] = [
        fault
        for path, block_id, text in _texts(tree)
        for fault in _in_text(path, block_id, text, characters)
    ]
    if faults:
        return faults
    return [
        BlockFault(field="letter", code="text_not_printable", message=_message(sign))
        for sign in characters
    ]


def _in_text(
    path: str, block_id: str | None, text: str, characters: list[str]
) -> Iterator[Fault]:
    parts = path.split(".")
    for sentence in _SENTENCE_END.split(text):
        for sign in characters:
            if sign in sentence:
                yield BlockFault(
                    field=path,
                    code="text_not_printable",
                    message=_message(sign),
                    block_id=block_id,
                    index=int(parts[1]) if parts[0] == "body" else None,
                    excerpt=sentence.strip()[:EXCERPT],
                )


def _message(sign: str) -> str:
    return _("“%(sign)s” (%(name)s) cannot be printed. Please write it in words.") % {
        "sign": sign,
        "name": unicodedata.name(sign[0], f"U+{ord(sign[0]):04X}").lower(),
    }


def _texts(tree: LetterTree) -> Iterator[tuple[str, str | None, str]]:
    """(dotted path, block id, text) of all that is printed."""
    for name in LetterTree.model_fields:
        yield from _walk(name, None, getattr(tree, name))


def _walk(
    path: str, block_id: str | None, value: Any
) -> Iterator[tuple[str, str | None, str]]:
    if isinstance(value, str):
        yield path, block_id, value
    elif isinstance(value, tuple) and value and isinstance(value[0], Run | Break | Gap):
        yield path, block_id, plain_text(value)
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from _walk(f"{path}.{place}", block_id, part)
    elif hasattr(type(value), "model_fields"):
        own = None if isinstance(value, Annex) else getattr(value, "id", None)
        for name in type(value).model_fields:
            if name not in {"id", "emblem_svg"}:
                yield from _walk(
                    f"{path}.{name}", own or block_id, getattr(value, name)
                )
