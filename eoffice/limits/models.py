"""The counters of requests.

The table belongs to the app `api`, whose models.py lists it for Django.
"""

from django.db import models


class RequestCount(models.Model):
    """Requests of one caller in its latest minute."""

    subject = models.CharField(max_length=60, primary_key=True)
    minute = models.DateTimeField(db_index=True)
    requests = models.PositiveIntegerField()

    class Meta:
        app_label = "api"

    def __str__(self) -> str:
        return f"{self.subject} {self.requests}"
