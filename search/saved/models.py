"""Searches that a person keeps under a name, and those of late."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class SavedSearch(models.Model):
    """A request under a name, as `search.query.serialise` writes it.

    The request and not the typed text: a later parser cannot change what it means.
    It opens nothing; whoever runs it finds by the rights of that moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Nothing but that person's convenience: it has no meaning without them.
    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=80)
    request = models.JSONField()
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    is_shared = models.BooleanField(_("open to colleagues by its link"), default=False)
    alerts = models.BooleanField(_("tells of new letters"), default=False)
    # Of the alerts: from when on letters are new, up to when they were looked at, the
    # day of the last bell, and the letters it told of (the last few hundred ids).
    alerts_from = models.DateTimeField(null=True)
    looked_until = models.DateTimeField(null=True)
    alerted_on = models.DateField(null=True)
    told = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "name"], name="search_name_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PastSearch(models.Model):
    """A search of late, as its address says it; the person's own alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="past_searches"
    )
    text = models.CharField(_("words"), max_length=200)
    query = models.CharField(max_length=1000)
    searched_at = models.DateTimeField(_("searched at"))

    class Meta:
        verbose_name = _("past search")
        verbose_name_plural = _("past searches")
        ordering = ["-searched_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "query"], name="past_search_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.text
