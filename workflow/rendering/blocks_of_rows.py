"""Reading the blocks of rows: people, fields, signature blocks on paper."""

from typing import Any

from workflow.rendering.block_judge import Judge
from workflow.rendering.tree_blocks import (
    Block,
    FieldRow,
    Fields,
    PeopleTable,
    Person,
    Signatory,
    Signatures,
)

PERSON_FIELDS = ("name", "rank", "nip", "position")
FIELD_PARTS = ("label", "value")
SIGNATORY_FIELDS = ("role", "title", "name", "rank", "nip")


def read_people_table(judge: Judge, block_id: str, value: Any) -> Block:
    """`[{name, rank, nip, position}]`; the name is needed."""
    people = []
    for place, row in enumerate(judge.rows(value, "value")):
        at = f"value.{place}"
        named = judge.mapping(row, at, PERSON_FIELDS) or {}
        # `None` means nothing here, as programs send it.
        given = {name: named.get(name) or "" for name in PERSON_FIELDS}
        people.append(Person(**judge.lines(given, at, ("name",), PERSON_FIELDS[1:])))
    return PeopleTable(id=block_id, value=tuple(people))


def read_fields(judge: Judge, block_id: str, value: Any) -> Block:
    """`[{label, value}]`: a line and inline HTML, both needed."""
    pairs = []
    for place, row in enumerate(judge.rows(value, "value")):
        at = f"value.{place}"
        named = judge.mapping(row, at, FIELD_PARTS) or {}
        pairs.append(
            FieldRow(
                label=judge.line(named.get("label", ""), f"{at}.label", needed=True),
                value=judge.inline(named.get("value", ""), f"{at}.value", needed=True),
            )
        )
    return Fields(id=block_id, value=tuple(pairs))


def read_signatures(judge: Judge, block_id: str, value: Any) -> Block:
    """`[{role, title?, name, rank?, nip?}]`: lines; role and name are needed."""
    found = []
    for place, row in enumerate(judge.rows(value, "value")):
        at = f"value.{place}"
        named = judge.mapping(row, at, SIGNATORY_FIELDS) or {}
        more = ("title", "rank", "nip")
        found.append(Signatory(**judge.lines(named, at, ("role", "name"), more)))
    return Signatures(id=block_id, value=tuple(found))
