"""Types as a test wants them: what the database forbids to everybody else."""

from django.db import connection
from django.db.models import QuerySet

from workflow.models import LetterTypeVersion

TABLE = "ALTER TABLE workflow_lettertypeversion {} TRIGGER type_version_stands"


def rewrite_type(
    code: str = "surat_dinas", *, rows: QuerySet | None = None, **changes
) -> None:
    """Change versions in force, the trigger aside for this one statement."""
    if rows is None:
        rows = LetterTypeVersion.objects.filter(letter_type__code=code)
    with connection.cursor() as cursor:
        # What waits for the commit keeps the table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(TABLE.format("DISABLE"))
        rows.update(**changes)
        cursor.execute(TABLE.format("ENABLE"))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
