"""Letter types: what they are called, and all that may change, in versions.

A letter keeps the version it was made under. A version that has been active is never
changed and never goes; another one takes its place from a day on.
"""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official
from workflow.letter_types.layouts import drawn_layouts
from workflow.mandates.forms import MANDATED_FORMS
from workflow.reference_data import ReferenceRows
from workflow.security_class import SecurityClass


class LetterType(models.Model):
    """One type of naskah dinas; lists show it by its present name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("letter type")
        verbose_name_plural = _("letter types")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class VersionState(models.TextChoices):
    """Being written, in use from its day on, or no longer used for new letters."""

    DRAFT = "draft", _("being written")
    ACTIVE = "active", _("active")
    RETIRED = "retired", _("retired")


class TypeVersions(ReferenceRows):
    """Versions of types."""

    def current(self, day: date | None = None) -> Self:
        """Return one version a type: that under which a new letter is made on a day.

        The one that began last counts; a type without one makes no new letters.
        """
        active = self.filter(state=VersionState.ACTIVE)
        holding = active.in_force(day or timezone.localdate())
        first = holding.order_by(
            "letter_type_id", models.F("valid_from_on").desc(nulls_last=True), "-number"
        )
        newest = first.distinct("letter_type_id").values("pk")
        rows: Self = self.model._default_manager.filter(pk__in=newest)
        return rows

    def draftable(self) -> Self:
        """Return the current ones whose page can be drawn."""
        return self.current().filter(layout__in=drawn_layouts())

    def shown(self) -> Self:
        """Return one version a type: the current one, else the last it had."""
        current = self.current().values("pk")
        known = self.exclude(state=VersionState.DRAFT).annotate(
            is_current=models.Exists(current.filter(pk=models.OuterRef("pk")))
        )
        first = known.order_by("letter_type_id", "-is_current", "-number")
        newest = first.distinct("letter_type_id").values("pk")
        rows: Self = self.model._default_manager.filter(pk__in=newest)
        return rows

    def listed(self) -> Self:
        """Return the rows with their code, without bodies."""
        rows = self.select_related("letter_type").defer("start", "example")
        return rows.annotate(code=models.F("letter_type__code"))


def all_forms() -> list[str]:
    """Return every form a mandate may give: what a type has that says nothing."""
    return [str(form) for form in MANDATED_FORMS]


class LetterTypeVersion(models.Model):
    """What a type asks and gives, from a day on.

    `fields`: rows `{code, label, place, needed}` (`workflow.letter_types.places`);
    `blocks`: types of body blocks that may stand in it; `start`: the body a new draft
    begins with; `example`: what `workflow.letter_types.examples` makes a letter of.
    `signer_kinds` and `signer_titles`: who may sign; neither given: all who sign.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter_type = models.ForeignKey(
        LetterType, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT
    )
    valid_from_on = models.DateField(_("valid from"), null=True, blank=True)
    valid_to_on = models.DateField(_("valid to"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("what it is for"), max_length=200, blank=True)
    # Data, not code: PerANRI and Permendagri group some types differently (2.1).
    family = models.CharField(_("family"), max_length=40)
    subfamily = models.CharField(_("sub-family"), max_length=40, blank=True)
    scope = models.CharField(_("scope"), max_length=40)
    letterhead = models.CharField(_("letterhead"), max_length=40, blank=True)
    layout = models.CharField(_("page layout"), max_length=40)
    title = models.CharField(_("title on the page"), max_length=200, blank=True)
    number_style = models.CharField(_("number style"), max_length=40, blank=True)
    # Local governments write their numbers in many ways (tata naskah 4.1). A rule of
    # the registers may have another; empty: letters of this type bear no number.
    number_pattern = models.CharField(_("number pattern"), max_length=120, blank=True)
    default_classification = models.CharField(
        _("default classification"), max_length=40, blank=True
    )
    default_class = models.CharField(
        _("security class at the start"),
        max_length=15,
        choices=SecurityClass,
        default=SecurityClass.BIASA,
    )
    signer_kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    signer_titles = ArrayField(
        models.CharField(max_length=120), default=list, blank=True
    )
    forms = ArrayField(models.CharField(max_length=5), default=all_forms)
    # Words between parties, as of an agreement, are not a verifier's to change.
    verifier_corrects = models.BooleanField(
        _("a verifier may correct the text"), default=True, db_default=True
    )
    fields = models.JSONField(_("fields"), default=list)
    blocks = ArrayField(models.CharField(max_length=30), default=list)
    start = models.JSONField(_("body at the start"), default=list)
    example = models.JSONField(_("example"), default=dict)
    reason = models.CharField(_("reason or basis"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"), db_default=Now())
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = TypeVersions.as_manager()

    class Meta:
        verbose_name = _("version of a letter type")
        verbose_name_plural = _("versions of letter types")
        ordering = ["letter_type", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter_type", "number"], name="one_type_version_per_number"
            ),
            # Two at one desk: the second changes the draft of the first, openly.
            models.UniqueConstraint(
                fields=["letter_type"],
                condition=Q(state="draft"),
                name="one_version_of_a_type_is_being_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def is_in_use(self) -> bool:
        """Tell whether it is active and its last day has not passed."""
        day = timezone.localdate()
        begun = self.valid_from_on is None or self.valid_from_on <= day
        lasting = self.valid_to_on is None or self.valid_to_on >= day
        return self.state == VersionState.ACTIVE and begun and lasting

    @property
    def is_drawn(self) -> bool:
        """Tell whether there is a page for it."""
        return self.layout in drawn_layouts()

    @property
    def needed(self) -> list[dict[str, Any]]:
        """Return the fields a letter must hold."""
        return [row for row in self.fields if row["needed"]]
