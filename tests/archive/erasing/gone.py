"""What the tests of erasing look for, and how they wait for the store."""

import time
from datetime import UTC, datetime

from django.db.models import Max

from eoffice.objects.models import StoredObject
from eoffice.objects.store import default_store

SUBJECT = "Undangan peresmian jembatan gantung dusun Sukamaju"
SENTENCE = "Kehadiran para tetua dusun sangat kami nantikan pada acara itu"


def until_unlocked() -> None:
    """Wait for the end of the last lock."""
    last = StoredObject.objects.aggregate(last=Max("locked_until"))["last"]
    time.sleep(max(0.0, (last - datetime.now(UTC)).total_seconds() + 1))


def versions_left(places) -> int:
    client = default_store().client
    return sum(
        1
        for bucket, key in places
        for _ in client.list_objects(bucket, prefix=key, include_version=True)
    )
