"""Stored bytes: rows that point to versions in the object store.

Bytes are stored once under a random key; the row names key, version id, SHA-256
and length. A stored object is never rewritten; another content is another row. Equal
content may come to lie elsewhere (`operations.seal_object`): the row then says where.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.kinds import TABLE

PLACE = ("bucket", "key", "version_id", "is_sealed", "wrapped_key")


class StoredObject(models.Model):
    """One version in the store; hash and length are those of the plaintext."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.CharField(_("bucket"), max_length=63)
    key = models.CharField(_("key"), max_length=120)
    version_id = models.CharField(_("version"), max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.BigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    # counted when the file was checked; of kinds without pages, and of what was stored
    # before they were counted, nothing
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    locked_until = models.DateTimeField(_("locked until"), null=True, blank=True)
    has_legal_hold = models.BooleanField(_("legal hold"), default=False)
    # Ciphertext in the store (`objects.encryption`); without a key it is destroyed.
    is_sealed = models.BooleanField(default=False, db_default=False, editable=False)
    wrapped_key = models.BinaryField(null=True, editable=False)
    created_at = models.DateTimeField(_("stored at"), auto_now_add=True)
    checked_at = models.DateTimeField(_("hash checked at"), null=True, blank=True)
    # The reading that proves the bytes goes by this: never twice before all others.
    check_due_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("stored object")
        verbose_name_plural = _("stored objects")
        indexes = [
            models.Index(fields=["check_due_at", "id"], name="stored_check_due"),
            models.Index(
                fields=["locked_until", "id"],
                condition=Q(locked_until__isnull=False),
                name="stored_lock_end",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "key", "version_id"], name="one_row_per_version"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="sha256_is_hex"
            ),
            models.CheckConstraint(
                condition=Q(is_sealed=True) | Q(wrapped_key__isnull=True),
                name="only_sealed_objects_have_a_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    def follow(self) -> bool:
        """Take over where the bytes lie now; tell whether they moved since read."""
        kept = type(self).objects.filter(pk=self.pk).values(*PLACE).first()
        if kept is None or kept["key"] == self.key:
            return False
        for name, value in kept.items():
            setattr(self, name, value)
        return True


class SecondCopy(models.Model):
    """The copy of a locked version in the second store, under the same key there.

    `fault` is `missing` or `altered` as last read; a person corrects it.
    """

    stored = models.OneToOneField(
        StoredObject,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="second_copy",
    )
    bucket = models.CharField(_("bucket"), max_length=63)
    version_id = models.CharField(_("version"), max_length=120)
    locked_until = models.DateTimeField(_("locked until"), null=True)
    has_legal_hold = models.BooleanField(_("legal hold"), default=False)
    copied_at = models.DateTimeField(_("copied at"), auto_now_add=True)
    check_due_at = models.DateTimeField(db_index=True, editable=False)
    fault = models.CharField(max_length=12, blank=True, db_default="")

    class Meta:
        verbose_name = _("second copy of a file")
        verbose_name_plural = _("second copies of files")

    def __str__(self) -> str:
        return f"{self.bucket} {self.version_id}"

    @property
    def as_object(self) -> StoredObject:
        """Return an unsaved row that says where these bytes lie, to read them by."""
        own = self.stored
        return StoredObject(
            pk=own.pk,
            bucket=self.bucket,
            key=own.key,
            version_id=self.version_id,
            sha256=own.sha256,
            size=own.size,
            media_type=own.media_type,
            is_sealed=own.is_sealed,
            wrapped_key=own.wrapped_key,
        )


class UploadState(models.TextChoices):
    """Where an upload stands: nothing uses it before it is clean."""

    QUARANTINED = "quarantined", _("Being checked")
    CLEAN = "clean", _("Checked")
    REFUSED = "refused", _("Refused")


class Upload(models.Model):
    """Bytes somebody brought, on their way from quarantine to use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="uploads",
        verbose_name=_("brought by"),
    )
    name = models.CharField(_("file name as brought"), max_length=255)
    stored = models.OneToOneField(
        StoredObject,
        on_delete=models.PROTECT,
        related_name="upload",
        verbose_name=_("stored object"),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=UploadState,
        default=UploadState.QUARANTINED,
    )
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.name

    @property
    def is_clean_document(self) -> bool:
        """Tell whether it passed its check and is more than a table as text."""
        is_table = self.stored.media_type == TABLE.media_type
        return self.state == UploadState.CLEAN and not is_table


class PartedUpload(models.Model):
    """A file on its way in by parts; its key is made by the window that sends it.

    Kept a day. Once the parts are joined they are gone; `upload` is what they became.
    """

    key = models.UUIDField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    name = models.CharField(_("file name as brought"), max_length=255)
    size = models.BigIntegerField(_("size in bytes"))
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file brought by parts")
        verbose_name_plural = _("files brought by parts")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0), name="parted_upload_has_bytes"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UploadPart(models.Model):
    """One part of a file, numbered from 1; its bytes are shown to nobody."""

    parted = models.ForeignKey(
        PartedUpload, on_delete=models.CASCADE, related_name="parts"
    )
    number = models.PositiveIntegerField(_("number"))
    stored = models.OneToOneField(StoredObject, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("part of a file")
        verbose_name_plural = _("parts of files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["parted", "number"], name="part_number_once_per_file"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ProofLap(models.Model):
    """A walk over all objects: when it last began and ended, and where it stands.

    `cursor` is `area|key`: it goes on after that key. The counts are of the lap under
    way, or of the last one.
    """

    name = models.CharField(max_length=40, primary_key=True)
    cursor = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    rows = models.BigIntegerField(default=0)
    versions = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("lap of the proof")
        verbose_name_plural = _("laps of the proof")

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Tell whether it began and has not come to its end."""
        if self.began_at is None:
            return False
        return self.ended_at is None or self.ended_at < self.began_at


class IntegrityFault(models.Model):
    """A fault between rows and store that stands: ids and codes, never content."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=12)  # as `objects.integrity.Fault`
    bucket = models.CharField(_("bucket"), max_length=63)
    key = models.CharField(_("key"), max_length=1024)  # whatever lies in the store
    version_id = models.CharField(_("version"), max_length=120)
    found_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("fault of a stored file")
        verbose_name_plural = _("faults of stored files")
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "key", "version_id"], name="one_fault_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.bucket}/{self.key}"
