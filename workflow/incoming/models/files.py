"""The files of an incoming letter, the text of their pages, and the proposal.

Files and proposal are read by the machine side by side; each has its own states, and
`FILE_MOVES` and `PROPOSAL_MOVES` are the whole tables. Their values are words of the
API; pages say it in their own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from workflow.incoming.models.letter import IncomingLetter
from workflow.reading import TextSource


class FileReading(models.TextChoices):
    """How far the machine is with a file."""

    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class ProposalState(models.TextChoices):
    """How far the machine is with the proposal; `ready` also when it found nothing."""

    QUEUED = "queued"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


#: Still with the machine.
FILE_UNREAD = (FileReading.QUEUED, FileReading.WORKING)
PROPOSAL_OPEN = (ProposalState.QUEUED, ProposalState.WORKING)
# Pages that were turned or split are read again: what had ended is queued once more.
# A killed run goes on from where it was, so that `working` may begin again; and what
# was given up ends properly when its delivery comes after all.
FILE_MOVES: dict[str, frozenset[str]] = {
    FileReading.QUEUED: frozenset({"queued", "working", "failed"}),
    FileReading.WORKING: frozenset({"working", "done", "failed"}),
    FileReading.DONE: frozenset({"queued"}),
    FileReading.FAILED: frozenset({"queued"}),
}
PROPOSAL_MOVES: dict[str, frozenset[str]] = {
    ProposalState.QUEUED: frozenset({"queued", "working", "failed"}),
    ProposalState.WORKING: frozenset({"ready", "failed"}),
    ProposalState.READY: frozenset({"queued"}),
    ProposalState.FAILED: frozenset({"queued", "ready", "failed"}),
}


class IncomingFile(models.Model):
    """One file of an incoming letter; the original is never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incoming = models.ForeignKey(
        IncomingLetter, on_delete=models.PROTECT, related_name="files"
    )
    stored = models.ForeignKey(
        StoredObject, on_delete=models.PROTECT, related_name="incoming_files"
    )
    made_from = models.ForeignKey(
        StoredObject,
        null=True,
        on_delete=models.PROTECT,  # what was brought stays, whatever was made of it
        related_name="+",
        verbose_name=_("made from"),
        help_text=_("The file as it was brought, where pages were turned or split."),
    )
    name = models.CharField(_("name"), max_length=255)
    order = models.PositiveIntegerField(_("order"), default=0)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    text_source = models.CharField(
        _("source of the text"), max_length=10, choices=TextSource, blank=True
    )
    reading_state = models.CharField(
        _("reading"),
        max_length=12,
        choices=FileReading,
        default=FileReading.QUEUED,
    )
    reading_fault = models.CharField(_("fault"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["incoming", "stored"], name="file_once_per_incoming_letter"
            ),
            models.CheckConstraint(
                condition=Q(reading_state__in=FileReading.values),
                name="file_is_read_in_known_states",
            ),
            models.CheckConstraint(
                condition=Q(text_source__in=["", *TextSource.values]),
                name="file_has_a_known_text_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PageText(models.Model):
    """The text of a page, with word boxes, beside the original."""

    file = models.ForeignKey(
        IncomingFile, on_delete=models.CASCADE, related_name="page_texts"
    )
    page = models.PositiveIntegerField(_("page"))
    source = models.CharField(max_length=10, choices=TextSource)
    text = models.TextField()
    words = models.JSONField(default=list)
    width_pt = models.FloatField()
    height_pt = models.FloatField()
    quality = models.FloatField(null=True)

    class Meta:
        ordering = ["page"]
        constraints = [
            models.UniqueConstraint(fields=["file", "page"], name="one_text_per_page"),
            models.CheckConstraint(
                condition=Q(source__in=TextSource.values),
                name="page_has_a_known_text_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.page}"


class Proposal(models.Model):
    """What the product reads from the page, for the clerk to confirm."""

    incoming = models.OneToOneField(
        IncomingLetter, on_delete=models.CASCADE, related_name="proposal"
    )
    state = models.CharField(
        max_length=10, choices=ProposalState, default=ProposalState.QUEUED
    )
    fields = models.JSONField(default=dict)
    text_source = models.CharField(
        max_length=10, choices=TextSource, default=TextSource.NONE
    )
    pages = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values),
                name="proposal_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(text_source__in=TextSource.values),
                name="proposal_has_a_known_text_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incoming_id} {self.state}"
