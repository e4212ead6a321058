"""The judge of one body block: notes what is wrong instead of stopping at it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from workflow.rendering.errors import BlockFault
from workflow.rendering.inline import (
    MAX_TEXT,
    Gap,
    Inline,
    clean_line,
    parse_inline,
    told_too_long,
)
from workflow.rendering.markup import InlineFaulty

NAME_SHOWN = 60
Word = TypeVar("Word", bound=str)


# The drafter sees all faults at once, not one after each attempt.
class Judge:
    """Reads the parts of one block; `faults` grows."""

    def __init__(self, index: int, block_id: str | None, faults: list[Fault]) -> None:
        """Judge the block at `index`; its id may become known later."""
        self.index = index
        self.block_id = block_id
        self.faults = faults

    def fault(self, field: str, code: str, message: str) -> None:
        """Note one thing to correct at `field`, dotted from the block."""
        self.faults.append(
            BlockFault(
                field=f"body.{self.index}.{field}",
                code=code,
                message=message,
                block_id=self.block_id,
                index=self.index,
            )
        )

    def inline(self, value: Any, field: str, *, needed: bool = False) -> Inline:
        """Inline HTML as runs; each open gap in it is a fault that names it."""
        if not isinstance(value, str):
            self.fault(field, "wrong_shape", _("Text is expected here."))
            return ()
        try:
            parts = parse_inline(value)
        except InlineFaulty as refusal:
            self.fault(field, refusal.code, str(refusal))
            return ()
        if needed and not parts:
            self.fault(field, "empty", _("This part has no text yet."))
        for part in parts:
            if isinstance(part, Gap):
                told = _("“%(name)s” is still to be filled in.")
                named = told % {"name": part.text[:NAME_SHOWN]}
                self.fault(field, "gap_open", named)
        return parts

    def line(self, value: Any, field: str, *, needed: bool = False) -> str:
        """One line of plain text."""
        if not isinstance(value, str):
            self.fault(field, "wrong_shape", _("Text is expected here."))
            return ""
        if len(value) > MAX_TEXT:
            self.fault(field, "text_too_long", told_too_long())
            return ""
        text = clean_line(value)
        if needed and not text:
            self.fault(field, "empty", _("This part has no text yet."))
        return text

    def lines(
        self, named: dict[str, Any], at: str, needed: Sequence[str], more: Sequence[str]
    ) -> dict[str, str]:
        """Several lines of one mapping; of `more` those that say something."""
        kept = {
            name: self.line(named.get(name, ""), f"{at}.{name}", needed=True)
            for name in needed
        }
        for name in more:
            if text := self.line(named.get(name) or "", f"{at}.{name}"):
                kept[name] = text
        return kept

    def rows(self, value: Any, field: str, *, needed: bool = True) -> list[Any]:
        """A list, by default with at least one entry."""
        if not isinstance(value, list):
            self.fault(field, "wrong_shape", _("A list is expected here."))
            return []
        if needed and not value:
            self.fault(field, "empty", _("This part has no rows yet."))
        return value

    def mapping(
        self, value: Any, field: str, known: Sequence[str]
    ) -> dict[str, Any] | None:
        """A mapping of known names; None when it is none."""
        if not isinstance(value, dict):
            self.fault(field, "wrong_shape", _("Named fields are expected here."))
            return None
        # A field that is dropped silently would be a sentence missing on the page.
        for name in sorted(map(str, set(value) - set(known))):
            self.fault(
                f"{field}.{name}"[:80],
                "unknown_field",
                _("The field “%(name)s” is not known.") % {"name": name[:40]},
            )
        return value

    def choice(self, value: Any, field: str, known: Sequence[Word]) -> Word:
        """One of the known words; else a fault, and the first of them."""
        for word in known:
            if value == word:
                return word
        told = _("Choose one of these: %(words)s.") % {"words": ", ".join(known)}
        self.fault(field, "unknown_choice", told)
        return known[0]
