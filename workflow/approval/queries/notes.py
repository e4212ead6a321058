"""The notes of a letter, each with its answers and what became of its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from workflow.approval.models import LetterNote
from workflow.differences.whereabouts import (
    Fate,
    block_text,
    fate_of_block,
    fate_of_words,
)
from workflow.letters.models import Letter, LetterVersion
from workflow.rendering.tree import LetterTree


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """A note; `fate` is none while its version is the newest, or of a whole letter."""

    note: LetterNote
    fate: Fate | None


def _texts(version: LetterVersion) -> dict[str, str]:
    tree = LetterTree.model_validate(version.content)
    return {block.id: block_text(block) for block in tree.body}


class _Fates:
    """What became of notes in the current version; each version is read once."""

    def __init__(self, current: LetterVersion | None) -> None:
        self._current = current
        self._read: dict[int, dict[str, str]] = {}

    def _of(self, version: LetterVersion) -> dict[str, str]:
        if version.number not in self._read:
            self._read[version.number] = _texts(version)
        return self._read[version.number]

    def of(self, note: LetterNote) -> Fate | None:
        """Return the fate of a note, where there is one to tell."""
        now = self._current
        if now is None or not note.block_id or note.version_id == now.pk:
            return None
        before = self._of(note.version).get(note.block_id)
        after = self._of(now).get(note.block_id)
        if before is None:  # of a time when blocks were not checked
            return None
        if note.start is None or note.end is None or after is None:
            quoted = before if note.start is None else note.quote
            return fate_of_block(quoted, after)
        return fate_of_words(before, after, note.start, note.end)


def with_fates(
    notes: Sequence[LetterNote], current: LetterVersion | None
) -> list[NoteFacts]:
    """Return the notes with what became of each in the current version."""
    fates = _Fates(current)
    return [NoteFacts(note=note, fate=fates.of(note)) for note in notes]


def notes_of(letter: Letter) -> list[LetterNote]:
    """Return all notes of a letter, oldest first, with versions and answers."""
    return list(note_rows(letter))


def note_rows(letter: Letter) -> QuerySet[LetterNote]:
    """Return the notes of a letter with all that is told of them: three queries."""
    rows = LetterNote.objects.filter(version__letter=letter)
    rows = rows.select_related(
        "author", "author_position", "version", "resolved_by"
    ).defer("author__nik", "resolved_by__nik")
    return rows.prefetch_related("replies__author", "replies__author_position")
