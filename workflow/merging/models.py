"""A batch: the draft and the table it was made of, and its letters, row by row.

What people wrote into the table is kept encrypted: it names persons.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedTextField
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.approval.models import DecisionKind
from workflow.letters.models import Letter


class MergeBatch(models.Model):
    """One table brought for a draft, with what its check found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # The draft may be thrown away once its letters are made.
    source = models.ForeignKey(
        Letter,
        null=True,
        on_delete=models.SET_NULL,
        related_name="merge_batches",
        verbose_name=_("draft"),
    )
    source_version = models.PositiveIntegerField(_("version of the draft"))
    type_code = models.CharField(_("letter type"), max_length=60)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    # The draft as it was checked, and what was found, as JSON.
    content = EncryptedTextField(_("content"))
    faults = EncryptedTextField(_("faults"), blank=True)
    fault_count = models.PositiveIntegerField(_("faults"), default=0)
    warning_count = models.PositiveIntegerField(_("warnings"), default=0)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    # Counts how often draft and table were taken over; its letters follow row by row.
    edition = models.PositiveIntegerField(default=1, editable=False)
    columns = models.JSONField(_("columns"), default=dict)
    job_id = models.UUIDField(null=True, editable=False)
    submit_job_id = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("batch of letters")
        verbose_name_plural = _("batches of letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(job_id__isnull=True) | Q(fault_count=0),
                name="merge_batch_with_faults_makes_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class MergeRow(models.Model):
    """One row of the table, and the letter made of it."""

    batch = models.ForeignKey(MergeBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row of the table"))
    filling = EncryptedTextField(_("filling"))
    # Of the batch, when its letter was filled last.
    edition = models.PositiveIntegerField(default=1, editable=False)
    # Kept apart from the letter: a draft thrown away is not made again.
    made_at = models.DateTimeField(_("made at"), null=True)
    refusal = models.CharField(_("why not made"), max_length=500, blank=True)
    # Signs of its longest value: letters that may not fit are looked at first.
    longest = models.PositiveIntegerField(_("longest value"), default=0)
    # On its way with the others; taken out, it is decided by itself at every desk.
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    taken_out_at = models.DateTimeField(_("taken out at"), null=True)
    letter = models.OneToOneField(
        Letter, null=True, on_delete=models.SET_NULL, related_name="merge_row"
    )

    class Meta:
        verbose_name = _("row of a batch")
        verbose_name_plural = _("rows of batches")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="merge_row_once_per_batch"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class BatchDecision(models.Model):
    """What a desk decided about the letters of a batch that lay there, as one.

    Each letter has a decision of its own beside it; this one says what was looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(
        MergeBatch, on_delete=models.CASCADE, related_name="decisions"
    )
    kind = models.CharField(_("decision"), max_length=10, choices=DecisionKind)
    note = EncryptedTextField(_("note"), blank=True)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    letters = models.PositiveIntegerField(_("letters"))
    seen = models.PositiveIntegerField(_("letters seen"))
    job_id = models.UUIDField(null=True, editable=False)
    decided_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision on a batch")
        verbose_name_plural = _("decisions on batches")

    def __str__(self) -> str:
        return f"{self.kind} {self.batch_id}"
