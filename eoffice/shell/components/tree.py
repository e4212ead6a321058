"""A tree of people: post, words of the report, state, one act."""

from collections.abc import Sequence
from dataclasses import dataclass

from eoffice.shell.components.base import Act, PagePart
from eoffice.shell.queue import Tag


@dataclass(frozen=True, kw_only=True)
class TreeNode:
    """One person or post; `name` with `role` after it, `text` below, children under."""

    name: str
    role: str = ""
    text: str = ""
    tags: Sequence[Tag] = ()
    act: Act | None = None
    primary: bool = False
    children: Sequence["TreeNode"] = ()


@dataclass(frozen=True, kw_only=True)
class Tree(PagePart):
    """The tree as nested lists, readable by ear."""

    template_name = "eoffice/components/tree.html"
    nodes: Sequence[TreeNode]
    label: str
