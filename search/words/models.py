"""Groups of terms that the office added, and shipped ones that it does not want."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class GroupKind(models.TextChoices):
    """What the office says of a group."""

    ADDED = "added", _("Added by the office")
    OFF = "off", _("Shipped, not used here")


class WordGroup(models.Model):
    """Terms that mean the same, folded; each list of terms once.

    `key` is the terms joined, so that the database tells two alike.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=5, choices=GroupKind)
    terms = models.JSONField(_("terms"))
    key = models.CharField(max_length=1200, unique=True, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)
    set_by = models.ForeignKey(
        # who set it stays known as long as it holds
        Official,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("set by"),
    )
    set_at = models.DateTimeField(_("set at"), auto_now=True)

    class Meta:
        verbose_name = _("group of words")
        verbose_name_plural = _("groups of words")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class WordsStamp(models.Model):
    """Another value after each change: by it processes see that theirs is old."""

    stamp = models.UUIDField(default=uuid7)

    class Meta:
        verbose_name = _("stamp of the words")
        verbose_name_plural = _("stamps of the words")

    def __str__(self) -> str:
        return str(self.stamp)
