"""What lies between two content trees, for programs: fields, blocks, words.

A pure function over frozen content. Blocks are matched by their id, which the editor
keeps while a block is edited or moved.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

FIELDS = (
    "type",
    "title",
    "subject",
    "urgency",
    "security_class",
    "classification",
    "attachments",
    "attachment_files",
    "recipients",
    "recipients_place",
    "sender",
    "cc",
    "references",
    "place",
    "letterhead",
    "signature",
    "unit",
    "page",
    "foot",
)
# They say how, not what, is written.
LABELS = {"id", "type", "marks", "level", "kind", "style", "align"}
LABELS |= {"colspan", "rowspan", "orientation", "attachment", "sha256", "width"}
MOST_WORDS = 4000  # longer texts are shown as replaced whole: matching is quadratic
_WORD = re.compile(r"\S+\s*")
Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRun:
    """Words kept, taken out or put in: `op` is equal, delete or insert."""

    op: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that reads otherwise."""

    field: str
    before: str
    after: str
    words: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChange:
    """A block that was added, removed, moved or changed."""

    block: str
    type: str
    change: str
    before: str
    after: str
    words: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeDifference:
    """Everything that differs, fields first, blocks in the order of the later text."""

    fields: tuple[FieldChange, ...]
    blocks: tuple[BlockChange, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the two say the same."""
        return not self.fields and not self.blocks


def differences(before: Tree, after: Tree) -> TreeDifference:
    """Return what changed from one frozen content to another."""
    fields = [
        FieldChange(field=name, before=was, after=now, words=word_runs(was, now))
        for name in FIELDS
        if (was := plain_text(before.get(name))) != (now := plain_text(after.get(name)))
    ]
    return TreeDifference(fields=tuple(fields), blocks=tuple(_blocks(before, after)))


def plain_text(value: Any) -> str:
    """Return the words of a part of a tree, a line for each piece of a list."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        inner = [plain_text(v) for k, v in value.items() if k not in LABELS]
        return " ".join(part for part in inner if part)
    if isinstance(value, list | tuple):
        runs = all(_is_run(part) for part in value)
        joined = "" if runs else "\n"
        return joined.join(plain_text(part) for part in value)
    return str(value)


def _is_run(part: Any) -> bool:
    # A point or a merged cell has runs for its text, a run has words.
    return isinstance(part, Mapping) and isinstance(part.get("text"), str)


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """Return the words of both texts as runs; joined, each text comes out again."""
    was, now = _WORD.findall(before), _WORD.findall(after)
    if max(len(was), len(now)) > MOST_WORDS:
        runs = [WordRun(op="delete", text=before), WordRun(op="insert", text=after)]
        return tuple(run for run in runs if run.text)
    found: list[WordRun] = []
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for op, a0, a1, b0, b1 in matcher.get_opcodes():
        if op == "equal":
            found.append(WordRun(op="equal", text="".join(was[a0:a1])))
            continue
        if a1 > a0:
            found.append(WordRun(op="delete", text="".join(was[a0:a1])))
        if b1 > b0:
            found.append(WordRun(op="insert", text="".join(now[b0:b1])))
    return tuple(found)


def _blocks(before: Tree, after: Tree) -> list[BlockChange]:
    was = {block["id"]: block for block in before.get("body", ())}
    now = {block["id"]: block for block in after.get("body", ())}
    moved = _moved([b for b in was if b in now], [b for b in now if b in was])
    gone = [_change(was[key], None, "removed") for key in was if key not in now]
    found = []
    for key, block in now.items():
        old = was.get(key)
        if old is None:
            found.append(_change(None, block, "added"))
        elif old != block:
            found.append(_change(old, block, "changed"))
        elif key in moved:
            found.append(_change(old, block, "moved"))
    return [*gone, *found]


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Return the blocks that do not stand in the longest common order."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    kept = {
        key
        for at, _other, size in matcher.get_matching_blocks()
        for key in before[at : at + size]
    }
    return set(before) - kept


def _change(before: Tree | None, after: Tree | None, change: str) -> BlockChange:
    named: Tree = after or before or {}
    was = plain_text(before.get("value")) if before else ""
    now = plain_text(after.get("value")) if after else ""
    return BlockChange(
        block=str(named["id"]),
        type=str(named["type"]),
        change=change,
        before=was,
        after=now,
        words=word_runs(was, now),
    )
