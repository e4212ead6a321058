"""The running test services: where they are, and whether they answer.

Their addresses stand in the file that `make services` writes and links as
`var/services.env`; EOFFICE_SERVICES_ENV names another one. A service that does not
answer ends the run with one sentence: a test without its service proves nothing.
"""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIRED = {
    "DATABASE_URL": "PostgreSQL",
    "CELERY_BROKER_URL": "RabbitMQ",
    "ELASTICSEARCH_URL": "Elasticsearch",
    "MINIO_URL": "MinIO",
    "SEAWEEDFS_URL": "SeaweedFS",
    "CLAMD_ADDRESS": "ClamAV",
    "SMTP_ADDRESS": "the mail catcher",
}
PROGRAMS = {
    "/usr/bin/chromium": "Chromium",
    "/usr/bin/tesseract": "Tesseract",
    "/usr/share/tesseract-ocr/5/tessdata/ind.traineddata": "Indonesian for Tesseract",
    "/usr/bin/softhsm2-util": "SoftHSM",
    str(ROOT / "tests/browser/node_modules/axe-core/axe.min.js"): "axe-core",
}
CONNECT_TIMEOUT_S = 3


class ServiceMissing(Exception):
    """A service or program that the tests need is not there."""


def read_addresses() -> dict[str, str]:
    """Return the addresses of the running services by variable name."""
    path = Path(os.environ.get("EOFFICE_SERVICES_ENV", ROOT / "var" / "services.env"))
    if not path.is_file():
        message = (
            f"there is no {path} with the addresses of the test services: run"
            " 'make services', or name such a file in EOFFICE_SERVICES_ENV"
        )
        raise ServiceMissing(message)
    pairs = (line.partition("=") for line in path.read_text().splitlines())
    return {name: value for name, _, value in pairs if value}


def host_and_port(address: str) -> tuple[str, int]:
    """Return host and port of a URL or a `host:port`."""
    parts = urlsplit(address if "//" in address else f"//{address}")
    return parts.hostname or "127.0.0.1", parts.port or 0


def require_running(addresses: dict[str, str]) -> None:
    """Raise ServiceMissing, naming all that is missing at once."""
    missing = [title for path, title in PROGRAMS.items() if not Path(path).exists()]
    for name, title in REQUIRED.items():
        try:
            where = host_and_port(addresses[name])
            socket.create_connection(where, CONNECT_TIMEOUT_S).close()
        except (KeyError, OSError):
            missing.append(title)
    if missing:
        message = f"{', '.join(missing)} missing or not answering: run 'make services'"
        raise ServiceMissing(message)
