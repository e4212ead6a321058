"""What is a letter's own among letters of one pattern (one decree for fifty people).

Letters are alike when type, sender and the kinds and lengths of their blocks agree;
what then reads otherwise, line by line, is what the reader has to look at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflow.rendering.block_lines import block_lines
from workflow.rendering.tree import LetterTree
from workflow.rendering.tree_blocks import Fields

MOST_OWN = 12  # more own lines than this: the letters are not alike after all


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """A line that this letter does not share: where it stands, what it says."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The letter's own lines, and with how many others it shares the rest."""

    own: Sequence[OwnLine]
    others: int


def _lines(tree: LetterTree) -> Iterator[OwnLine]:
    to = "; ".join(", ".join(lines) for lines in tree.recipients)
    yield OwnLine(place=_("Subject"), text=tree.subject)
    yield OwnLine(place=_("To"), text=to)
    yield OwnLine(place=_("Copies"), text="; ".join(tree.cc))
    for number, block in enumerate(tree.body, start=1):
        for at, line in enumerate(block_lines(block)):
            if isinstance(block, Fields):
                label, _colon, value = line.partition(": ")
                yield OwnLine(place=label.capitalize(), text=value)
            else:
                yield OwnLine(place=_place(number, at), text=line)


def _place(number: int, at: int) -> str:
    place = _("Part %(number)d") % {"number": number}
    if at == 0:
        return place
    return _("%(place)s, line %(n)d") % {"place": place, "n": at + 1}


def _pattern(tree: LetterTree) -> tuple[object, ...]:
    # Kinds and lengths agree, so line n of one letter stands against line n of another.
    shape = tuple((block.type, len(block_lines(block))) for block in tree.body)
    return (tree.type, tree.unit, " ".join(tree.signature.authority), shape)


def likeness(tree: LetterTree, others: Sequence[LetterTree]) -> Likeness | None:
    """Return what is the letter's own among those like it; None when none is."""
    pattern = _pattern(tree)
    alike = [list(_lines(other)) for other in others if _pattern(other) == pattern]
    own = [
        line
        for at, line in enumerate(_lines(tree))
        if any(other[at].text != line.text for other in alike)
    ]
    if not alike or len(own) > MOST_OWN:
        return None
    return Likeness(own=[line for line in own if line.text], others=len(alike))
