"""Letter types as data: what a type is called, who signs, how it is numbered."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from workflow.reference_data import ReferenceRows


class LetterType(models.Model):
    """One type of naskah dinas, loaded from `workflow/seed/letter-types.csv`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    # Data, not code: PerANRI and Permendagri group some types differently (2.1).
    family = models.CharField(_("family"), max_length=40)
    subfamily = models.CharField(_("sub-family"), max_length=40, blank=True)
    scope = models.CharField(_("scope"), max_length=40)
    letterhead = models.CharField(_("letterhead"), max_length=40, blank=True)
    number_style = models.CharField(_("number style"), max_length=40)
    # Local governments write their numbers in many ways (tata naskah 4.1). A rule of
    # the registers may have another; empty: letters of this type bear no number.
    number_pattern = models.CharField(
        _("number pattern"),
        max_length=120,
        default="{klasifikasi}/{urut}/{unit}/{tahun}",
        blank=True,
    )
    default_classification = models.CharField(
        _("default classification"), max_length=40, blank=True
    )
    required_fields = ArrayField(models.CharField(max_length=60), default=list)
    template = models.CharField(
        _("page template"),
        max_length=60,
        blank=True,
        help_text=_("Empty: letters of this type cannot be drafted yet."),
    )
    valid_from_on = models.DateField(_("valid from"), null=True, blank=True)
    valid_to_on = models.DateField(_("valid to"), null=True, blank=True)

    objects = ReferenceRows.as_manager()

    class Meta:
        verbose_name = _("letter type")
        verbose_name_plural = _("letter types")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
