"""The environment, parsed and typed once: every setting of an installation.

Twelve-factor: nothing else reads `os.environ`. A missing or default secret stops
the start with a message that names it. `docs/configuration.md` is generated from
this class (`eoffice document-configuration`).
"""

import os
from functools import lru_cache
from ipaddress import ip_address
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MIN_SECRET_LENGTH = 32
# Names that can be nobody's on the Internet (RFC 2606, RFC 6761), and Django's own.
TEST_DOMAINS = (
    "localhost",
    "test",
    "example",
    "invalid",
    "example.com",
    "example.net",
    "example.org",
    "testserver",
)


def is_test_host(name: str) -> bool:
    """Tell whether the host name is this machine's or one that is kept for tests."""
    plain = name.strip("[]").strip(".").lower()
    try:
        return ip_address(plain).is_loopback
    except ValueError:
        return any(plain == d or plain.endswith(f".{d}") for d in TEST_DOMAINS)


def is_this_machine(name: str) -> bool:
    """Tell whether the host name is a loopback address, or `localhost`."""
    plain = name.strip("[]").strip(".").lower()
    try:
        return ip_address(plain).is_loopback
    except ValueError:
        return plain == "localhost"


class Environment(BaseSettings):
    """Names, types, defaults and meanings of all settings."""

    model_config = SettingsConfigDict(case_sensitive=True, extra="ignore")

    SECRET_KEY: SecretStr = Field(description="Signs sessions and cursors.")
    SECRET_KEY_FALLBACKS: str = Field(
        default="", description="Older SECRET_KEYs, comma separated, while rotating."
    )
    FIELD_KEYS: SecretStr = Field(
        description="Keys of encrypted fields (NIK, signer files) and sealed objects,"
        " newest first, comma separated; each 32 bytes in URL-safe base64."
    )
    BASE_URL: str = Field(
        default="http://localhost:8000",
        description="Public address; QR codes and mail are built from it.",
    )
    ALLOWED_HOSTS: str = Field(
        default="localhost,127.0.0.1", description="Host names, comma separated."
    )
    PROXY_COUNT: int = Field(
        default=0, description="Trusted proxies before us (client address)."
    )
    SECURE: bool = Field(
        default=True,
        description="Served over TLS: Secure and __Host- cookies, HSTS.",
    )
    AGENCY_NAME: str = Field(
        default="Kabupaten Wanasari", description="Name shown beside the logo."
    )
    AGENCY_TIME_ZONE: str = Field(
        default="Asia/Jakarta", description="Zone of dates and shown times."
    )
    DEMO: bool = Field(
        default=False,
        description="Marks the installation as a demonstration: accounts listed at"
        " login, demo certificate authority allowed.",
    )
    DEMO_ACCOUNTS_FILE: str = Field(
        default="", description="Path of accounts.json, shown at login in the demo."
    )

    DATABASE_URL: str = Field(
        description="postgresql://user:password@host:port/name (15 to 18)."
    )
    DATABASE_POOL_SIZE: int = Field(
        default=0, description="Connections pooled per process; 0 = one per thread."
    )

    S3_URL: str = Field(
        default="http://127.0.0.1:9000", description="Object store (S3, object lock)."
    )
    S3_ACCESS_KEY: str = Field(description="Its access key.")
    S3_SECRET_KEY: SecretStr = Field(description="Its secret key.")
    S3_DESTROYER_ACCESS_KEY: str = Field(
        default="",
        description="Access key that may delete records. Given to the process `eoffice"
        " destroyer` alone; the others have none.",
    )
    S3_DESTROYER_SECRET_KEY: SecretStr = Field(
        default=SecretStr(""), description="Its secret key."
    )
    S3_BUCKET_PREFIX: str = Field(
        default="eoffice", description="Start of the names of our buckets."
    )
    S3_COPY_URL: str = Field(
        default="",
        description="A second object store, elsewhere: it keeps a copy of every locked"
        " file, with its lock and hold. Empty: none.",
    )
    S3_COPY_ACCESS_KEY: str = Field(default="", description="Its access key.")
    S3_COPY_SECRET_KEY: SecretStr = Field(
        default=SecretStr(""), description="Its secret key."
    )
    S3_COPY_DESTROYER_ACCESS_KEY: str = Field(
        default="",
        description="Key that may delete in it, for the process `eoffice destroyer`"
        " alone.",
    )
    S3_COPY_DESTROYER_SECRET_KEY: SecretStr = Field(
        default=SecretStr(""), description="Its secret key."
    )
    ANCHOR_LOCK_DAYS: int = Field(
        default=3650,
        description="Days an anchor of the audit trail (a hash, no content) is locked.",
    )
    BACKUP_DAYS: int = Field(
        default=90,
        ge=1,
        description="Days after which no backup and no copy of one is kept any more."
        " The certificate of a destruction names the day from which on that is so.",
    )

    TASK_RUNNER: Literal["celery", "relay"] = Field(
        default="celery",
        description="Who runs tasks: Celery workers, or the relay process itself.",
    )
    CELERY_BROKER_URL: SecretStr = Field(
        default=SecretStr(""), description="amqp:// address of RabbitMQ."
    )
    CELERY_QUEUE_PREFIX: str = Field(
        default="eoffice", description="Start of the names of our queues."
    )
    TASKS_AT_ONCE: int = Field(
        default=4, description="Tasks the relay process runs at once (TASK_RUNNER)."
    )
    SLOW_TASKS_AT_ONCE: int = Field(
        default=1,
        description="Slow tasks (recognition of scans, jobs) under way at once, in the"
        " whole installation. Celery's worker processes must be more than these and the"
        " five that check uploads and send mail.",
    )

    SEARCH_ENGINE: Literal["elasticsearch", "tantivy"] = Field(
        default="elasticsearch", description="The search engine."
    )
    ELASTICSEARCH_URL: str = Field(
        default="http://127.0.0.1:9200", description="Elasticsearch 8.19."
    )
    ELASTICSEARCH_USER: str = Field(default="", description="Its user.")
    ELASTICSEARCH_PASSWORD: SecretStr = Field(
        default=SecretStr(""), description="Its password."
    )
    ELASTICSEARCH_CA: str = Field(
        default="", description="Path of the CA certificate of Elasticsearch."
    )
    SEARCH_INDEX_PREFIX: str = Field(
        default="eoffice", description="Start of the names of our indexes."
    )
    SEARCH_DIR: str = Field(
        default="var/index", description="Folder of the embedded (tantivy) index."
    )

    CLAMD_ADDRESS: str = Field(
        default="",
        description="host:port of ClamAV. Empty: uploads wait in quarantine, unless"
        " VIRUS_SCAN is off.",
    )
    VIRUS_SCAN: bool = Field(
        default=True,
        description="False only where no scanner can be had; refused without DEMO.",
    )
    API_REQUESTS_PER_MINUTE: int = Field(
        default=3000, description="API requests per minute of one token or person."
    )
    UPLOAD_LIMIT_BYTES: int = Field(
        default=50 * 1024 * 1024, description="Largest upload, in bytes."
    )

    DISK_FOLDERS: str = Field(
        default="",
        description="Folders whose disks are watched besides those known, comma"
        " separated: of the store or the database, where they are on this machine.",
    )
    DISK_WARN_MB: int = Field(
        default=2048, description="Room left on a watched disk that is told, in MB."
    )
    DISK_STOP_MB: int = Field(
        default=256,
        description="Room left that the office cannot work with, in MB: not ready.",
    )
    SANDBOX_DIR: str = Field(
        default="var/sandbox",
        description="Folder where all processes of the machine count the jobs that read"
        " foreign files, and keep pictures and words of pages.",
    )
    SANDBOX_MEMORY_MB: int = Field(
        default=3072,
        description="Memory of all jobs that read foreign files on this machine"
        " together, in MiB; the limits of web and worker must have room for it.",
    )
    SANDBOX_WALLS: Literal["required", "optional"] = Field(
        default="required",
        description="`optional` reads foreign files even where the kernel refuses the"
        " walls around them (Landlock, seccomp); `/readyz` and the page of services"
        " then say so.",
    )
    PICTURES_MB: int = Field(
        default=512,
        description="Pictures and words of pages kept for a second look, in MiB; 0"
        " keeps none. Those of rahasia and above are never kept.",
    )

    EMAIL_URL: SecretStr = Field(
        default=SecretStr("smtp://127.0.0.1:25"),
        description="smtp[s]://user:password@host:port, or file:///folder.",
    )
    EMAIL_FROM: str = Field(
        default="",
        description="Sender of our messages; empty: eoffice@ and the host of BASE_URL.",
    )

    SIGNATURE_AUTHORITY: Literal["none", "demo"] = Field(
        default="none",
        description="Certificate authority run by ourselves; `demo` is marked in"
        " every verdict, and refused with a real host name unless DEMO is set.",
    )
    TRUST_DIR: str = Field(
        default="var/trust",
        description="Folder of trusted roots, chains and revocation lists.",
    )
    TSA_URL: str = Field(
        default="", description="Time-stamp authority (RFC 3161); empty: none."
    )
    OCSP_URL: str = Field(default="", description="OCSP responder of the local CA.")

    SESSION_IDLE_MINUTES: int = Field(
        default=30, description="Minutes without a request that end a session."
    )
    SESSION_HOURS: int = Field(
        default=10, description="Hours after which a session ends anyway."
    )
    STATIC_ROOT: str = Field(
        default="var/static", description="Folder of collected static files."
    )
    LOG_LEVEL: str = Field(
        default="INFO",
        description="Least level of our own events; libraries speak from WARNING on.",
    )
    DEBUG: bool = Field(default=False, description="Developer's own machine only.")

    @field_validator("SECRET_KEY")
    @classmethod
    def check_secret_key(cls, value: SecretStr) -> SecretStr:
        """Refuse a short key: it signs sessions."""
        if len(value.get_secret_value()) < MIN_SECRET_LENGTH:
            message = f"SECRET_KEY needs at least {MIN_SECRET_LENGTH} characters"
            raise ValueError(message)
        return value

    @field_validator("FIELD_KEYS")
    @classmethod
    def check_field_keys(cls, value: SecretStr) -> SecretStr:
        """Refuse an empty list: encrypted fields could not be written."""
        if not value.get_secret_value().strip():
            message = "FIELD_KEYS is empty: make one with `eoffice make-key`"
            raise ValueError(message)
        return value

    @model_validator(mode="after")
    def check_demonstration_only(self) -> Self:
        """Refuse what only a demonstration may have where real letters are signed."""
        if self.DEMO:
            return self
        if not self.VIRUS_SCAN:
            message = "VIRUS_SCAN is off: allowed only with DEMO=true"
            raise ValueError(message)
        hosts = {urlsplit(self.BASE_URL).hostname or "", *self.listed("ALLOWED_HOSTS")}
        real = sorted(host for host in hosts if not is_test_host(host))
        if self.SIGNATURE_AUTHORITY == "demo" and real:
            message = (
                f"SIGNATURE_AUTHORITY is demo, but {real[0] or 'a host'} is a real"
                " name: its signatures have no legal force. Set DEMO=true to show"
                " the product there."
            )
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def check_mail(self) -> Self:
        """Refuse a sender or a mail server that can be nobody's in a real office."""
        if self.DEMO or is_test_host(self._host()):
            return self
        domain = self.sender.rpartition("@")[2].strip("<> ")
        if is_test_host(domain):
            message = (
                f"EMAIL_FROM is at {domain}, which is nobody's: no server takes mail"
                " from there. Give a real address, or leave it empty."
            )
            raise ValueError(message)
        server = urlsplit(self.EMAIL_URL.get_secret_value()).hostname or ""
        if server and is_test_host(server) and not is_this_machine(server):
            message = f"EMAIL_URL names {server}, which is nobody's: no mail can leave"
            raise ValueError(message)
        return self

    def _host(self) -> str:
        return urlsplit(self.BASE_URL).hostname or ""

    @property
    def sender(self) -> str:
        """Return the address that our messages come from."""
        return self.EMAIL_FROM.strip() or f"eoffice@{self._host()}"

    def exported(self) -> dict[str, str]:
        """Return all settings as variables for a process of ours, secrets in plain.

        For a pipe (`take_over` at its other end); never for a file or a log.
        """
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {
            name: value.get_secret_value()
            if isinstance(value, SecretStr)
            else str(value)
            for name, value in values.items()
        }

    def listed(self, name: str) -> list[str]:
        """Return the comma separated value of `name` as a list of strings."""
        value = getattr(self, name)
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        return [part.strip() for part in text.split(",") if part.strip()]


def take_over(settings: dict[str, str]) -> None:
    """Take the settings that a process of ours handed over; before the first look."""
    os.environ.update(settings)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment, read once per process."""
    return Environment()  # type: ignore[call-arg]
