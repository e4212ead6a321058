"""Freezing: what was judged and drawn becomes a version that never changes.

Drawn and stored before the transaction opens, so that neither the page maker nor a slow
store keeps the letter locked.
"""

from dataclasses import dataclass

from eoffice.errors import Invalid
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from workflow.encryption import must_be_encrypted
from workflow.letters.models import Letter, LetterVersion
from workflow.letters.page_check import JudgedLetter
from workflow.rendering.ports import Rendered
from workflow.rendering.tree import LetterTree, content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A content tree with its page, stored and not yet a version."""

    tree: LetterTree
    hash: str
    rendered: Rendered
    stored: StoredObject


def drawn_page(letter: Letter, judged: JudgedLetter) -> DrawnPage:
    """Store the page that was drawn; outside of any transaction.

    Raises:
        Invalid: with every broken rule and its remedy.
    """
    tree, rendered = judged.tree, judged.rendered
    if judged.faults or tree is None or rendered is None:
        raise Invalid(judged.faults)
    stored = store.put_bytes(
        rendered.bytes,
        area=store.Area.DRAFTS,
        media_type="application/pdf",
        sealed=must_be_encrypted(letter.security_class),
    )
    return DrawnPage(
        tree=tree, hash=content_hash(tree), rendered=rendered, stored=stored
    )


def freeze_version(
    actor: Actor, letter: Letter, seat: Position, page: DrawnPage
) -> LetterVersion:
    """Write the next version of the locked letter, handed in from the seat."""
    mandate = actor.mandate_for(seat.pk)
    page.stored.save()
    version = LetterVersion.objects.create(
        letter=letter,
        # Counting is safe here: the letter is locked, and versions are never deleted.
        number=letter.versions.count() + 1,
        content=page.tree.model_dump(mode="json", exclude_none=True),
        content_hash=page.hash,
        pdf=page.stored,
        pages=page.rendered.pages,
        submitted_by=actor.official,
        submitted_as=mandate.position if mandate else seat,
    )
    letter.current_version = version
    letter.row_version += 1
    letter.save(update_fields=["current_version", "row_version"])
    return version
