"""Open copies: what of an ordinary record anybody may have, released by a decision.

The copy is a new file made of pictures of the pages, with personal data blacked out;
the original is never touched (UU 14/2008 Ps 6, 17; UU 27/2022). One row for a record:
a release that was taken back may be decided anew.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Official


class OpenState(models.TextChoices):
    """Where a release stands."""

    MAKING = "making", _("The copy is being made")
    RELEASED = "released", _("Released")
    FAILED = "failed", _("No copy could be made")
    WITHDRAWN = "withdrawn", _("Taken back")


class OpenRecord(models.Model):
    """One record's release: what was decided, and the copy that came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, related_name="open_copy"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=OpenState, default=OpenState.MAKING
    )
    # What the open list says of it: without personal data, so perhaps not the subject.
    title = models.CharField(_("public title"), max_length=300)
    reason = models.CharField(_("reason"), max_length=300)
    # What to black out: found places left visible, words and boxes by hand. Words are
    # needed until the copy is made, and are forgotten then.
    left_visible = models.JSONField(default=list, editable=False)
    words = models.JSONField(default=list, editable=False)
    boxes = models.JSONField(default=list, editable=False)
    pictures_looked_at = models.BooleanField(default=False, editable=False)
    blacked = models.PositiveIntegerField(_("places blacked out"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("decided at"))
    released_at = models.DateTimeField(_("released at"), null=True)
    withdrawn_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True)
    withdrawn_because = models.CharField(
        _("why taken back"), max_length=300, blank=True
    )
    # PROTECT: taking back and a destruction let the bytes go, and nothing else.
    stored = models.OneToOneField(
        StoredObject, null=True, on_delete=models.PROTECT, related_name="open_copy"
    )
    # Where the bytes are being written, noted before: a killed try is found again.
    noted_key = models.CharField(max_length=80, blank=True, editable=False)
    # Why there is no copy: a code of ours, never words of a record.
    why = models.CharField(_("why"), max_length=40, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("open copy")
        verbose_name_plural = _("open copies")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="released", stored__isnull=False, released_at__isnull=False
                )
                | (~Q(state="released") & Q(stored__isnull=True)),
                name="released_copy_has_bytes",
            ),
            models.CheckConstraint(
                condition=Q(words=[]) | Q(state="making"),
                name="words_to_black_out_are_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.state}"
