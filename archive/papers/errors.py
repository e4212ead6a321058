"""Refusals that documents of a procedure give."""

from django.utils.translation import gettext_lazy as _

from archive.papers.kinds import PaperState
from archive.papers.slots import ProcedurePaper
from eoffice.errors import StateForbids


class DocumentUnsigned(StateForbids):
    """The step rests on a document that is not signed."""

    code = "document_unsigned"
    message = _("A document that this step rests on is not signed yet.")

    def __init__(self, paper: ProcedurePaper, *, state: str) -> None:
        """Name the document and how far it is."""
        told = _("This step rests on “%(title)s”. It is: %(state)s.")
        words = {"title": paper.title, "state": PaperState(paper.state).label}
        super().__init__(told % words, state=state)
        self.members = {"document": paper.slot.kind.value}
        self.is_begun = paper.document is not None


class DocumentThere(StateForbids):
    """The place is taken: a draft is under way, or the document is signed."""

    code = "document_there"
    message = _("This document is there already. Open it, or throw its draft away.")


class DocumentTooEarly(StateForbids):
    """The procedure is not so far that this document could be written."""

    code = "document_too_early"
    message = _("This document is written in a later step.")


class TextsDiffer(StateForbids):
    """The copies that the parties sign do not say the same."""

    code = "texts_differ"
    message = _(
        "The copies of the berita acara differ. All parties sign the same text: throw"
        " the draft that differs away and make it again."
    )
