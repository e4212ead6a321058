"""Types as a test wants them: what the database forbids to everybody else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from workflow.models import LetterTypeVersion

TABLE = "ALTER TABLE workflow_lettertypeversion {} TRIGGER type_version_stands"


@contextmanager
def versions_do_not_stand() -> Iterator[None]:
    """Put the trigger aside that keeps versions in force as they are."""
    with connection.cursor() as cursor:
        # What waits for the commit keeps the table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(TABLE.format("DISABLE"))
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(TABLE.format("ENABLE"))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def rewrite_type(code: str = "surat_dinas", **changes) -> None:
    """Change the versions of a type, those in force too."""
    with versions_do_not_stand():
        LetterTypeVersion.objects.filter(letter_type__code=code).update(**changes)
