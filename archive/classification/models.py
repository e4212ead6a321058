"""Classification codes: the national tree of Permendagri 83/2022, plus local codes.

Versioned by validity; old records keep the scheme under which they were filed.
Depth is not limited: local extensions go to level 6.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official
from workflow.models import SecurityClass
from workflow.reference_data import ReferenceRows


class ClassificationCode(models.Model):
    """One code of the tree."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.TextField(_("name"))
    # The full names run over pages (Permendagri 83/2022); lists show this one.
    short_name = models.CharField(_("short name"), max_length=300)
    parent = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("parent"),
    )
    level = models.PositiveSmallIntegerField(_("level"))
    is_leaf = models.BooleanField(_("deepest code"), default=True)
    is_local = models.BooleanField(_("local code"), default=False)
    # As the lines of the SKKAAD say it; written only by `write_default_classes`.
    default_security_class = models.CharField(
        _("default security class"),
        max_length=15,
        choices=SecurityClass,
        default=SecurityClass.BIASA,
    )
    valid_from_on = models.DateField(_("valid from"), null=True)
    # Ended and never deleted: records filed under an old code stay found by it.
    valid_to_on = models.DateField(_("valid to"), null=True)
    source = models.CharField(_("source"), max_length=80, blank=True)

    objects = ReferenceRows.as_manager()

    class Meta:
        verbose_name = _("classification code")
        verbose_name_plural = _("classification codes")
        ordering = ["code"]
        indexes = [
            # Trigrams: clerks type any part of a name and wait for the answer.
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"), name="classification_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"


class SecurityRule(models.Model):
    """The lowest class of a code and of all below it: a line of the region's SKKAAD.

    The longest code that fits holds. Never rewritten: a change ends the line and adds
    one, so that what held on a day can be told. Unconfirmed lines are the product's
    proposal; they hold until the office confirms or changes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    prefix = models.CharField(_("code and all below it"), max_length=40)
    security_class = models.CharField(
        _("security class"), max_length=15, choices=SecurityClass
    )
    is_confirmed = models.BooleanField(_("confirmed"), default=False)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    # A class is not for ever (UU 14/2008 Ps 20); nothing: it waits to be confirmed.
    review_on = models.DateField(_("review on"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("line of the security classification")
        verbose_name_plural = _("lines of the security classification")
        ordering = ["prefix"]
        constraints = [
            models.UniqueConstraint(
                fields=["prefix"],
                condition=Q(ended_at__isnull=True),
                name="one_security_class_in_force_per_code",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | ~Q(basis=""),
                name="confirmed_security_class_names_its_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix} {self.security_class}"
