"""Records: what was signed or registered, captured with its bytes under lock.

What is no letter of the house (old paper, minutes) is entered by an archivist.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from archive.classification.models import ClassificationCode
from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Position, Unit
from workflow.models import IncomingLetter, Letter, SecurityClass


class RecordKind(models.TextChoices):
    """Where a record comes from."""

    OUTGOING = "outgoing", _("Outgoing letter")
    INCOMING = "incoming", _("Incoming letter")
    # Paper of before the house, minutes, what was brought over from elsewhere.
    REGISTERED = "registered", _("Entered by the archivist")


class DevelopmentLevel(models.TextChoices):
    """Tingkat perkembangan: how near to the original the record is."""

    ORIGINAL = "asli", _("Original (asli)")
    DUPLICATE = "salinan", _("Duplicate (salinan)")
    COPY = "tembusan", _("Copy for information (tembusan)")


class Medium(models.TextChoices):
    """On what the record lies."""

    ELECTRONIC = "electronic", _("Electronic")
    SCANNED = "scanned", _("Scan of paper")
    PAPER = "paper", _("Paper")


class QuantityUnit(models.TextChoices):
    """In what the quantity of a record is counted."""

    FILE = "file", _("computer file")
    SHEET = "lembar", _("sheet (lembar)")
    BUNDLE = "berkas", _("bundle (berkas)")
    BOOK = "buku", _("book (buku)")
    PIECE = "keping", _("piece (keping)")


# The others are nearly all of them: the primary key serves for those.
CLASSED = [one.value for one in SecurityClass if one.is_classed]


def _newest_of(column: str, value: str) -> models.Index:
    # One for each value, not one for all: paper is old and files are new, so walking
    # from the newest record until fifty of paper are found would pass half of them.
    return models.Index(
        fields=["id"], condition=Q(**{column: value}), name=f"records_{value}"
    )


class Record(models.Model):
    """One record: of a letter, captured once by the outbox, or entered by hand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind)
    letter = models.OneToOneField(
        Letter, null=True, on_delete=models.PROTECT, related_name="record"
    )
    incoming = models.OneToOneField(
        IncomingLetter, null=True, on_delete=models.PROTECT, related_name="record"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="records",
        verbose_name=_("processing unit"),
    )
    number = models.CharField(_("number"), max_length=120)
    record_date = models.DateField(_("date"))
    subject = models.CharField(_("description"), max_length=500)
    party = models.CharField(_("sender or receiver"), max_length=300, blank=True)
    letter_type = models.CharField(_("type"), max_length=60, blank=True)
    classification = models.ForeignKey(
        ClassificationCode,
        null=True,
        on_delete=models.PROTECT,
        related_name="records",
        verbose_name=_("classification"),
    )
    security_class = models.CharField(
        _("security class"), max_length=15, choices=SecurityClass
    )
    development = models.CharField(
        _("development level"),
        max_length=10,
        choices=DevelopmentLevel,
        default=DevelopmentLevel.ORIGINAL,
    )
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    quantity_unit = models.CharField(
        _("counted in"), max_length=10, choices=QuantityUnit, default=QuantityUnit.FILE
    )
    medium = models.CharField(
        _("medium"), max_length=10, choices=Medium, default=Medium.ELECTRONIC
    )
    # Empty until a keeper files it; PP 28/2012 Ps 42 wants each record in a berkas.
    record_file = models.ForeignKey(
        "archive.RecordFile",
        null=True,
        on_delete=models.PROTECT,
        related_name="records",
        verbose_name=_("record file"),
    )
    item_number = models.PositiveIntegerField(_("item number"), null=True)
    # The seat that entered a record that is no letter of ours: it has the paper.
    registered_from = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    captured_at = models.DateTimeField(_("captured at"), auto_now_add=True)
    filed_at = models.DateTimeField(_("filed at"), null=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)
    # Who may see it, as tokens; written only by archive.records.access.
    access_tokens = ArrayField(models.TextField(), default=list, editable=False)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind="outgoing", letter__isnull=False, incoming__isnull=True
                )
                | Q(kind="incoming", letter__isnull=True, incoming__isnull=False)
                | Q(kind="registered", letter__isnull=True, incoming__isnull=True),
                name="record_has_one_origin",
            ),
            models.CheckConstraint(
                condition=~Q(kind="registered") | Q(registered_from__isnull=False),
                name="registered_record_says_from_where",
            ),
            models.UniqueConstraint(
                fields=["record_file", "item_number"],
                condition=Q(record_file__isnull=False),
                name="item_number_once_per_file",
            ),
            models.CheckConstraint(
                condition=Q(record_file__isnull=True) | Q(item_number__isnull=False),
                name="filed_record_has_item_number",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="records_by_unit"),
            GinIndex(fields=["access_tokens"], name="records_by_access"),
            models.Index(
                fields=["unit", "-id"],
                condition=Q(record_file__isnull=True),
                name="records_not_filed",
            ),
            # Which files hold letters of the same party, for proposals.
            models.Index(
                fields=["unit", "party"],
                condition=Q(record_file__isnull=False),
                name="filed_records_by_party",
            ),
            # As `completeness.INCOMPLETE` says it: few, and counted on every list.
            models.Index(
                fields=["unit"],
                condition=Q(classification__isnull=True)
                | Q(number="")
                | Q(subject="")
                | Q(quantity=0)
                | (~Q(kind="registered") & Q(letter_type=""))
                | (~Q(kind="registered") & Q(party="")),
                name="incomplete_records_by_unit",
            ),
            models.Index(fields=["record_date", "id"], name="records_by_date"),
            models.Index(fields=["number", "id"], name="records_by_number"),
            # Trigrams: any part of a word, as the filter for words asks for it.
            GinIndex(
                *(
                    OpClass(Upper(name), name="gin_trgm_ops")
                    for name in ("subject", "party", "number")
                ),
                name="records_by_words",
            ),
            *(_newest_of("medium", one) for one in Medium.values),
            *(_newest_of("kind", one) for one in RecordKind.values),
            *(_newest_of("security_class", one) for one in CLASSED),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class RecordContent(models.Model):
    """The bytes of a record: a stored version with its lock."""

    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="contents"
    )
    stored = models.ForeignKey(StoredObject, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=255)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("content of a record")
        verbose_name_plural = _("contents of records")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "stored"], name="content_once_per_record"
            ),
        ]

    def __str__(self) -> str:
        return self.name
