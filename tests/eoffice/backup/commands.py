"""The operator's commands as the tests give them, and what a database then holds."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import psycopg
from django.core.management import call_command


def eoffice(*words, env) -> subprocess.CompletedProcess:
    command = "import sys; from eoffice.command_line import main; main()"
    return subprocess.run(
        [sys.executable, "-c", command, *map(str, words)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def backed_up(path: Path) -> dict:
    out = StringIO()
    call_command("backup", path, "--json", stdout=out)
    return json.loads(out.getvalue())


def rows(env) -> list[tuple]:
    with psycopg.connect(env["DATABASE_URL"]) as database:
        return database.execute(
            "select sha256, bucket, version_id, locked_until, has_legal_hold"
            " from objects_storedobject order by sha256"
        ).fetchall()
