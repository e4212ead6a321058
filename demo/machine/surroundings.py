"""The settings of the demo's processes, made once and kept (`environment.json`)."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from demo.machine.folder import DemoError, DemoFolder
from demo.machine.object_store import ObjectStore
from demo.machine.postgres import Postgres

SERVICES_FILE = Path("var") / "services.env"
# What the demo inherits from its caller's shell; all else is set here.
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "LOG_LEVEL", "XDG_CACHE_HOME")


def credentials(folder: DemoFolder) -> dict[str, str]:
    """Return the demo's secrets, random and made at its first start."""
    known: dict[str, str] = folder.read("secrets.json")
    # kept between starts: another FIELD_KEYS opens nothing that was encrypted before
    kept = {
        "secret_key": secrets.token_urlsafe(60),
        "field_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "database_password": secrets.token_hex(16),
        "s3_access_key": f"demo-{secrets.token_hex(4)}",
        "s3_secret_key": secrets.token_hex(20),
        "s3_destroyer_access_key": f"destroyer-{secrets.token_hex(4)}",
        "s3_destroyer_secret_key": secrets.token_hex(20),
        **known,
    }
    if kept != known:
        folder.write("secrets.json", kept)
    return kept


def destroyer_settings(folder: DemoFolder) -> dict[str, str]:
    """Return what the process that destroys is given besides, and no other is."""
    kept = credentials(folder)
    return {
        "S3_DESTROYER_ACCESS_KEY": kept["s3_destroyer_access_key"],
        "S3_DESTROYER_SECRET_KEY": kept["s3_destroyer_secret_key"],
    }


def engine_settings(engine: str) -> dict[str, str]:
    """Return the search settings; Elasticsearch is that of the test services."""
    if engine == "tantivy":
        return {"SEARCH_ENGINE": "tantivy"}
    pairs = {}
    if SERVICES_FILE.is_file():
        lines = SERVICES_FILE.read_text().splitlines()
        pairs = dict(line.split("=", 1) for line in lines if "=" in line)
    if "ELASTICSEARCH_URL" not in pairs:
        message = "Elasticsearch of the test services is not running: make services"
        raise DemoError(message)
    return {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": pairs["ELASTICSEARCH_URL"],
        "SEARCH_INDEX_PREFIX": "eoffice-demo",
    }


def settings(
    *,
    folder: DemoFolder,
    postgres: Postgres,
    objects: ObjectStore,
    port: int,
    engine: str,
) -> dict[str, str]:
    """Return the environment of the product's processes in the demo."""
    kept = credentials(folder)
    return {
        "SECRET_KEY": kept["secret_key"],
        "FIELD_KEYS": kept["field_key"],
        "BASE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SECURE": "false",
        "DEMO": "true",
        "DEMO_ACCOUNTS_FILE": str(folder.path("accounts.json")),
        "DATABASE_URL": postgres.url,
        "S3_URL": objects.endpoint,
        "S3_ACCESS_KEY": objects.access_key,
        "S3_SECRET_KEY": objects.secret_key,
        "S3_BUCKET_PREFIX": bucket_prefix(folder),
        # Locks are real, and short enough that a demo does not outlive its folder.
        "ANCHOR_LOCK_DAYS": "30",
        "TASK_RUNNER": "relay",
        "SEARCH_DIR": str(folder.directory("index")),
        # No scanner comes with the demo: one machine, no root, wheels alone.
        "VIRUS_SCAN": "false",
        "EMAIL_URL": f"file://{folder.directory('mail')}",
        "SIGNATURE_AUTHORITY": "demo",
        "SANDBOX_DIR": str(folder.directory("sandbox")),
        "TRUST_DIR": str(folder.directory("trust")),
        "STATIC_ROOT": str(folder.directory("static")),
        **engine_settings(engine),
    }


def bucket_prefix(folder: DemoFolder) -> str:
    """Return the start of the bucket names; each building of a world has its own.

    Locked objects of an interrupted building cannot be deleted, so it is left aside.
    """
    return f"demo{folder.recall('attempt') or 1}"


def process_environment(values: Mapping[str, str]) -> dict[str, str]:
    """Return a whole environment: a few names of the shell, and our settings."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {
        **inherited,
        "PYTHONUNBUFFERED": "1",
        # else the recognition of one scan takes every core from the office
        "OMP_THREAD_LIMIT": "1",
        "DJANGO_SETTINGS_MODULE": "eoffice.settings",
        **values,
    }
