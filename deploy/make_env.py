"""Write `.env` for `compose.yaml`: a fresh random secret for everything that has one.

Run once per installation: `python3 deploy/make_env.py --domain surat.example.go.id`.
An existing file is never overwritten: its secrets open the existing volumes. Needs
the standard library only, so that a server without our packages can run it.
"""

import argparse
import base64
import os
import secrets
import sys
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / ".env"
PRIVATE = 0o600
PASSWORD_BYTES = 24
OWN_MAIL = "smtp://127.0.0.1:25"  # a trial on one's own machine: no mail leaves
# One password per role of a service; what each may do stands in deploy/compose/.
PASSWORDS = (
    "POSTGRES_PASSWORD",
    "DATABASE_OWNER_PASSWORD",
    "DATABASE_PASSWORD",
    "RABBITMQ_PASSWORD",
    "ELASTIC_PASSWORD",
    "ELASTICSEARCH_PASSWORD",
    "MINIO_ROOT_PASSWORD",
    "S3_SECRET_KEY",
    "S3_DESTROYER_SECRET_KEY",
)


def password() -> str:
    """Return a random password (192 bits) that needs no escaping in a URL."""
    return secrets.token_hex(PASSWORD_BYTES)


def generated(domain: str, agency: str, mail: str) -> dict[str, str]:
    """Return every variable that `compose.yaml` asks for."""
    return {
        "DOMAIN": domain,
        "AGENCY_NAME": agency,
        "EMAIL_URL": mail,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "FIELD_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        **{name: password() for name in PASSWORDS},
        "S3_ACCESS_KEY": f"eoffice-{secrets.token_hex(4)}",
        "S3_DESTROYER_ACCESS_KEY": f"destroyer-{secrets.token_hex(4)}",
    }


def local_values() -> dict[str, str]:
    """Return settings of a production process, for checks that start none of it."""
    values = generated("surat.example.go.id", "Kabupaten Contoh", OWN_MAIL)
    return {
        "SECRET_KEY": values["SECRET_KEY"],
        "FIELD_KEYS": values["FIELD_KEYS"],
        "BASE_URL": f"https://{values['DOMAIN']}",
        "ALLOWED_HOSTS": values["DOMAIN"],
        "PROXY_COUNT": "1",
        # Port 9 answers nobody: a check must not lean on a running service.
        "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:9/eoffice",
        "CELERY_BROKER_URL": "amqp://nobody:nothing@127.0.0.1:9/eoffice",
        "S3_ACCESS_KEY": values["S3_ACCESS_KEY"],
        "S3_SECRET_KEY": values["S3_SECRET_KEY"],
        "CLAMD_ADDRESS": "127.0.0.1:9",
    }


def quoted(value: str) -> str:
    """Return a value as compose reads it back unchanged."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def main() -> int:
    """Write the file; exit code 1, saying why, when it exists."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--domain", default="localhost", help="public host name")
    parser.add_argument("--agency", default="Kabupaten Wanasari", help="its name")
    parser.add_argument("--file", type=Path, default=FILE, help="where to write")
    parser.add_argument("--mail", help="mail server, smtp[s]://user:password@host:port")
    given = parser.parse_args()
    if given.mail is None and given.domain != "localhost":
        parser.error("--mail is missing: without a mail server nobody is told anything")
    values = generated(given.domain, given.agency, given.mail or OWN_MAIL)
    lines = [
        "# Secrets of this installation. Keep a copy apart from the backups:",
        "# without FIELD_KEYS the encrypted fields of a restored database stay closed,",
        "# and every confidential letter of a restored object store is lost.",
        *(f"{n}={quoted(v)}" for n, v in values.items()),
    ]
    try:
        handle = os.open(given.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError:
        sys.stderr.write(f"{given.file} exists; its secrets open the existing data\n")
        return 1
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    sys.stdout.write(f"wrote {given.file}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
