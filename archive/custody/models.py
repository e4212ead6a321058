"""Moves of custody: who keeps a record file from when on, and by which papers.

Pindah (PP 28/2012 Ps 57-63), serah (Ps 79-81), and what a unit that ended leaves to
its successor (UU 43/2009 Ps 35). The unit that made the records stays what it was.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.custody.states import (
    CustodyDrop,
    CustodyItemState,
    CustodyState,
    HandoverVerdict,
    MoveKind,
)
from archive.exchange.models import Export
from archive.record_files.models import RecordFile
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position, Unit


class CustodyMove(models.Model):
    """One list of record files of a unit that go to another keeper."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=MoveKind)
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="custody_given",
        verbose_name=_("processing unit"),
    )
    target = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="custody_received",
        verbose_name=_("goes to"),
    )
    # Both sign the berita acara; the holders of the day answer for the seats.
    giver = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    receiver = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Ten years of total retention or more: the regional archives keep it (Ps 57).
    is_long = models.BooleanField(_("ten years or more"), default=False)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CustodyState, default=CustodyState.DRAFT
    )
    objection = models.CharField(_("objection"), max_length=1000, blank=True)
    proposed_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    approved_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    executed_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    executing_since = models.DateTimeField(_("being moved since"), null=True)
    done_at = models.DateTimeField(_("moved at"), null=True)
    job_id = models.UUIDField(null=True, editable=False)
    # What a hand-over offers to the archives: its files as a package.
    package = models.ForeignKey(
        Export, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("move of custody")
        verbose_name_plural = _("moves of custody")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(giver=None) | Q(receiver=None) | ~Q(giver=F("receiver")),
                name="two_heads_sign_a_move",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="another_accepts_what_one_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["executing", "done"])
                | Q(executed_by__isnull=False, job_id__isnull=False),
                name="moved_by_somebody_and_a_job",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CustodyItem(models.Model):
    """One record file of a move; what it is stands on the file itself."""

    move = models.ForeignKey(
        CustodyMove, on_delete=models.PROTECT, related_name="items"
    )
    order = models.PositiveIntegerField(_("number"))
    record_file = models.ForeignKey(
        RecordFile, on_delete=models.PROTECT, related_name="custody_items"
    )
    seen_version = models.PositiveIntegerField(editable=False)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=CustodyItemState,
        default=CustodyItemState.LISTED,
    )
    dropped_because = models.CharField(
        _("left the list because"), max_length=12, choices=CustodyDrop, blank=True
    )
    moved_at = models.DateTimeField(_("moved at"), null=True)
    came_from = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+"
    )

    # Whether the package says of each record what was captured; empty: not checked.
    agrees = models.BooleanField(_("agrees with its hashes"), null=True)
    verdict = models.CharField(
        _("verdict"), max_length=8, choices=HandoverVerdict, blank=True, default=""
    )
    verdict_reason = models.CharField(_("reason"), max_length=300, blank=True)
    verified_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("record file of a move")
        verbose_name_plural = _("record files of a move")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["move", "order"], name="custody_order_once_per_move"
            ),
            models.UniqueConstraint(
                fields=["record_file"],
                condition=Q(state="listed"),
                name="record_file_on_one_live_move",
            ),
            models.CheckConstraint(
                condition=~Q(state="moved") | Q(moved_at__isnull=False),
                name="moved_file_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="refused") | ~Q(verdict_reason=""),
                name="refused_file_says_why",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verified_by__isnull=False),
                name="verdict_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.record_file_id}"
