"""Saved views: how a person likes to see a list, under a name of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class ViewedList(models.TextChoices):
    """The lists of the archivist's desk."""

    RECORDS = "records", _("Records")
    FILES = "files", _("Record files")


class SavedView(models.Model):
    """Filters, columns and sorting of a list, as its address says them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Nothing but that person's convenience: it has no meaning without them.
    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="saved_views"
    )
    viewed = models.CharField(_("list"), max_length=10, choices=ViewedList)
    name = models.CharField(_("name"), max_length=60)
    # Encoded names and values of the list's own parameters, and no others.
    query = models.CharField(max_length=1000, blank=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "viewed", "name"],
                name="view_name_once_per_person_and_list",
            ),
        ]

    def __str__(self) -> str:
        return self.name
