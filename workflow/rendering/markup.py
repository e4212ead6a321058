"""Small HTML as tokens: one look at every sign, from left to right.

No step goes back over what was read, so twice the text takes twice the time, whatever
somebody typed. What is no tag is text: `3 <5`. Which tags may stand in a letter is
decided by the readers of the tokens (`workflow.rendering.inline`).
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

# Bounded on purpose: `html.unescape` reads any count of digits, and Python refuses
# integers of more than 4,300.
_REFERENCE = re.compile(
    r"&(?:#[0-9]{1,7}(?![0-9]);?|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F]);?"
    r"|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
)
# Possessive throughout: no typed text makes the match try twice.
_ATTRIBUTE = re.compile(
    r"""\s*+([^\s=/"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"']++)))?"""
)
_NAME = re.compile(r"[a-zA-Z][^\s/]*+")
_OPENS_MARKUP = re.compile(r"[a-zA-Z/!?]")
# A name is repeated in a message; nobody's page is filled with it.
NAME_SHOWN = 40


class InlineFaulty(ValueError):
    """Inline HTML outside the allow-list; `code` and the message say what."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One piece of markup.

    `source` as written; `text` of a text and the values of `attributes` (name, value)
    without references; `name` of a tag in small letters.
    """

    kind: Literal["text", "open", "close", "empty"]
    source: str
    text: str = ""
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def unescaped(text: str) -> str:
    """The text with its character references (`&amp;`, `&#233;`) resolved."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def scan(markup: str) -> Iterator[Token]:
    """The tokens of a small piece of HTML, in order.

    Raises:
        InlineFaulty: a tag is opened and never ended (`tag_not_closed`), is no tag
            but a comment or declaration (`tag_not_allowed`), or has attributes that
            cannot be read (`attribute_not_allowed`).
    """
    at, written = 0, 0
    while (found := markup.find("<", at)) >= 0:
        if not _OPENS_MARKUP.match(markup, found + 1):
            at = found + 1
            continue
        if found > written:
            yield _text(markup[written:found])
        end = markup.find(">", found)
        if end < 0:
            raise InlineFaulty("tag_not_closed", _("A tag is opened and never ended."))
        yield _tag(markup[found : end + 1])
        at = written = end + 1
    if written < len(markup):
        yield _text(markup[written:])


def _text(source: str) -> Token:
    return Token(kind="text", source=source, text=unescaped(source))


def _tag(source: str) -> Token:
    inside = source[1:-1]
    closes = inside.startswith("/")
    found = _NAME.match(inside, 1 if closes else 0)
    if found is None:
        raise InlineFaulty(
            "tag_not_allowed", _("Comments and declarations have no place in a letter.")
        )
    name = found[0].lower()
    if closes:
        return Token(kind="close", source=source, name=name)
    rest = inside[found.end() :]
    return Token(
        kind="empty" if rest.endswith("/") else "open",
        source=source,
        name=name,
        attributes=tuple(_attributes(name, rest.removesuffix("/"))),
    )


def _attributes(tag: str, inside: str) -> Iterator[tuple[str, str]]:
    at = 0
    inside = inside.rstrip()
    while at < len(inside):
        if inside[at] == "/":  # `<svg/onload=…>` parts as a space does
            at += 1
            continue
        found = _ATTRIBUTE.match(inside, at)
        if found is None:
            raise not_in(tag, inside[at:].strip())
        value = found[2] or found[3] or found[4] or ""
        yield found[1].lower(), unescaped(value)
        at = found.end()


def not_in(tag: str, attribute: str) -> InlineFaulty:
    """The refusal of an attribute of a tag."""
    return InlineFaulty(
        "attribute_not_allowed",
        _("The attribute %(name)s has no place in <%(tag)s>.")
        % {"name": attribute[:NAME_SHOWN], "tag": tag[:NAME_SHOWN]},
    )
