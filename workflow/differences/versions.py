"""What changed between two frozen contents, block by block in the later order."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.differences.trees import FieldChange, differences
from workflow.differences.whereabouts import block_text
from workflow.differences.words import TextOp, TextPart, is_changed, text_parts
from workflow.rendering.tree import LetterTree
from workflow.rendering.tree_blocks import Block


class BlockKind(StrEnum):
    """What happened to a block."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockWords:
    """A block with its words as they were and are."""

    id: str
    kind: BlockKind
    parts: list[TextPart]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChanges:
    """Everything that reads otherwise, and every block with its words."""

    blocks: list[BlockWords]
    fields: tuple[FieldChange, ...]

    @property
    def changed(self) -> int:
        """Return how many parts of the letter read otherwise."""
        blocks = sum(block.kind != BlockKind.SAME for block in self.blocks)
        return blocks + len(self.fields)


def version_changes(before: LetterTree, after: LetterTree) -> VersionChanges:
    """Compare two versions; a block only moved to another place is the same."""
    fields = differences(
        before.model_dump(mode="json", exclude={"body"}, exclude_none=True),
        after.model_dump(mode="json", exclude={"body"}, exclude_none=True),
    ).fields
    return VersionChanges(blocks=list(_blocks(before, after)), fields=fields)


def _blocks(before: LetterTree, after: LetterTree) -> Iterator[BlockWords]:
    """Yield the later blocks; one taken out comes where it stood."""
    was = {block.id: block for block in before.body}
    kept = {block.id for block in after.body}
    old = [block.id for block in before.body]
    told: set[str] = set()
    for block in after.body:
        if block.id in was:
            yield from _gone(old[: old.index(block.id)], kept, told, was)
            yield _compared(block.id, block_text(was[block.id]), block_text(block))
        else:
            parts = [TextPart(op=TextOp.ADD, text=block_text(block))]
            yield BlockWords(id=block.id, kind=BlockKind.ADDED, parts=parts)
    yield from _gone(old, kept, told, was)


def _gone(
    ids: list[str], kept: set[str], told: set[str], was: dict[str, Block]
) -> Iterator[BlockWords]:
    for one in ids:
        if one in kept or one in told:
            continue
        told.add(one)
        parts = [TextPart(op=TextOp.REMOVE, text=block_text(was[one]))]
        yield BlockWords(id=one, kind=BlockKind.REMOVED, parts=parts)


def _compared(block: str, before: str, after: str) -> BlockWords:
    parts = text_parts(before, after)
    kind = BlockKind.CHANGED if is_changed(parts) else BlockKind.SAME
    return BlockWords(id=block, kind=kind, parts=parts)
