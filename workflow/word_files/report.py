"""What a reading left out, changed or recognised, as sentences for the drafter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something that is not in the letter as it was in the file.

    `pages`: where, from 1, as the file was last laid out; empty: not known.
    """

    kind: str
    times: int
    pages: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A part of the letter's head or end, with the words that were left out."""

    part: str
    label: str
    text: str


def _pictures(n: int) -> str:
    return ngettext(
        "%(n)s picture or shape was left out",
        "%(n)s pictures or shapes were left out",
        n,
    )


def _text_boxes(n: int) -> str:
    return ngettext("%(n)s text box was left out", "%(n)s text boxes were left out", n)


def _objects(n: int) -> str:
    return ngettext(
        "%(n)s embedded object was left out", "%(n)s embedded objects were left out", n
    )


def _footnotes(n: int) -> str:
    return ngettext("%(n)s footnote was left out", "%(n)s footnotes were left out", n)


def _comments(n: int) -> str:
    return ngettext("%(n)s comment was left out", "%(n)s comments were left out", n)


def _deleted(n: int) -> str:
    return ngettext(
        "%(n)s tracked deletion was left out",
        "%(n)s tracked deletions were left out",
        n,
    )


def _hidden(n: int) -> str:
    return ngettext(
        "%(n)s hidden passage was left out", "%(n)s hidden passages were left out", n
    )


def _heads(n: int) -> str:
    return ngettext(
        "%(n)s header or footer was left out",
        "%(n)s headers or footers were left out",
        n,
    )


def _contents(n: int) -> str:
    return ngettext(
        "%(n)s line of a table of contents was left out",
        "%(n)s lines of a table of contents were left out",
        n,
    )


def _symbols(n: int) -> str:
    return ngettext(
        "%(n)s sign of a symbol font was left out",
        "%(n)s signs of a symbol font were left out",
        n,
    )


def _outside(n: int) -> str:
    return ngettext(
        "%(n)s part that lies outside the file was not fetched",
        "%(n)s parts that lie outside the file were not fetched",
        n,
    )


def _template(n: int) -> str:
    return ngettext(
        "%(n)s template outside the file was not fetched",
        "%(n)s templates outside the file were not fetched",
        n,
    )


def _links(n: int) -> str:
    return ngettext(
        "%(n)s link that leads to neither https nor mail was taken off its words",
        "%(n)s links that lead to neither https nor mail were taken off their words",
        n,
    )


def _formulas(n: int) -> str:
    return ngettext(
        "%(n)s formula stays as the value it showed",
        "%(n)s formulas stay as the values they showed",
        n,
    )


def _maths(n: int) -> str:
    return ngettext(
        "%(n)s equation stays as its bare signs",
        "%(n)s equations stay as their bare signs",
        n,
    )


def _bullets(n: int) -> str:
    return ngettext(
        "%(n)s point with a bullet or other sign is counted 1. a. 1) a) now",
        "%(n)s points with bullets or other signs are counted 1. a. 1) a) now",
        n,
    )


def _deep_lists(n: int) -> str:
    return ngettext(
        "%(n)s point below the fourth level stands on the fourth now",
        "%(n)s points below the fourth level stand on the fourth now",
        n,
    )


def _nested_tables(n: int) -> str:
    return ngettext(
        "%(n)s table inside a cell became lines of text",
        "%(n)s tables inside cells became lines of text",
        n,
    )


def _text_tables(n: int) -> str:
    return ngettext(
        "%(n)s table of one row or one column became text",
        "%(n)s tables of one row or one column became text",
        n,
    )


def _wide_tables(n: int) -> str:
    return ngettext(
        "%(n)s table of more than 12 columns became lines of text",
        "%(n)s tables of more than 12 columns became lines of text",
        n,
    )


def _tall_headers(n: int) -> str:
    return ngettext(
        "%(n)s table head of several rows was parted into single rows",
        "%(n)s table heads of several rows were parted into single rows",
        n,
    )


def _unfit(n: int) -> str:
    return ngettext(
        "%(n)s part does not fit a letter and became plain text",
        "%(n)s parts do not fit a letter and became plain text",
        n,
    )


def _others(n: int) -> str:
    return ngettext(
        "%(n)s other thing was left out", "%(n)s other things were left out", n
    )


SENTENCES: dict[str, Callable[[int], str]] = {
    "picture": _pictures,
    "text_box": _text_boxes,
    "object": _objects,
    "footnote": _footnotes,
    "comment": _comments,
    "deleted": _deleted,
    "hidden": _hidden,
    "header_footer": _heads,
    "contents": _contents,
    "symbol": _symbols,
    "outside": _outside,
    "template": _template,
    "link": _links,
    "formula": _formulas,
    "maths": _maths,
    "bullets": _bullets,
    "deep_list": _deep_lists,
    "nested_table": _nested_tables,
    "table_as_text": _text_tables,
    "wide_table": _wide_tables,
    "tall_header": _tall_headers,
    "unfit": _unfit,
}
PARTS: dict[str, Promise] = {
    "kop": gettext_lazy("Letterhead"),
    "title": gettext_lazy("Title of the letter"),
    "head": gettext_lazy("Line of the head"),
    "subject": gettext_lazy("Subject"),
    "date": gettext_lazy("Place and date"),
    "recipients": gettext_lazy("Addressees"),
    "signature": gettext_lazy("Signature block"),
    "copies": gettext_lazy("Copies (tembusan)"),
}


def dropped_of(kind: str, times: int, pages: tuple[int, ...]) -> Dropped:
    """Return the sentence of a kind: what, how often, on which pages."""
    told = SENTENCES.get(kind, _others)(times) % {"n": times}
    if pages:
        where = ngettext("page %(pages)s", "pages %(pages)s", len(pages))
        told = f"{told} ({where % {'pages': ', '.join(map(str, pages))}})"
    return Dropped(kind=kind, times=times, pages=pages, message=f"{told}.")


def recognised_of(row: dict[str, Any]) -> Recognised:
    """Return a part of the head with its label; `ValueError`: no such part."""
    part = str(row["part"])
    if part not in PARTS:
        raise ValueError(part)
    text = str(row["text"])[:LONGEST_TEXT]
    return Recognised(part=part, label=str(PARTS[part]), text=text)
