"""A letter of every type, from its own example: drafted, initialled, signed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from demo.wanasari import clock
from demo.wanasari.kabupaten import FilledPosition, Kabupaten
from demo.wanasari.outgoing import SENT, LetterMaker, LetterPlan
from eoffice.errors import Invalid
from workflow.api.outgoing.inputs import LetterDraft, letter_input
from workflow.letter_types.examples import example_of
from workflow.letter_types.models import LetterTypeVersion
from workflow.letters.operations.drafting import create_draft
from workflow.models import Letter

# Who writes them, in this order: an example needs a signatory above its drafter.
FIRST_UNITS = ("DISKOMINFO", "SETDA-ORG", "DINKES", "SETDA-HK", "BAPPEDA", "DPRD")
# What the leaders sign themselves, so that their letters are among the types.
SIGNED_BY = {
    "keputusan_bupati": "bupati",
    "piagam": "bupati",
    "surat_edaran": "SETDA.head",
    "surat_undangan": "SETDA.head",
}


class TypeWriter:
    """Writes the example of each type from a desk that may."""

    def __init__(self, kabupaten: Kabupaten, letters: LetterMaker) -> None:
        """Work with the people of `kabupaten`; `letters` takes drafts on their way."""
        self.kabupaten, self.letters = kabupaten, letters

    @staticmethod
    def versions() -> Iterator[LetterTypeVersion]:
        """Return the types that letters are made of today, by code."""
        rows = LetterTypeVersion.objects.draftable().select_related("letter_type")
        yield from rows.order_by("letter_type__code")

    def make(self, version: LetterTypeVersion, at: datetime) -> Letter:
        """Make the letter and have it signed.

        Raises:
            Invalid: no desk of the demo may draft this type.
        """
        with clock.at(at):
            drafter, example = self._example(version)
            letter = create_draft(
                actor=drafter.actor(),
                type_code=version.letter_type.code,
                content=letter_input(LetterDraft(**example)),
            )
        theme = {"unit": drafter.key.split(".")[0], "type": version.letter_type.code}
        plan = LetterPlan(theme=theme, at=at, to=(), until=SENT)
        return self.letters.send(letter, plan, drafter)

    def _example(
        self, version: LetterTypeVersion
    ) -> tuple[FilledPosition, dict[str, Any]]:
        refused = Invalid([])
        key = SIGNED_BY.get(version.letter_type.code)
        signatory = self.kabupaten.seats[key].position if key else None
        for drafter in self._drafters():
            try:
                return drafter, example_of(version, drafter.position, signatory)
            except Invalid as refusal:
                refused = refusal
        raise refused

    def _drafters(self) -> Iterator[FilledPosition]:
        units = [*FIRST_UNITS, *sorted(self.kabupaten.units)]
        seats = self.kabupaten.seats
        for unit in dict.fromkeys(units):
            for role in ("drafter", "head"):
                if f"{unit}.{role}" in seats:
                    yield seats[f"{unit}.{role}"]
