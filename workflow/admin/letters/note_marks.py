"""The words of notes in the text of the letter they stand at."""

from collections.abc import Sequence

from workflow.admin.letters.painting import InkMark
from workflow.approval.models import LetterNote


def mark_name(note: LetterNote) -> str:
    """Return the id of the words of a note in the text of the letter."""
    return f"kata-{note.pk}"


def marks_of(notes: Sequence[LetterNote]) -> dict[str, list[InkMark]]:
    """Return the quoted words of a version's open notes, by block."""
    found: dict[str, list[InkMark]] = {}
    for note in notes:
        if note.start is None or note.end is None or not note.is_open:
            continue
        mark = InkMark(start=note.start, end=note.end, tag="mark", ref=mark_name(note))
        found.setdefault(note.block_id, []).append(mark)
    return found
