"""What is brought in from elsewhere: a package or a table, its rows, where from.

A row that was entered leaves a mark of its source alone, so that a second run enters
nothing twice; what the file said goes with the file.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Official, Unit


class IntakeKind(models.TextChoices):
    """What was brought."""

    BAG = "bag", _("BagIt package")
    TABLE = "table", _("Table with files")


class IntakeState(models.TextChoices):
    """Where it stands."""

    MAPPING = "mapping", _("Columns to be named")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    ENTERING = "entering", _("Being entered")
    DONE = "done", _("Entered")
    REFUSED = "refused", _("Refused")


class Accession(models.Model):
    """One thing brought in by a keeper for a unit, and how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=IntakeKind)
    state = models.CharField(_("state"), max_length=10, choices=IntakeState)
    # The program or office it comes from; ids of rows are unique within it.
    source = models.CharField(_("source"), max_length=80)
    name = models.CharField(_("file name as brought"), max_length=255)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    stored = models.OneToOneField(
        StoredObject, null=True, on_delete=models.PROTECT, related_name="intake"
    )
    heads = ArrayField(models.CharField(max_length=200), default=list)
    #: field of a record -> place of its column
    columns = models.JSONField(default=dict)
    job_id = models.UUIDField(null=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    entered = models.PositiveIntegerField(_("entered"), default=0)
    known = models.PositiveIntegerField(_("there already"), default=0)
    faulty = models.PositiveIntegerField(_("with faults"), default=0)
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class IntakeRow(models.Model):
    """A row that was not entered yet: its cells, and what is wrong with it."""

    intake = models.ForeignKey(
        Accession, on_delete=models.CASCADE, related_name="waiting_rows"
    )
    number = models.PositiveIntegerField(_("row"))
    cells = ArrayField(models.TextField(), default=list)
    fault = models.CharField(_("fault"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("row of an intake")
        verbose_name_plural = _("rows of intakes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "number"], name="row_once_per_intake"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.number}"


class SourceMark(models.Model):
    """Where a record came from: an id of a source is entered once and never again."""

    source = models.CharField(_("source"), max_length=80)
    source_id = models.CharField(_("id there"), max_length=120)
    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, related_name="source_mark"
    )

    class Meta:
        verbose_name = _("mark of a source")
        verbose_name_plural = _("marks of sources")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="entered_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"
