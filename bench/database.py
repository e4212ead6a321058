"""A database of its own for a benchmark, on the test services."""

from collections.abc import Iterator
from contextlib import contextmanager

from bench.surroundings import DATABASE

# ruff: isort: split
from django.db import connection, connections

from tests.office.kabupaten import Office, build_office


def analyse() -> None:
    """Let the planner know the rows, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def office() -> Iterator[Office]:
    """Offer a small kabupaten in a database that is dropped afterwards."""
    DATABASE.create()
    try:
        yield build_office()
    finally:
        connections.close_all()
        DATABASE.remove()
