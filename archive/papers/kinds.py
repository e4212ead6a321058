"""Which documents archive procedures have, and how far each of them is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.errors import NotFound


class Procedure(models.TextChoices):
    """What a document belongs to."""

    DESTRUCTION = "destruction", _("Destruction")
    TRANSFER = "transfer", _("Transfer of inactive records")
    HANDOVER = "handover", _("Hand-over of permanent records")
    REVIEW = "review", _("Review")


class PaperKind(models.TextChoices):
    """Kinds of documents (PP 28/2012 Ps 57, 78, 81)."""

    COMMITTEE = "committee_decree", _("Decree of the committee")
    MINUTES = "minutes", _("Minutes of the committee")
    CONSIDERATION = "consideration", _("Written consideration of the committee")
    REGION = "approval_region", _("Approval of the head of the region")
    NATIONAL = "approval_national", _("Approval of Kepala ANRI")
    STATEMENT = "statement", _("Statement that the records are authentic")
    ACCEPTANCE = "acceptance", _("Approval of the head of the archives (LKD)")
    DECREE = "decree", _("Decree")
    REPORT = "report", _("Berita acara")
    RECEIPT = "receipt", _("Acknowledgement of receipt")
    CONTENTS = "contents", _("List of the records")


def kind_named(name: str) -> PaperKind:
    """Return the kind of this name, as an address gives it.

    Raises:
        NotFound: there is none.
    """
    if name not in PaperKind.values:
        raise NotFound
    return PaperKind(name)


class PaperState(models.TextChoices):
    """How far a document is."""

    MISSING = "missing", _("Not made yet")
    DRAFT = "draft", _("Draft, not signed yet")
    OTHER_SIGNER = "other_signer", _("Signed, but not by whom the procedure names")
    SIGNED = "signed", _("Signed")
    OUTSIDE = "outside", _("Signed outside this office")
    MADE = "made", _("Made from the data")
    NOT_NEEDED = "not_needed", _("Not needed")


#: What counts as done.
SETTLED = frozenset(
    {
        PaperState.SIGNED,
        PaperState.OUTSIDE,
        PaperState.MADE,
        PaperState.NOT_NEEDED,
    }
)
