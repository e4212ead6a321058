"""The small inline HTML of a paragraph (`b i u a br var`) as a flat list of runs.

Flat on purpose: `<b><i>x</i></b>` and `<i><b>x</b></i>` are the same page and so
become the same tree and the same content hash.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict

from workflow.rendering.line_runs import Look, Piece, line_of
from workflow.rendering.markup import NAME_SHOWN, InlineFaulty, Token, not_in, scan

# Five marks are known: deeper nesting is no text that a person wrote.
MAX_DEPTH = 32
MAX_LINK = 2000
# Marks, links, gaps alone: all other looks belong to the template of the office.
ALLOWED_TAGS = frozenset({"b", "i", "u", "a", "br", "var"})
# Overrides and isolates that make a page read differently from its text
# (CVE-2021-42574), byte order mark, unassigned "noncharacters".
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]")
# A page holds some 3,000 signs: one part of a letter may fill ten of them.
MAX_TEXT = 30_000
# UAX #15, section 13: no writing of the world needs more marks on one letter, and
# putting them in order costs their number squared.
MAX_MARKS = 30
_JOINER = "\u034f"


def told_too_long() -> str:
    """What is said of a part of a letter longer than `MAX_TEXT`."""
    return _(
        "This part is longer than %(most)s signs. Divide it into several parts."
    ) % {"most": MAX_TEXT}


def _stream_safe(text: str) -> str:
    """At most `MAX_MARKS` combining marks in a row, as UAX #15-D4 parts them."""
    if text.isascii():
        return text
    safe: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > MAX_MARKS:
            safe.append(_JOINER)
            marks = 1
        safe.append(sign)
    return "".join(safe)


def clean_text(text: str) -> str:
    """NFC, line ends and tabs as spaces, no control or invisible steering signs."""
    kept = "".join(
        " " if sign in "\t\n\r\u2028\u2029" else sign
        for sign in unicodedata.normalize("NFC", _stream_safe(_UNSEEN.sub("", text)))
        if sign in "\t\n\r" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    return re.sub(r" {2,}", " ", kept)


def clean_line(text: str) -> str:
    """A whole field: as `clean_text`, without space at its ends."""
    return clean_text(text).strip()


Line = Annotated[str, AfterValidator(clean_line)]
Text = Annotated[str, AfterValidator(clean_text)]


class Frozen(BaseModel):
    """Part of a content tree: never changes, knows no foreign field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Frozen):
    """Text in one look."""

    kind: Literal["text"] = "text"
    text: Text
    bold: bool = False
    italic: bool = False
    underline: bool = False
    link: str | None = None


class Break(Frozen):
    """A line break inside a paragraph."""

    kind: Literal["break"] = "break"


class Gap(Frozen):
    """A named place still to be filled in; no letter with one can be submitted."""

    kind: Literal["gap"] = "gap"
    text: Line


Inline = tuple[Run | Break | Gap, ...]


def checked_link(address: str) -> str:
    """The link if it may stand in a letter: https or mailto, nothing else."""
    parts = urlsplit(address)
    shown = clean_line(address)
    # Cleaned and given must agree: an unseen sign could lead elsewhere than it reads.
    good = (
        shown == address
        and len(address) <= MAX_LINK
        and not re.search(r"[\s<>\"\\]", address)
        and (
            (parts.scheme == "https" and bool(parts.hostname))
            or (parts.scheme == "mailto" and "@" in parts.path)
        )
    )
    if not good:
        raise InlineFaulty(
            "link_not_allowed",
            _("Links lead to https or mailto only, not to “%(address)s”.")
            % {"address": shown[:80]},
        )
    return address


class _InlineReader:
    """Takes tokens, keeps pieces of text by their look; joins them once at the end."""

    def __init__(self) -> None:
        self.open: list[tuple[str, str | None]] = []
        self.gaps = 0
        self.parts: list[Piece | Break] = []

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._text(token.text)
        elif token.kind == "close":
            self._close(token.name)
        else:
            self._open(token)
            if token.kind == "empty" and token.name != "br":
                self._close(token.name)

    def _open(self, token: Token) -> None:
        if token.name not in ALLOWED_TAGS:
            raise InlineFaulty(
                "tag_not_allowed",
                _("The tag <%(tag)s> has no place in a letter.")
                % {"tag": token.name[:NAME_SHOWN]},
            )
        link = _link(token)
        if token.name == "br":
            self.parts.append(Break())
            return
        self.open.append((token.name, link))
        self.gaps += token.name == "var"
        if len(self.open) > MAX_DEPTH:
            raise InlineFaulty(
                "too_deep",
                _("Formatting is nested deeper than %(depth)s levels.")
                % {"depth": MAX_DEPTH},
            )

    def _close(self, tag: str) -> None:
        if tag == "br":
            return
        if not self.open or self.open[-1][0] != tag:
            raise InlineFaulty(
                "tag_not_closed",
                _("The tag </%(tag)s> closes nothing.") % {"tag": tag[:NAME_SHOWN]},
            )
        self.open.pop()

    def _text(self, text: str) -> None:
        if not clean_text(text):
            return
        tags = {tag for tag, _link in self.open}
        links = [link for tag, link in self.open if tag == "a"]
        look = Look(
            bold="b" in tags,
            italic="i" in tags,
            underline="u" in tags,
            link=links[-1] if links else None,
            gap=self.gaps if "var" in tags else 0,
        )
        before = self.parts[-1] if self.parts else None
        # Joined, so that the same page has one tree, however often a mark was reopened.
        if isinstance(before, tuple) and before[0] == look:
            before[1].append(text)
        else:
            self.parts.append((look, [text]))


def _link(token: Token) -> str | None:
    for name, _value in token.attributes:
        if (token.name, name) != ("a", "href"):
            raise not_in(token.name, name)
    if token.name != "a":
        return None
    return checked_link(dict(token.attributes).get("href", ""))


def parse_inline(html: str) -> Inline:
    """Inline HTML as runs and breaks.

    Raises:
        InlineFaulty: longer than `MAX_TEXT`, unknown tag or attribute (named), link
            other than https or mailto, tag never closed, nesting deeper than 32.
    """
    if len(html) > MAX_TEXT:
        raise InlineFaulty("text_too_long", told_too_long())
    reader = _InlineReader()
    for token in scan(html):
        reader.take(token)
    if reader.open:
        raise InlineFaulty(
            "tag_not_closed",
            _("The tag <%(tag)s> is never closed.") % {"tag": reader.open[-1][0]},
        )
    return _flat(reader.parts)


def _flat(parts: Sequence[Piece | Break]) -> Inline:
    """Lines without space at their ends; no empty line at the ends of the paragraph."""
    lines: list[list[Piece]] = [[]]
    for part in parts:
        if isinstance(part, Break):
            lines.append([])
        else:
            lines[-1].append(part)
    flat = [line_of(line) for line in lines]
    filled = [at for at, line in enumerate(flat) if line]
    if not filled:
        return ()
    kept: list[Run | Break | Gap] = []
    for line in flat[filled[0] : filled[-1] + 1]:
        kept.extend((*(_run(piece) for piece in line), Break()))
    return tuple(kept[:-1])


def _run(piece: Piece) -> Run | Gap:
    look, texts = piece
    text = clean_text("".join(texts))
    if look.gap:
        return Gap(text=text)
    return Run(
        text=text,
        bold=look.bold,
        italic=look.italic,
        underline=look.underline,
        link=look.link,
    )


def plain_text(parts: Inline) -> str:
    """The words of a paragraph, breaks as spaces, gaps as their names."""
    return "".join(" " if isinstance(part, Break) else part.text for part in parts)
