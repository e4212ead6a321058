"""Where paper stands: boxes on shelves, and the record files in them.

A box holds the files of one unit alone, in their own order (PP 28/2012 Ps 44 (1)); the
database refuses a file of another unit. What happened to a box is kept beside it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.record_files.models import RecordFile
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Unit


class BoxState(models.TextChoices):
    """Where a box is in its life."""

    OPEN = "open", _("Takes files")
    CLOSED = "closed", _("Full, closed")
    EMPTIED = "emptied", _("Emptied")
    MOVED = "moved", _("On its way to its next keeper")


#: From which state to which by hand; one on its way is received by carrying it.
BOX_MOVES = {
    BoxState.OPEN: {BoxState.CLOSED, BoxState.EMPTIED},
    BoxState.CLOSED: {BoxState.OPEN, BoxState.EMPTIED},
    BoxState.EMPTIED: {BoxState.OPEN},
    BoxState.MOVED: set(),
}


class RecordBox(models.Model):
    """One box with its label and its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("label"), max_length=40, unique=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="boxes",
        verbose_name=_("unit whose files it holds"),
    )
    # Who keeps it since its files moved; empty: their own unit still does.
    custodian = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="boxes_kept",
        verbose_name=_("kept by"),
    )
    room = models.CharField(_("room"), max_length=80)
    shelf = models.CharField(_("shelf"), max_length=40, blank=True)
    position = models.CharField(_("place on the shelf"), max_length=40, blank=True)
    capacity = models.CharField(_("capacity"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=BoxState, default=BoxState.OPEN
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("box")
        verbose_name_plural = _("boxes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def keeper(self) -> Unit:
        """Return who keeps the box now: the unit of its files, until they moved."""
        return self.custodian or self.unit

    @property
    def place(self) -> str:
        """Return room, shelf and place in one line."""
        parts = [self.room]
        if self.shelf:
            parts.append(str(_("shelf %(name)s") % {"name": self.shelf}))
        if self.position:
            parts.append(str(_("place %(name)s") % {"name": self.position}))
        return ", ".join(parts)


class BoxedFile(models.Model):
    """A record file in a box, in a folder with a number."""

    record_file = models.OneToOneField(
        RecordFile, on_delete=models.PROTECT, related_name="boxed"
    )
    box = models.ForeignKey(RecordBox, on_delete=models.PROTECT, related_name="files")
    folder_number = models.PositiveIntegerField(_("folder"))
    put_at = models.DateTimeField(_("put in at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file in a box")
        verbose_name_plural = _("files in boxes")
        ordering = ["folder_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "folder_number"], name="folder_number_once_per_box"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} {self.folder_number}"


class BoxEventKind(models.TextChoices):
    """What happened to a box."""

    MADE = "made", _("Made")
    CARRIED = "carried", _("Carried")
    PUT = "put", _("File put in")
    TAKEN = "taken", _("File taken out")
    STATE = "state", _("State changed")
    HANDED = "handed", _("Went to its next keeper")
    DESTROYED = "destroyed", _("File destroyed by its list")


class BoxEvent(models.Model):
    """One line of a box's history; `told` is a place, a folder or a reason."""

    box = models.ForeignKey(RecordBox, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=10, choices=BoxEventKind)
    record_file = models.ForeignKey(
        RecordFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    told = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("event of a box")
        verbose_name_plural = _("events of boxes")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.box_id} {self.kind}"
