"""What a leader has agreed to or skipped so far: kept with the login, not signed.

A choice counts for the version that was read. When a letter gets another version, or
leaves the desk, its choice is gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

from eoffice.organisation.actor import Actor
from workflow.signing.queries.desk import AwaitingSignature, letters_to_sign

KEY = "bulk_signing"
AGREED, SKIPPED = "agreed", "skipped"
CHOICES = frozenset({AGREED, SKIPPED})


@dataclass(frozen=True, kw_only=True)
class ReadingRound:
    """The letters of one reading, and the choice made about each."""

    letters: Sequence[AwaitingSignature]
    chosen: dict[UUID, str] = field(default_factory=dict)

    def _with(self, choice: str) -> list[AwaitingSignature]:
        return [one for one in self.letters if self.chosen.get(one.letter_id) == choice]

    @property
    def agreed(self) -> list[AwaitingSignature]:
        """Return the letters that would be signed."""
        return self._with(AGREED)

    @property
    def skipped(self) -> list[AwaitingSignature]:
        """Return the letters that stay on the desk."""
        return self._with(SKIPPED)

    @property
    def unread(self) -> list[AwaitingSignature]:
        """Return the letters without a choice."""
        return [one for one in self.letters if one.letter_id not in self.chosen]

    def place_of(self, letter_id: UUID | None) -> int | None:
        """Return where the letter stands (0 is first), or nothing."""
        found = (n for n, one in enumerate(self.letters) if one.letter_id == letter_id)
        return next(found, None)

    def next_unread(self, after: int) -> AwaitingSignature | None:
        """Return the next letter without a choice, round the end if need be."""
        turned = [*self.letters[after + 1 :], *self.letters[: after + 1]]
        return next((one for one in turned if one.letter_id not in self.chosen), None)


def reading_round(request: HttpRequest, actor: Actor) -> ReadingRound:
    """Return the letters at the desk now, with the choices that still hold."""
    letters = letters_to_sign(actor)
    kept: dict[str, list[str]] = request.session.get(KEY, {})
    chosen = {}
    for one in letters:
        version, choice = kept.get(str(one.letter_id), ["", ""])
        # Agreed was the text that was read: another version asks to be read again.
        if version == str(one.version_id) and choice in CHOICES:
            chosen[one.letter_id] = choice
    return ReadingRound(letters=letters, chosen=chosen)


def keep_choice(request: HttpRequest, one: AwaitingSignature, choice: str) -> None:
    """Keep the choice about a letter; anything else takes it back."""
    kept: dict[str, list[str]] = request.session.get(KEY, {})
    kept.pop(str(one.letter_id), None)
    if choice in CHOICES:
        kept[str(one.letter_id)] = [str(one.version_id), choice]
    request.session[KEY] = kept


def prune_choices(request: HttpRequest, current: ReadingRound) -> None:
    """Forget choices about letters that have left the desk."""
    here = {str(one.letter_id) for one in current.letters}
    kept: dict[str, list[str]] = request.session.get(KEY, {})
    if kept.keys() - here:
        request.session[KEY] = {pk: kept[pk] for pk in kept if pk in here}
