"""The small inline HTML of a paragraph (`b i u a br`) as a flat list of runs.

Flat on purpose: `<b><i>x</i></b>` and `<i><b>x</b></i>` are the same page and so
become the same tree and the same content hash.
"""

import re
import unicodedata
from html.parser import HTMLParser
from typing import Annotated, Literal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict

MAX_DEPTH = 32
MAX_LINK = 2000
ALLOWED_TAGS = frozenset({"b", "i", "u", "a", "br"})
# Overrides and isolates that make a page read differently from its text
# (CVE-2021-42574), byte order mark, unassigned "noncharacters".
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_OPEN_TAG = re.compile(r"<[a-zA-Z/!?][^>]*\Z")


def clean_text(text: str) -> str:
    """NFC, line ends and tabs as spaces, no control or invisible steering signs."""
    kept = "".join(
        " " if sign in "\t\n\r\u2028\u2029" else sign
        for sign in unicodedata.normalize("NFC", _UNSEEN.sub("", text))
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


Inline = tuple[Run | Break, ...]


class InlineFaulty(ValueError):
    """Inline HTML outside the allow-list; `code` and the message say what."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def checked_link(address: str) -> str:
    """The link if it may stand in a letter: https or mailto, nothing else."""
    parts = urlsplit(address)
    shown = clean_line(address)
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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str | None]] = []
        self.parts: list[Run | Break] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            raise InlineFaulty(
                "tag_not_allowed",
                _("The tag <%(tag)s> has no place in a letter.") % {"tag": tag[:40]},
            )
        link = self._link(tag, attrs)
        if tag == "br":
            self.parts.append(Break())
            return
        self.open.append((tag, link))
        if len(self.open) > MAX_DEPTH:
            raise InlineFaulty(
                "too_deep",
                _("Formatting is nested deeper than %(depth)s levels.")
                % {"depth": MAX_DEPTH},
            )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.handle_endtag(tag)

    def _link(self, tag: str, attrs: list[tuple[str, str | None]]) -> str | None:
        for name, _value in attrs:
            if (tag, name) != ("a", "href"):
                raise InlineFaulty(
                    "attribute_not_allowed",
                    _("The attribute %(name)s has no place in <%(tag)s>.")
                    % {"name": name[:40], "tag": tag},
                )
        return checked_link(dict(attrs).get("href") or "") if tag == "a" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            return
        if not self.open or self.open[-1][0] != tag:
            raise InlineFaulty(
                "tag_not_closed",
                _("The tag </%(tag)s> closes nothing.") % {"tag": tag[:40]},
            )
        self.open.pop()

    def handle_data(self, data: str) -> None:
        text = clean_text(data)
        if not text:
            return
        tags = {tag for tag, _link in self.open}
        links = [link for tag, link in self.open if tag == "a"]
        run = Run(
            text=text,
            bold="b" in tags,
            italic="i" in tags,
            underline="u" in tags,
            link=links[-1] if links else None,
        )
        before = self.parts[-1] if self.parts else None
        if isinstance(before, Run) and before == run.model_copy(
            update={"text": before.text}
        ):
            run = run.model_copy(update={"text": clean_text(before.text + text)})
            self.parts.pop()
        self.parts.append(run)

    def handle_comment(self, data: str) -> None:
        raise InlineFaulty(
            "tag_not_allowed", _("Comments and declarations have no place in a letter.")
        )

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)


def parse_inline(html: str) -> Inline:
    """Inline HTML as runs and breaks.

    Raises:
        InlineFaulty: unknown tag or attribute (named), link other than https or
            mailto, tag never closed, nesting deeper than 32.
    """
    if _OPEN_TAG.search(html):
        raise InlineFaulty("tag_not_closed", _("A tag is opened and never ended."))
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise InlineFaulty(
            "tag_not_closed",
            _("The tag <%(tag)s> is never closed.") % {"tag": reader.open[-1][0]},
        )
    return _trimmed(reader.parts)


def _trimmed(parts: list[Run | Break]) -> Inline:
    """Without space or breaks at the two ends of the paragraph."""
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while parts:
            end = parts[at]
            text = strip(end.text) if isinstance(end, Run) else ""
            if text:
                parts[at] = end.model_copy(update={"text": text})
                break
            parts.pop(at)
    return tuple(parts)


def plain_text(parts: Inline) -> str:
    """The words of a paragraph, breaks as spaces."""
    return "".join(part.text if isinstance(part, Run) else " " for part in parts)
