"""Whether the page of a letter may be frozen, beside its rules.

`GET …/check` and submitting judge with the faults of
`workflow.approval.route_check.faults_before_submit`, so that they never disagree.
The page is drawn as it would be frozen, and the file itself is read for every word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from workflow.letters.content import build_tree, readable_body
from workflow.letters.models import Letter
from workflow.rendering.errors import BlockFault, RenderRefused, TextNotPrintable
from workflow.rendering.pool import renderer
from workflow.rendering.ports import Rendered, RenderFacts
from workflow.rendering.tree import LetterTree, content_hash

MESSAGES = {
    "table_too_wide": _(
        "This table is wider than the page: its longest numbers do not fit side by"
        " side. Shorten them or divide the table."
    ),
    "text_not_on_page": _("“%(words)s” finds no place on a page. Divide this part."),
    "text_off_paper": _("“%(words)s” runs off the paper. Divide this part."),
    "text_overlaps": _("“%(words)s”: text lies over other text. Divide this part."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """The page as it would be frozen, or none; and what is wrong with it."""

    rendered: Rendered | None
    faults: list[Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLetter:
    """Content and page; no faults: it may be submitted exactly as drawn."""

    tree: LetterTree | None
    rendered: Rendered | None
    faults: list[Fault]


def judged_letter(letter: Letter, faults: list[Fault]) -> JudgedLetter:
    """Judge the page of the letter as it stands, beside the faults found already.

    Raises:
        RenderFailed: the page could not be drawn just now.
    """
    # Such a type has no page to draw; the rules say so with a fault of their own.
    if not letter.type_version.is_drawn:
        return JudgedLetter(tree=None, rendered=None, faults=faults)
    tree = build_tree(letter, body=readable_body(letter))
    page = judged_page(tree)
    return JudgedLetter(
        tree=tree, rendered=page.rendered, faults=[*faults, *page.faults]
    )


def judged_page(tree: LetterTree) -> JudgedPage:
    """Draw the page as it would be frozen and read it.

    Raises:
        RenderFailed: the page could not be drawn just now.
    """
    facts = RenderFacts(mode="frozen", content_hash=content_hash(tree))
    try:
        rendered = renderer().render(tree, tree.type, facts)
    # What the drafter can correct is a fault with its place; our own failures raise.
    except TextNotPrintable as refusal:
        return JudgedPage(rendered=None, faults=list(refusal.faults))
    except RenderRefused as refusal:
        told = Fault(field="letter", code=refusal.code, message=str(refusal))
        return JudgedPage(rendered=None, faults=[told])
    return JudgedPage(
        rendered=rendered, faults=[_told(tree, fault) for fault in rendered.faults]
    )


def _told(tree: LetterTree, fault: Mapping[str, str]) -> Fault:
    places = {block.id: index for index, block in enumerate(tree.body)}
    block = fault["block"]
    index = places.get(block)
    words = fault.get("words", "")
    return BlockFault(
        field="letter" if index is None else f"body.{index}",
        code=fault["code"],
        message=MESSAGES[fault["code"]] % {"words": words},
        block_id=block or None,
        index=index,
        excerpt=words or None,
    )
