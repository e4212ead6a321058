"""Lists by which records are destroyed, who decided on them, and what is left.

PP 28/2012 Ps 65-78: proposed by the archivist, appraised by a committee, approved by
total retention, carried out before witnesses. Nothing is deleted without standing on
such a list: the database itself holds that (migration `destruction_by_list`).
"""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.disposal.committee_model import AppraisalCommittee
from archive.disposal.states import Appraisal, DropReason, ItemState, ListState
from archive.record_files.models import RecordFile
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position, Unit
from workflow.security_class import SecurityClass


class DestructionList(models.Model):
    """One list of a register: what was due by a day, and how far it came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="destruction_lists",
        verbose_name=_("records unit"),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ListState, default=ListState.DRAFT
    )
    due_before = models.DateField(_("retention ended before"))
    # What it was asked for, so that anybody can tell how the items were chosen.
    units = ArrayField(models.UUIDField(), default=list)
    codes = ArrayField(models.CharField(max_length=40), default=list)
    committee = models.ForeignKey(
        AppraisalCommittee, null=True, on_delete=models.PROTECT, related_name="lists"
    )
    proposed_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    approved_at = models.DateTimeField(_("approved at"), null=True)
    # Two people carry it out, of whom neither proposed it (tata naskah 9.5).
    asked_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("execution asked at"), null=True)
    executed_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    executing_since = models.DateTimeField(_("being destroyed since"), null=True)
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True)
    job_id = models.UUIDField(null=True, editable=False)
    certificate = models.JSONField(_("certificate"), null=True, editable=False)
    # The list that destroyed the same before a restore brought them back: no foreign
    # key, for the restored database may not know it.
    again_of = models.UUIDField(
        _("destroyed once before by the list"), null=True, editable=False
    )
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("destruction list")
        verbose_name_plural = _("destruction lists")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=~Q(state="aborted"),
                name="list_name_once_per_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["executing", "destroyed"])
                | (
                    Q(asked_by__isnull=False, executed_by__isnull=False)
                    & ~Q(asked_by=models.F("executed_by"))
                    & ~Q(asked_by=models.F("proposed_by"))
                    & ~Q(executed_by=models.F("proposed_by"))
                ),
                name="two_others_destroy_what_one_proposed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def backups_until(self) -> date | None:
        """Return the last day of backups that still hold what was destroyed."""
        told = (self.certificate or {}).get("backups_until")
        return date.fromisoformat(told) if told else None


class DestructionItem(models.Model):
    """One record on a list, with its facts as they were listed; kept for good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    destruction_list = models.ForeignKey(
        DestructionList, on_delete=models.PROTECT, related_name="items"
    )
    order = models.PositiveIntegerField(_("number"))
    # No foreign key: the item outlives the record.
    record_id = models.UUIDField(_("record"), db_index=True)
    number = models.CharField(_("number"), max_length=120)
    record_date = models.DateField(_("date"))
    code = models.CharField(_("code"), max_length=40)
    # Of a classed record the name of its code: nobody opens it to destroy it.
    description = models.CharField(_("description"), max_length=500)
    security_class = models.CharField(
        _("security class"), max_length=15, choices=SecurityClass
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    record_file = models.ForeignKey(
        RecordFile, on_delete=models.PROTECT, related_name="+"
    )
    quantity = models.PositiveIntegerField(_("quantity, files"))
    rule = models.CharField(_("rule"), max_length=500)
    rule_id = models.UUIDField(_("rule of the schedule"))
    # The rule names an exception: the committee looks at each such record alone.
    needs_look = models.BooleanField(_("asks for a look of its own"), default=False)
    total_years = models.PositiveSmallIntegerField(_("retention in all, years"))
    due_on = models.DateField(_("retention ended on"))
    seen_version = models.PositiveIntegerField(editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ItemState, default=ItemState.LISTED
    )
    decision = models.CharField(
        _("decision"), max_length=12, choices=Appraisal, blank=True
    )
    until = models.DateField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    dropped_because = models.CharField(
        _("left the list because"), max_length=12, choices=DropReason, blank=True
    )
    hashes = ArrayField(models.CharField(max_length=64), default=list)
    # Where its bytes lay, until they are proven gone: bucket, key, version.
    places = models.JSONField(default=list, editable=False)
    # Words to look for; gone once the proof is done.
    needles = models.JSONField(default=list, editable=False)
    # Files that another record still rests on: they go with the last of them.
    kept_elsewhere = models.PositiveIntegerField(default=0, editable=False)
    proof = models.JSONField(_("proof"), null=True, editable=False)
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True)

    class Meta:
        verbose_name = _("item of a destruction list")
        verbose_name_plural = _("items of destruction lists")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["destruction_list", "record_id"], name="record_once_per_list"
            ),
            models.UniqueConstraint(
                fields=["destruction_list", "order"], name="order_once_per_list"
            ),
            models.UniqueConstraint(
                fields=["record_id"],
                condition=Q(state="erasing") | Q(state="destroyed"),
                name="record_destroyed_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="destroyed")
                | Q(proof__isnull=False, needles=[], places=[]),
                name="destroyed_item_has_proof_and_nothing_else",
            ),
        ]
        indexes = [
            models.Index(
                fields=["destruction_list", "state", "order"], name="items_by_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.number}"


class ApprovalLevel(models.TextChoices):
    """Whose written approval a list needs, by total retention (Ps 71, 72)."""

    REGION = "region", _("Head of the region")
    NATIONAL = "national", _("Kepala ANRI")


class ListApproval(models.Model):
    """One written approval of a list, as entered; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    destruction_list = models.ForeignKey(
        DestructionList, on_delete=models.PROTECT, related_name="approvals"
    )
    level = models.CharField(_("level"), max_length=10, choices=ApprovalLevel)
    document_number = models.CharField(_("number of the letter"), max_length=120)
    document_date = models.DateField(_("date of the letter"))
    document_by = models.CharField(_("signed by"), max_length=200)
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_as = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    # False once the list was sent back: what follows is approved anew.
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("approval of a destruction list")
        verbose_name_plural = _("approvals of destruction lists")
        ordering = ["entered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["destruction_list", "level"],
                condition=Q(is_current=True),
                name="one_current_approval_per_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.document_number}"


class Tombstone(models.Model):
    """What is left of a destroyed record: facts and decisions, never content."""

    record_id = models.UUIDField(primary_key=True, editable=False)
    item = models.OneToOneField(
        DestructionItem, on_delete=models.PROTECT, related_name="tombstone"
    )
    letter_id = models.UUIDField(null=True, db_index=True)
    incoming_id = models.UUIDField(null=True, db_index=True)
    made_at = models.DateTimeField(_("destroyed at"), auto_now_add=True)
    # Who could see its entry: they are told what became of it, others nothing.
    access_tokens = ArrayField(models.TextField(), default=list, editable=False)

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        indexes = [GinIndex(fields=["access_tokens"], name="tombstones_by_access")]

    def __str__(self) -> str:
        return str(self.record_id)


class ErasurePermit(models.Model):
    """A thing whose rows the database lets go: made only for items being destroyed."""

    thing_id = models.UUIDField(primary_key=True, editable=False)
    item = models.ForeignKey(
        DestructionItem, on_delete=models.PROTECT, related_name="permits"
    )

    class Meta:
        verbose_name = _("permit to erase")
        verbose_name_plural = _("permits to erase")

    def __str__(self) -> str:
        return str(self.thing_id)
