"""What changed between two frozen versions of a letter, place by place.

Blocks are matched by their id first; the words inside a matched block are compared
so that a reader sees `3,41` become `3,46` and not a whole paragraph twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from workflow.rendering.block_lines import block_lines
from workflow.rendering.tree import LetterTree
from workflow.rendering.tree_blocks import Block

# Enough words before a change for the eye to find the place on the page.
CONTEXT_WORDS = 3
SHOWN_OF_HASH = 12  # enough to tell two files of one name apart
MOST_SHOWN = 300  # signs of a whole new or dropped passage


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One change: where, words before and after (either may be empty)."""

    place: str
    before: str = ""
    after: str = ""
    lead: str = ""
    block_id: str = ""


def _words(text: str) -> list[str]:
    return text.split()


def _inside(place: str, old: str, new: str, block_id: str = "") -> Iterator[TextChange]:
    # Without autojunk: difflib would else ignore words that a long text repeats.
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            continue
        lead = " ".join(after[max(0, b0 - CONTEXT_WORDS) : b0])
        yield TextChange(
            place=place,
            before=" ".join(before[a0:a1]),
            after=" ".join(after[b0:b1]),
            lead=lead,
            block_id=block_id,
        )


def _lines(place: str, old: Block, new: Block) -> Iterator[TextChange]:
    before, after = block_lines(old), block_lines(new)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    many = len(after) > 1
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for n in range(max(a1 - a0, b1 - b0)):
            was = before[a0 + n] if a0 + n < a1 else ""
            now = after[b0 + n] if b0 + n < b1 else ""
            where = _("%(place)s, line %(n)d") % {"place": place, "n": b0 + n + 1}
            yield from _inside(where if many else place, was, now, new.id)


def _whole(block: Block) -> str:
    text = " ".join(block_lines(block))
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} …"


def _body(old: Sequence[Block], new: Sequence[Block]) -> Iterator[TextChange]:
    before = {block.id: block for block in old}
    after = {block.id for block in new}
    for number, block in enumerate(new, start=1):
        place = _("Part %(number)d") % {"number": number}
        was = before.get(block.id)
        if was is None:
            added = _("%(place)s, new") % {"place": place}
            yield TextChange(place=added, after=_whole(block), block_id=block.id)
        elif was.type != block.type:
            yield TextChange(place=place, before=_whole(was), after=_whole(block))
        else:
            yield from _lines(place, was, block)
    for number, block in enumerate(old, start=1):
        if block.id not in after:
            place = _("Former part %(number)d, taken out") % {"number": number}
            yield TextChange(place=place, before=_whole(block))


def _head(tree: LetterTree) -> dict[str, str]:
    return {
        _("Title"): tree.title or "",
        _("Subject"): tree.subject,
        _("To"): "; ".join(
            [", ".join(lines) for lines in tree.recipients]
            + [f"di {tree.recipients_place}"] * bool(tree.recipients_place)
        ),
        _("Copies"): "; ".join(tree.cc),
        _("Urgency"): tree.urgency,
        _("Security class"): tree.security_class,
        _("Classification"): tree.classification or "",
        _("Attachments"): tree.attachments or "",
        _("Attached files"): "; ".join(
            f"{one.name} ({one.sha256[:SHOWN_OF_HASH]})"
            for one in tree.attachment_files or ()
        ),
        _("Signatory"): " ".join([*tree.signature.authority, tree.signature.name]),
    }


def changes_between(old: LetterTree, new: LetterTree) -> list[TextChange]:
    """Return every change, head first, then the body from top to bottom."""
    before, after = _head(old), _head(new)
    head = [
        change
        for place, text in after.items()
        for change in _inside(place, before[place], text)
    ]
    return [*head, *_body(old.body, new.body)]
