"""Reviews of record files whose rule says "dinilai kembali", and what was decided.

The committee appraises again what the schedule leaves open: destroy, keep for good, or
keep until a day (tata naskah 9.7; the conditions of UU 43/2009 Ps 51). Nothing is
deleted here: what is to be destroyed goes through a destruction list of its own.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.disposal.committee_model import AppraisalCommittee
from archive.record_files.models import RecordFile
from archive.reviews.states import ReviewDrop, ReviewState, ReviewWord
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Unit


class Review(models.Model):
    """One list of files that are appraised again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="reviews",
        verbose_name=_("records unit"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT
    )
    due_before = models.DateField(_("retention ended before"))
    committee = models.ForeignKey(
        AppraisalCommittee, null=True, on_delete=models.PROTECT, related_name="reviews"
    )
    proposed_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    returned_because = models.CharField(_("sent back"), max_length=1000, blank=True)
    approved_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("decided at"), null=True)
    # The berita acara of the appraisal, by which it was decided.
    document_number = models.CharField(_("number"), max_length=120, blank=True)
    document_date = models.DateField(_("date"), null=True)
    document_by = models.CharField(_("signed by"), max_length=200, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="another_decides_what_one_reviews",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(approved_by__isnull=False, document_date__isnull=False)
                & ~Q(document_number=""),
                name="decided_review_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewItem(models.Model):
    """One record file on a review, as it was listed, with the committee's word."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField(_("number"))
    record_file = models.ForeignKey(
        RecordFile, on_delete=models.PROTECT, related_name="review_items"
    )
    # Of a file with classed records the name of its code: nobody opens it for this.
    description = models.CharField(_("description"), max_length=500)
    rule = models.CharField(_("rule"), max_length=500)
    due_on = models.DateField(_("retention ended on"))
    records = models.PositiveIntegerField(_("records"))
    seen_version = models.PositiveIntegerField(editable=False)
    is_live = models.BooleanField(default=True, editable=False)
    dropped_because = models.CharField(
        _("left the list because"), max_length=12, choices=ReviewDrop, blank=True
    )
    decision = models.CharField(
        _("decision"), max_length=10, choices=ReviewWord, blank=True
    )
    until = models.DateField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("file of a review")
        verbose_name_plural = _("files of a review")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "order"], name="review_order_once_per_list"
            ),
            models.UniqueConstraint(
                fields=["record_file"],
                condition=Q(is_live=True),
                name="record_file_on_one_live_review",
            ),
            models.CheckConstraint(
                condition=Q(decision="keep_until", until__isnull=False)
                | ~Q(decision="keep_until") & Q(until__isnull=True),
                name="kept_longer_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.record_file_id}"
