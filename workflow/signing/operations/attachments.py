"""The files of a letter into its PDF, where the tree that was initialled says so."""

from eoffice.objects import store
from workflow.letters.models import LetterAttachment
from workflow.pades.embedding import FileInside, with_files
from workflow.rendering.tree import LetterTree
from workflow.signing.models import SigningAttempt
from workflow.signing.refusals import AttachmentsChanged


def with_attachments(pdf: bytes, tree: LetterTree, attempt: SigningAttempt) -> bytes:
    """Return the page with its files inside, or as it is where they stay beside it.

    Raises:
        AttachmentsChanged: a file is not the one in the tree.
        ObjectMissing, ObjectAltered, StoreUnavailable: it cannot be read now.
    """
    if not tree.embeds_files:
        return pdf
    rows = LetterAttachment.objects.filter(letter=attempt.letter_id)
    there = {row.stored.sha256: row.stored for row in rows.select_related("stored")}
    inside = []
    for file in tree.attachment_files or ():
        stored = there.get(file.sha256)
        if stored is None:
            raise AttachmentsChanged(state=attempt.letter.status)
        # `get_bytes` proves the hash of what it gives.
        content = store.get_bytes(stored)
        inside.append(
            FileInside(name=file.name, media_type=stored.media_type, content=content)
        )
    return with_files(pdf, inside, attempt.letter_date)
