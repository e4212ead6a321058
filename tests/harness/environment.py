"""The settings of a test process: production's, on the services of this machine."""

import base64
from pathlib import Path

from tests.harness.isolation import Place, with_database
from tests.harness.services import ROOT


def scratch_folder(place: Place) -> Path:
    """Return the folder that this worker may fill; removed when the run ends."""
    return ROOT / "var" / "tests" / str(place.run) / place.worker


def environment_for(addresses: dict[str, str], place: Place) -> dict[str, str]:
    """Return the variables of one worker: same services, names of its own."""
    scratch = scratch_folder(place)
    return {
        "DJANGO_SETTINGS_MODULE": "tests.harness.settings",
        "SECRET_KEY": "tests-only-secret-key-of-more-than-fifty-characters-0123456789",
        "FIELD_KEYS": base64.urlsafe_b64encode(
            b"tests only: 32 bytes of a key 01"
        ).decode(),
        "BASE_URL": "http://localhost:8000",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "SECURE": "false",  # the browser tests speak plain HTTP on loopback
        "DATABASE_URL": with_database(addresses["DATABASE_URL"], place.database),
        "S3_URL": addresses["MINIO_URL"],
        "S3_DESTROYER_ACCESS_KEY": addresses["S3_ACCESS_KEY"],
        "S3_DESTROYER_SECRET_KEY": addresses["S3_SECRET_KEY"],
        "S3_BUCKET_PREFIX": place.prefix.rstrip("-"),
        "ANCHOR_LOCK_DAYS": "1",
        "TASK_RUNNER": "relay",
        "CELERY_QUEUE_PREFIX": place.prefix.rstrip("-"),
        "SEARCH_ENGINE": "elasticsearch",
        "SEARCH_INDEX_PREFIX": place.prefix.rstrip("-"),
        "SEARCH_DIR": str(scratch / "index"),
        "EMAIL_URL": f"smtp://{addresses['SMTP_ADDRESS']}",
        "SIGNATURE_AUTHORITY": "demo",  # certificates made by the test run itself
        "SANDBOX_DIR": str(scratch / "sandbox"),
        "TRUST_DIR": str(scratch / "trust"),
        "STATIC_ROOT": str(scratch / "static"),
    }
