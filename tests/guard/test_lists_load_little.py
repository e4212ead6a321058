"""Lists load what their rows show: no bodies, trees, texts, tokens or people's numbers.

Every page and answer without a parameter is opened with letters of each kind in it,
and what its queries select is read. The whole content of things belongs to their own
page; a column that a list really needs stands in `NEEDED` with its reason.
"""

import re

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.crypto_fields import EncryptedTextField
from eoffice.outbox.relay import drain
from tests.guard.inventory import inventory, parameters
from tests.guard.walking import assert_none, undone
from tests.office.incoming import disposed, registered
from tests.office.kabupaten import Office, build_office
from tests.office.outgoing import sent, submitted
from tests.office.records import make_file
from tests.office.signers import make_signer
from tests.office.visitors import client_of

ROOMS = ("workflow", "archive", "organisation")
WIDE = (
    models.JSONField,
    models.BinaryField,
    models.TextField,
    EncryptedTextField,
)
PEOPLE = ("sekda", "setda_archivist")
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: "?([A-Z]\d+)"?)?')
COLUMN = re.compile(r'"(\w+)"\."(\w+)"')
#: Rows of whoever asks: read once, whatever the length of the list.
OWN = ("organisation_official", "organisation_termofoffice", "accounts_user")
NEEDED = {
    "workflow_incomingletter.access_tokens": "tells entry from content, row by row",
    "workflow_lettertypeversion.fields": "programs read the codes of needed fields",
    "workflow_proposal.fields": "what the machine read names a letter without an entry",
}
#: Lists of reference data, whose texts are what they show.
OWN_WORDS = (
    "/api/v1/classification-codes",
    "/api/v1/retention-schedule",
    "/api/v1/retention-schedule.xlsx",
)


def wide_columns() -> set[str]:
    """Return the columns that hold content, or sets that grow, as `table.column`."""
    found = set()
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                is_tokens = isinstance(field, ArrayField) and field.name.endswith(
                    "tokens"
                )
                if (isinstance(field, WIDE) and field.max_length is None) or is_tokens:
                    found.add(f"{model._meta.db_table}.{field.column}")
    return found


def selected(sql: str) -> set[str]:
    """Return what a query brings back of each row, as `table.column`."""
    names = {alias or table: table for table, alias in TABLE.findall(sql)}
    chosen = sql.partition(" FROM ")[0]
    return {
        f"{names.get(table, table)}.{column}"
        for table, column in COLUMN.findall(chosen)
    }


def is_of_who_asks(sql: str) -> bool:
    """Tell whether the query reads rows of the one who asks."""
    first = TABLE.search(sql)
    return first is not None and first.group(1) in OWN


def lists() -> list[str]:
    """Return every address of a page or an answer that names no single thing."""
    return [
        f"/{route}"
        for route, kind in sorted(inventory().doors.items())
        if kind in {"login", "api"} and not parameters(route) and "^" not in route
    ]


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker, index):
    with django_db_blocker.unblock(), undone():
        yield _filled()


def _filled() -> Office:
    office = build_office()
    make_signer(office.sekda)
    submitted(office)
    sent(office)
    registered(office)
    disposed(office, office.kadis, office.kabag)
    drain(raising=False)
    make_file(office.setda_archivist, office.setda)
    return office


@pytest.mark.parametrize("name", PEOPLE)
def test_no_list_loads_the_content_of_its_rows(office, name):
    client: Client = client_of(getattr(office, name))
    wide = wide_columns() - set(NEEDED)
    wrong, opened = {}, 0

    for path in lists():
        with undone(), CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        opened += answer.status_code == 200
        reads = [q["sql"] for q in queries if q["sql"].startswith("SELECT")]
        found = {
            column
            for sql in reads
            if not is_of_who_asks(sql)
            for column in selected(sql) & wide
        }
        if path not in OWN_WORDS and found:
            wrong[path] = sorted(found)

    assert opened > 15
    assert_none(wrong)


def test_the_walk_knows_what_is_wide_and_what_a_query_selects():
    wide = wide_columns()
    sql = (
        'SELECT "workflow_letter"."id", T4."content" FROM "workflow_letter"'
        ' INNER JOIN "workflow_letterversion" T4 ON (1 = 1)'
    )

    assert {
        "workflow_letter.body",
        "workflow_letter.access_tokens",
        "workflow_letterversion.content",
        "workflow_pagetext.text",
        "organisation_official.nik",
    } <= wide
    assert selected('SELECT "workflow_letter"."body" FROM "workflow_letter"') <= wide
    assert "workflow_letter.id" in selected(sql)
