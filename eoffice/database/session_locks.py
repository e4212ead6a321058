"""Locks by name: held by a transaction, or by a connection while slow work runs.

A lock of a connection ends with it, should the process die. PostgreSQL's advisory
locks know numbers, so a name stands for the start of its SHA-256.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, OperationalError, connection, transaction

from eoffice.errors import OfficeError

LOCK_TIMEOUT = "55P03"  # lock_not_available


def _number(name: str) -> int:
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def lock_in_transaction(name: str, *, wait: str, busy: type[OfficeError]) -> None:
    """Hold the name until the transaction ends; `wait` as PostgreSQL has it (`4s`).

    Raises:
        busy: somebody held it longer.
    """
    _wait("pg_advisory_xact_lock", name, wait, busy)


@contextmanager
def session_lock(name: str, *, wait: str, busy: type[OfficeError]) -> Iterator[None]:
    """Hold the name during the block, outside any transaction.

    Raises:
        busy: somebody held it longer than `wait`.
    """
    # only so that `lock_timeout` ends with it: the lock outlives the transaction
    with transaction.atomic():
        _wait("pg_advisory_lock", name, wait, busy)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [_number(name)])


@contextmanager
def try_session_lock(name: str) -> Iterator[bool]:
    """Hold the name during the block if nobody else does; yields whether we do."""
    number = [_number(name)]
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", number)
        is_ours: bool = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours:
            # a session that broke has lost its lock already
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", number)


def lock_if_free(name: str) -> bool:
    """Hold the name until the transaction ends, unless somebody holds it now."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_number(name)])
        is_ours: bool = cursor.fetchone()[0]
    return is_ours


def _wait(function: str, name: str, wait: str, busy: type[OfficeError]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lock_timeout', %s, true)", [wait])
        try:
            cursor.execute(f"select {function}(%s)", [_number(name)])
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") == LOCK_TIMEOUT:
                raise busy from error
            raise
        # the wait was meant for this lock, not for the rows locked after it
        cursor.execute("select set_config('lock_timeout', '0', true)")
