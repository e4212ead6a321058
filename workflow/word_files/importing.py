"""Taking the text of a Word file into a draft: looked at first, then an edit as any.

The file is read outside of any transaction; the upload itself is no part of the
letter. Text that the draft has is never replaced: the file's goes below it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid, Stale
from eoffice.files.uploads import facts_of, upload_of
from eoffice.objects import store
from eoffice.objects.models import Upload, UploadState
from eoffice.organisation.actor import Actor
from workflow.letters.body import body_blocks
from workflow.letters.models import Letter, StateReason
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.letters.queries.states import draft_to_write
from workflow.word_files.errors import DraftHasText, WordFileRefused
from workflow.word_files.sandboxed import WordReading, read_word_file

# Of a block these say how it is drawn: a draft without a word may have them.
_SILENT = frozenset({"id", "type", "level", "style", "kind", "widths", "align"})


_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOrder:
    """Which upload, and how: `append` below the text that is there, `keep_head`."""

    upload_id: UUID
    append: bool = False
    keep_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordImported:
    """The letter as it is now, and the reading; `took_subject`: it was empty."""

    letter: Letter
    reading: WordReading
    took_subject: bool


def has_text(letter: Letter) -> bool:
    """Tell whether the draft has a word that its type did not begin it with."""
    blocks = body_blocks(letter.body)
    is_begun = _bare(blocks) == _bare(body_blocks(letter.type_version.start))
    return not is_begun and any(_speaks(block) for block in blocks)


def _bare(blocks: Sequence[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Return blocks without their ids, which every draft has of its own."""
    return [(block["type"], block["value"]) for block in blocks]


def _speaks(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_speaks(v) for name, v in value.items() if name not in _SILENT)
    if isinstance(value, list):
        return any(_speaks(one) for one in value)
    return isinstance(value, str) and bool(_TAGS.sub("", value).strip())


def look_at_word_file(
    *, actor: Actor, letter_id: UUID, order: WordOrder
) -> WordReading:
    """Read the file and change nothing.

    Raises:
        As `import_word_file`, save that the draft may have text.
    """
    draft_to_write(actor, letter_id)
    upload = _clean_upload(actor, order.upload_id)
    return _read(upload, keep_head=order.keep_head)


def import_word_file(
    *, actor: Actor, letter_id: UUID, row_version: int | None, order: WordOrder
) -> WordImported:
    """Put the text of the file into the draft, or below the text it has.

    Hal becomes the subject where the draft has none. Recorded as any change of a draft.

    Raises:
        NotFound: not the drafter's letter, or not their upload.
        LetterLocked: past drafting.
        DraftHasText: there is text, and `append` was not said.
        WordFileRefused: no text can be taken from the file.
        Stale: somebody changed the draft since it was read.
        Invalid: the upload waits for its check or was refused, or the letter would
            be longer than a letter may be.
        ServiceDown: store or sandbox away.
    """
    letter = draft_to_write(actor, letter_id)
    # The text below which the file's goes is the one that this version had.
    if row_version not in {None, letter.row_version}:
        raise Stale(state=letter.status)
    if has_text(letter) and not order.append:
        raise DraftHasText(state=letter.status)
    upload = _clean_upload(actor, order.upload_id)
    reading = _read(upload, keep_head=order.keep_head)
    before = body_blocks(letter.body) if has_text(letter) else []
    takes_subject = bool(reading.subject) and not letter.subject.strip()
    given = {"body", "subject"} if takes_subject else {"body"}
    changed = edit_draft(
        actor=actor,
        letter_id=letter_id,
        row_version=letter.row_version,
        content=LetterInput(
            given=frozenset(given),
            subject=reading.subject,
            body=[*before, *reading.blocks],
        ),
        keeps=StateReason.IMPORTED,
    )
    return WordImported(letter=changed, reading=reading, took_subject=takes_subject)


def _clean_upload(actor: Actor, upload_id: UUID) -> Upload:
    upload = upload_of(upload_id, owner_id=actor.user_id)
    if upload.state == UploadState.CLEAN:
        return upload
    told = _("This file is not there, or has not been checked yet.")
    if upload.state == UploadState.REFUSED:
        told = facts_of(upload).reason_text or told
    raise Invalid([Fault(field="upload", code="unknown_upload", message=told)])


def _read(upload: Upload, *, keep_head: bool) -> WordReading:
    reading = read_word_file(store.get_bytes(upload.stored), keep_head=keep_head)
    if not reading.blocks and not reading.recognised:
        raise WordFileRefused("empty")
    return reading
