"""A rebuild of the index that an administrator asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class RebuildState(models.TextChoices):
    """States of a rebuild."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Called off")


OPEN = (RebuildState.QUEUED, RebuildState.RUNNING)


class IndexRebuild(models.Model):
    """One rebuild: who asked, how far it is, how it ended.

    `why` is a code, never content. There is one at a time for each engine.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    engine = models.CharField(_("engine"), max_length=20)
    state = models.CharField(
        _("state"), max_length=10, choices=RebuildState, default=RebuildState.QUEUED
    )
    asked_by = models.ForeignKey(
        # who had it built stands in the trail's words as well
        Official,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    why = models.CharField(max_length=60, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    began_at = models.DateTimeField(_("began at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("rebuild of the index")
        verbose_name_plural = _("rebuilds of the index")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["engine"],
                condition=Q(state__in=["queued", "running"]),
                name="one_open_rebuild_for_each_engine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engine} {self.state}"

    @property
    def is_open(self) -> bool:
        """Tell whether it has not ended."""
        return self.state in OPEN
