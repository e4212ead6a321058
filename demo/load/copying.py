"""Rows written by COPY: several times faster than statements, under the same rules.

Constraints, triggers and defaults of the database hold as for any other row; values
are prepared by the model's fields. Only for rows that bring their own key.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql


def copy_rows(model: type[Model], rows: Iterable[Any]) -> None:
    """Write new rows of the model inside the caller's transaction."""
    # A key the database hands out itself is left to it.
    fields = [f for f in model._meta.concrete_fields if not f.db_returning]
    names = [sql.Identifier(str(f.column)) for f in fields]
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(names)
    )
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(
                [
                    f.get_db_prep_save(f.pre_save(row, add=True), connection)
                    for f in fields
                ]
            )
