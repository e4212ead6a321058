"""Answers kept for what is sent again: requests with a key, forms pressed twice.

The table belongs to the app `api`, whose models.py lists it for Django.
"""

from django.conf import settings
from django.db import models

from eoffice.identifiers import uuid7


class IdempotentAnswer(models.Model):
    """The first answer to a keyed POST; written in the act's transaction."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    # which things it names, and how deep its reader saw them (`eoffice.audit.sight`)
    things = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        app_label = "api"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="one_answer_per_key_and_user"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.path}"
