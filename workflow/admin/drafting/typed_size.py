"""How much may arrive in one form, looked at before any reader of rich text.

Wagtail's writer of rich text takes time with the square of the marks and breaks in a
text; so they are counted first. The limits are far beyond what a letter needs.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid
from workflow.rendering.body import MAX_LETTER
from workflow.rendering.inline import MAX_TEXT, told_too_long

BODY = "body-"
MAX_FIELD = 20 * MAX_TEXT  # the editor writes about as much about a text as the text
MOST_PIECES = 500  # paragraphs, breaks, ranges of one look in one text
MOST_PIECES_IN_ALL = 20_000


def check_typed_size(form: QueryDict) -> None:
    """Refuse a body that no letter can have, before it is read.

    Raises:
        Invalid: `text_too_long`, `too_many_pieces` or `letter_too_long`.
    """
    signs = pieces = 0
    for value in _body_values(form):
        if len(value) > MAX_FIELD:
            raise _refusal("text_too_long", told_too_long())
        text, here = _measured(value)
        if text > MAX_TEXT:
            raise _refusal("text_too_long", told_too_long())
        signs, pieces = signs + text, pieces + here
        if here > MOST_PIECES or pieces > MOST_PIECES_IN_ALL:
            raise _refusal(
                "too_many_pieces",
                _("A part has too many line breaks or changes of look. Divide it."),
            )
    if signs > MAX_LETTER:
        told = _(
            "The letter is longer than %(most)s signs. Give a part of it as a file."
        )
        raise _refusal("letter_too_long", told % {"most": MAX_LETTER})


def _refusal(code: str, message: str) -> Invalid:
    return Invalid([Fault(field="body", code=code, message=message)])


def _body_values(form: QueryDict) -> Iterator[str]:
    for name, values in form.lists():
        if name.startswith(BODY):
            yield from values


def _measured(value: str) -> tuple[int, int]:
    """Signs and pieces of one field: the editor's state of a text, or a plain one."""
    if not value.startswith("{"):
        return len(value), 0
    try:
        blocks = json.loads(value)["blocks"]
        measured = [_measured_block(block) for block in blocks]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return len(value), 0  # its reader will refuse it
    return sum(text for text, _n in measured), sum(n for _text, n in measured)


def _measured_block(block: dict[str, Any]) -> tuple[int, int]:
    text = block.get("text", "")
    ranges = (*block.get("inlineStyleRanges", ()), *block.get("entityRanges", ()))
    return len(text), 1 + text.count("\n") + len(ranges)
