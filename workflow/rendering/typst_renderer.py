"""The port over Typst: tree and facts into an order, findings into domain errors."""

from typing import Any
from urllib.parse import urlsplit

from workflow.rendering.annexes import with_annexes
from workflow.rendering.dates_in_words import date_in_words
from workflow.rendering.emblems import letterhead_order
from workflow.rendering.errors import RenderRefused, TextNotPrintable
from workflow.rendering.pictures import put_pictures
from workflow.rendering.ports import UNDATED, Rendered, RenderFacts
from workflow.rendering.tree import LetterTree
from workflow.rendering.unprintable import locate
from workflow.rendering.verification_code import grouped
from workflow.typesetting.typst_compiler import (
    Compiled,
    RuleBroken,
    UndrawnCharacters,
    compile_letter,
)

# Enough to compare by eye with the screen; the whole hash stands in the record.
FINGERPRINT_LENGTH = 12


def make_order(tree: LetterTree, template: str, facts: RenderFacts) -> dict[str, Any]:
    """What a worker needs, as plain JSON values.

    Raises:
        RenderFailed: the emblem or a picture of the tree is not there.
    """
    content = tree.model_dump(mode="json")
    put_pictures(content)
    content["letterhead"] = letterhead_order(tree.letterhead)
    return {
        "template": template,
        "tree": with_annexes(content),
        "facts": _printed_facts(facts),
    }


def _printed_facts(facts: RenderFacts) -> dict[str, Any]:
    # A draft with a QR code would pass for a letter that was issued.
    final = facts.mode == "final"
    day = facts.letter_date or UNDATED
    return {
        "mode": facts.mode,
        "number": facts.number,
        "date_words": date_in_words(facts.letter_date) if facts.letter_date else None,
        "document_date": {"year": day.year, "month": day.month, "day": day.day},
        "verification_url": facts.verification_url if final else None,
        "verification_domain": urlsplit(facts.verification_url or "").netloc,
        "verification_code": grouped(facts.verification_code or ""),
        "content_fingerprint": facts.content_hash[:FINGERPRINT_LENGTH]
        if facts.content_hash
        else None,
    }


def rendered(compiled: Compiled) -> Rendered:
    """The worker's answer as the port's."""
    return Rendered(
        bytes=compiled.bytes,
        sha256=compiled.sha256,
        pages=compiled.pages,
        marks=compiled.marks,
        faults=compiled.faults,
    )


class TypstRenderer:
    """Draws in this very process: for workers and tests; the product uses the pool."""

    def render(self, tree: LetterTree, template: str, facts: RenderFacts) -> Rendered:
        """See `ports.Renderer.render`."""
        try:
            return rendered(compile_letter(make_order(tree, template, facts)))
        except UndrawnCharacters as finding:
            raise TextNotPrintable(locate(tree, finding.characters)) from None
        except RuleBroken as finding:
            raise RenderRefused(finding.rules) from None
