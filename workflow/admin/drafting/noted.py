"""The notes that the drafter has still to answer, for their place in the editor."""

from dataclasses import dataclass

from eoffice.organisation.actor import Actor
from workflow.admin.approval.notes_part import NoteLine, note_lines
from workflow.approval.models import LetterNote
from workflow.approval.queries.notes import note_rows, with_fates
from workflow.differences.whereabouts import block_text, nth_of
from workflow.letters.models import Letter
from workflow.rendering.tree import LetterTree


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """A note beside its part; `nth`: which of equal words in it, from 0."""

    line: NoteLine
    nth: int

    @property
    def note(self) -> LetterNote:
        """Return the note itself."""
        return self.line.note

    @property
    def name(self) -> str:
        """Return who noted it."""
        return self.line.name

    @property
    def told(self) -> str:
        """Return when, and at which version."""
        return self.line.told

    @property
    def can_resolve(self) -> bool:
        """Tell whether the reader may say that it is done."""
        return self.line.can_resolve


def open_notes(letter: Letter, actor: Actor) -> list[NoteCard]:
    """Return the letter's open notes, those of the newest version first.

    Four queries for a letter that was read; one for a draft that never was.
    """
    found = list(note_rows(letter).filter(resolved_at=None))
    texts: dict[int, dict[str, str]] = {}
    for note in found:
        version = note.version
        if note.quote and version.number not in texts:
            tree = LetterTree.model_validate(version.content)
            texts[version.number] = {one.id: block_text(one) for one in tree.body}
    return [
        NoteCard(
            line=line, nth=_nth(line.note, texts.get(line.note.version.number, {}))
        )
        for line in note_lines(with_fates(found, None), letter, actor)
    ]


def _nth(note: LetterNote, texts: dict[str, str]) -> int:
    return nth_of(texts.get(note.block_id, ""), note.quote, note.start or 0)
