"""Every text of a content tree that its pages must show, in order, as plain values."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.typesetting.layouts import head_parts

Tree = dict[str, Any]
FIRST_FORMAT = 1
SHOWN_OF_HASH = 12


@dataclass(frozen=True, slots=True)
class BlockText:
    """A text of a block; those of one `row` stand side by side.

    `is_aside`: it stands somewhere after the beginning of its row, as a cell over
    several rows does, written when the last of them is.
    """

    block: str
    text: str
    row: str = ""
    is_aside: bool = False


def head_texts(tree: Tree) -> Iterator[str]:
    """The texts around the body, as far as the layout prints them."""
    prints = head_parts(tree["type"])
    for name in ("subject", "attachments", "sender", "recipients"):
        if getattr(prints, name):
            yield from _lines(tree.get(name))
    yield from _lines(tree.get("cc"))
    yield from _lines(tree.get("title"))
    # Pages of the first format named how many files there were, not which.
    if tree["format"] > FIRST_FORMAT:
        for file in tree.get("attachment_files") or ():
            yield file["name"]
            yield file["sha256"][:SHOWN_OF_HASH]
    yield from _lines(list(tree["signature"].values()))
    yield from _lines(list(tree["letterhead"]["lines"]))
    yield from _lines(list(tree["letterhead"]["address"]))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _lines(part)


def body_texts(tree: Tree) -> Iterator[BlockText]:
    """The texts of body and annexes, block by block."""
    for block in tree["body"]:
        yield from _block_texts(block)
    for annex in tree.get("annexes") or ():
        if annex.get("id"):
            yield BlockText(annex["id"], annex["title"])
        for block in annex["body"]:
            yield from _block_texts(block)


def _block_texts(block: Tree) -> Iterator[BlockText]:
    kind, name = block["type"], block["id"]
    if kind == "table":
        yield from _table_texts(name, block["value"])
    elif kind == "signatures":
        # Beside each other, and beside the signature of the letter: in any order.
        texts = (text for one in block["value"] for text in one.values() if text)
        yield from (BlockText(name, text, f"{name}.0", is_aside=True) for text in texts)
    elif kind in _ROWS:
        for at, row in enumerate(_ROWS[kind](block["value"])):
            yield from (BlockText(name, text, f"{name}.{at}") for text in row)
    elif kind in _RUNNING:
        yield from (BlockText(name, text) for text in _RUNNING[kind](block["value"]))


def _table_texts(name: str, value: Any) -> Iterator[BlockText]:
    for at, cells in enumerate((value["header"], *value["rows"])):
        for cell in cells:
            # A merged cell is a mapping, every other one its runs.
            merged = cell if isinstance(cell, dict) else {"text": cell}
            is_aside = bool(merged.get("rowspan"))
            yield BlockText(name, _plain(merged["text"]), f"{name}.{at}", is_aside)


def _people_rows(value: Any) -> Iterator[list[str]]:
    for person in value:
        yield [person[part] for part in ("name", "rank", "nip", "position")]


def _field_rows(value: Any) -> Iterator[list[str]]:
    for row in value:
        yield [row["label"], _plain(row["value"])]


_ROWS: dict[str, Callable[[Any], Iterator[list[str]]]] = {
    "people_table": _people_rows,
    "fields": _field_rows,
}


def _points(items: Sequence[Tree]) -> Iterator[str]:
    for item in items:
        yield _plain(item["text"])
        yield from _points(item["items"])


def _words(runs: Sequence[Tree]) -> Iterator[str]:
    yield _plain(runs)


def _consideration_texts(value: Any) -> Iterator[str]:
    for part in value:
        yield part["label"]
        yield from _points(part["items"])


def _dictum_texts(value: Any) -> Iterator[str]:
    yield value["word"]
    yield _plain(value["title"] or ())
    yield from _points(value["items"])


def _chapter_texts(value: Any) -> Iterator[str]:
    yield value["title"]


_RUNNING: dict[str, Callable[[Any], Iterator[str]]] = {
    "paragraph": _words,
    "heading": _words,
    "numbered_list": _points,
    "considerations": _consideration_texts,
    "dictum": _dictum_texts,
    "chapter": _chapter_texts,
    "article": _points,
}


def _plain(runs: Sequence[Tree]) -> str:
    return "".join(" " if run["kind"] == "break" else run["text"] for run in runs)
