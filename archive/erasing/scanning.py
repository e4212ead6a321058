"""A look through the whole database for words and hashes of what was destroyed.

Every table is read once, row by row, whatever it is for: a table that nobody thought of
is read too. Not read are the lists of destruction themselves, which keep the facts by
law. Of tables that hold letters, a row may say the same for a reason of its own (a
reply quotes, a file went to two): there the rows are asked by id instead (`remains`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick
from django.db import connection
from psycopg import sql

from archive.erasing.fates import TABLES_OF_LETTERS

HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
#: By law they keep number, description and hash of what was destroyed.
KEPT_BY_LAW = frozenset(
    {
        "archive_destructionlist",
        "archive_destructionitem",
        "archive_tombstone",
        "archive_erasurepermit",
    }
)
BYTES = frozenset({"bytea"})

COLUMNS = """
SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position),
       array_agg(c.data_type::text ORDER BY c.ordinal_position)
FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
GROUP BY c.table_name ORDER BY c.table_name
"""


def tables_read() -> list[str]:
    """Return the tables that are read word by word."""
    return [name for name, _columns, _types in _tables()]


def hits_in_database(
    words: Mapping[str, str], hashes: Mapping[str, str]
) -> Counter[str]:
    """Count, by what they belong to, the rows that have a word or a hash.

    `words` and `hashes` map what is looked for to its owner. One pass over all.
    """
    found: Counter[str] = Counter()
    wanted = list(words)
    automaton = AhoCorasick(wanted) if wanted else None
    for row in _rows():
        for number in {n for n, *_ in _matches(automaton, row)}:
            found[words[wanted[number]]] += 1
        for digest in set(HASH.findall(row)):
            if digest in hashes:
                found[hashes[digest]] += 1
    return found


def _matches(automaton: AhoCorasick | None, row: str) -> Iterable[tuple[int, ...]]:
    if automaton is None:
        return []
    return automaton.find_matches_as_indexes(row)


def _tables() -> Iterator[tuple[str, list[str], list[str]]]:
    unread = KEPT_BY_LAW | TABLES_OF_LETTERS
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        found = cursor.fetchall()
    for name, columns, types in found:
        if name not in unread:
            yield name, columns, types


def _rows() -> Iterator[str]:
    connection.ensure_connection()
    for name, columns, types in _tables():
        told = [
            sql.SQL("encode({}, 'escape')").format(sql.Identifier(column))
            if kind in BYTES
            else sql.SQL("{}::text").format(sql.Identifier(column))
            for column, kind in zip(columns, types, strict=True)
        ]
        statement = sql.SQL(
            "COPY (SELECT concat_ws(chr(31), {columns}) FROM {table}) TO STDOUT"
        ).format(columns=sql.SQL(", ").join(told), table=sql.Identifier(name))
        with (
            connection.connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            for row in copy.rows():
                yield row[0] or ""
