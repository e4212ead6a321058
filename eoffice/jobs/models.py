"""Jobs: long work with progress, that goes on when the tab is closed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7


class JobState(models.TextChoices):
    """States of a job, as the API names them."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    SUCCEEDED = "succeeded", _("Finished")
    PARTLY_FAILED = "partly_failed", _("Finished, some refused")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Job(models.Model):
    """One piece of long work. `kind` names the registered runner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="jobs",
        verbose_name=_("owner"),
    )
    position_id = models.UUIDField(_("position"), null=True)
    parameters = models.JSONField(_("parameters"), default=dict)
    state = models.CharField(
        _("state"), max_length=15, choices=JobState, default=JobState.QUEUED
    )
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    result = models.JSONField(_("result"), default=dict)
    created_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class JobItem(models.Model):
    """One thing the job works on, with its own outcome."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField(_("order"))
    ref = models.CharField(_("thing"), max_length=80)
    state = models.CharField(
        _("state"), max_length=15, choices=JobState, default=JobState.QUEUED
    )
    code = models.CharField(_("code"), max_length=60, blank=True)
    message = models.CharField(_("message"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("item of a job")
        verbose_name_plural = _("items of jobs")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["job", "order"], name="job_item_order"),
            models.UniqueConstraint(fields=["job", "ref"], name="job_item_once"),
        ]

    def __str__(self) -> str:
        return self.ref
