"""Outside offices and people that letters go to: the office's own address book.

A contact is filled by use: whom a submitted letter names outside is remembered. Two
rows of one party are merged; the one that is left behind points to the one that
stays, so that old links still lead somewhere.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedTextField
from eoffice.identifiers import uuid7
from workflow.contacts.ways import DispatchWay
from workflow.security_class import SecurityClass


class ContactKind(models.TextChoices):
    """What stands behind the name."""

    OFFICE = "office", _("Office of the state")
    ORGANISATION = "organisation", _("Company or association")
    PERSON = "person", _("Person")


class Contact(models.Model):
    """One outside office or person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=300)
    # By it duplicates are found; written from `name` by the operations alone.
    normal_name = models.CharField(max_length=300, editable=False, db_index=True)
    kind = models.CharField(
        _("kind"), max_length=15, choices=ContactKind, default=ContactKind.OFFICE
    )
    address_lines = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("address"),
        default=list,
        blank=True,
    )
    # Of a person it is personal; a copy of the database shows none (UU 27/2022).
    email = EncryptedTextField(_("e-mail"), blank=True)
    default_way = models.CharField(
        _("usual way"), max_length=10, choices=DispatchWay, blank=True
    )
    highest_class = models.CharField(
        _("class they may receive"),
        max_length=15,
        choices=SecurityClass,
        blank=True,
        help_text=_("The highest class that may go there. Empty: not limited."),
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    row_version = models.PositiveIntegerField(default=1, editable=False)
    used_at = models.DateTimeField(_("last used at"), null=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"), name="contacts_by_words"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(normal_name=""), name="contact_has_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="contact_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may_receive(self, security_class: str) -> bool:
        """Tell whether a letter of this class may go there by a way of its own."""
        if not self.highest_class:
            return True
        highest = SecurityClass(self.highest_class).level
        return SecurityClass(security_class).level <= highest
