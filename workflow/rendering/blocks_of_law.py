"""Reading the blocks of decrees and regulations: considerations to articles."""

from typing import Any

from django.utils.translation import gettext as _

from workflow.rendering.block_judge import Judge
from workflow.rendering.blocks_of_text import read_points
from workflow.rendering.tree_blocks import (
    Article,
    Block,
    Chapter,
    ChapterTitle,
    Consideration,
    Considerations,
    Dictum,
    DictumValue,
    PointStyle,
)

POINT_STYLES: tuple[PointStyle, ...] = ("letter", "number", "none")
# The words KESATU, KEDUA … are printed out; no decree of an office comes near.
MAX_DICTUM = 30


def read_considerations(judge: Judge, block_id: str, value: Any) -> Block:
    """`[{"label", "style": "letter"|"number"|"none", "items": [points]}]`."""
    found = []
    for place, row in enumerate(judge.rows(value, "value")):
        at = f"value.{place}"
        named = judge.mapping(row, at, ("label", "style", "items")) or {}
        style = named.get("style", "letter")
        found.append(
            Consideration(
                label=judge.line(named.get("label", ""), f"{at}.label", needed=True),
                style=judge.choice(style, f"{at}.style", POINT_STYLES),
                items=read_points(judge, named.get("items", []), f"{at}.items"),
            )
        )
    return Considerations(id=block_id, value=tuple(found))


def read_dictum(judge: Judge, block_id: str, value: Any) -> Block:
    """`{"word", "title"?, "items": [points]}`; a title may stand without points."""
    named = judge.mapping(value, "value", ("word", "title", "items")) or {}
    title = named.get("title") or None
    items = read_points(
        judge, named.get("items", []), "value.items", needed=title is None
    )
    if len(items) > MAX_DICTUM:
        told = _("A dictum has at most %(most)s points.") % {"most": MAX_DICTUM}
        judge.fault("value.items", "too_many_points", told)
    return Dictum(
        id=block_id,
        value=DictumValue(
            word=judge.line(named.get("word", ""), "value.word", needed=True),
            title=judge.inline(title, "value.title") if title is not None else None,
            items=items,
        ),
    )


def read_chapter(judge: Judge, block_id: str, value: Any) -> Block:
    """`{"kind": "bab"|"bagian", "title": line}`; the renderer counts."""
    named = judge.mapping(value, "value", ("kind", "title")) or {}
    return Chapter(
        id=block_id,
        value=ChapterTitle(
            kind=judge.choice(
                named.get("kind", "bab"), "value.kind", ("bab", "bagian")
            ),
            title=judge.line(named.get("title", ""), "value.title", needed=True),
        ),
    )


def read_article(judge: Judge, block_id: str, value: Any) -> Block:
    """`{"paragraphs": [points]}`; more than one are counted as ayat."""
    named = judge.mapping(value, "value", ("paragraphs",)) or {}
    points = read_points(judge, named.get("paragraphs"), "value.paragraphs")
    return Article(id=block_id, value=points)
