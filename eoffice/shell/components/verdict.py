"""The verdict on a letter: shield, sentence, facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from eoffice.shell.components.base import BAD, GOOD, NONE, PagePart

SHIELDS = {GOOD: "shield-check", BAD: "shield-alert", NONE: "shield-question"}


@dataclass(frozen=True, kw_only=True)
class VerdictPanel(PagePart):
    """`kind` good, bad or none; `ask` is the bold request after the sentence."""

    template_name = "eoffice/components/verdict.html"
    kind: str
    title: str
    sentence: str
    ask: str = ""
    facts: Sequence[tuple[str, str]] = ()

    @property
    def icon(self) -> str:
        """Return the shield of the verdict."""
        return SHIELDS[self.kind]
