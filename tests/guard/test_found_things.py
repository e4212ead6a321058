"""What the API answers about real things keeps to its description.

`test_description` makes requests from the description alone and meets mostly
refusals; here every operation is asked about a letter in each state, an incoming
letter, a slip, a record, a file, a job and the rest of one world, by people to whom
they open, and each answer is judged by the schema of its status.
"""

import re
from collections import Counter
from datetime import date

import pytest
import schemathesis
from schemathesis.checks import CHECKS
from schemathesis.core.failures import FailureGroup

from eoffice.api.openapi import operations_of
from eoffice.wsgi import application
from tests.guard.inventory import inventory, parameters
from tests.guard.known_once import known_once
from tests.guard.test_api_description import DESCRIPTION, one_connection
from tests.guard.walking import assert_none, undone
from tests.guard.world import World, build_world
from tests.office.organisation import make_unit
from tests.office.signers import SECRET, demo_authority
from tests.office.visitors import make_token

__all__ = ["known_once", "one_connection"]
PEOPLE = (
    *("sekda", "kadis", "drafter", "kabag"),
    *("setda_clerk", "setda_archivist", "admin", "auditor"),
)
ENOUGH = 3  # good answers about different things, for each operation
MOST_ASKED = 16  # bounds the whole to about a minute
GOOD = range(200, 300)
CHECKED = [
    CHECKS.get_one(name)
    for name in (
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
    )
]
QUERIES = {
    "/api/v1/letters/{letter_id}/diff": {"from": 1, "to": 1},
    "/api/v1/holidays": {"year": 2026},
}
# Of a letter that is still a draft: they come first in the world.
OF_DRAFTS = {
    "/api/v1/letters/{letter_id}/draft.docx",
    "/api/v1/letters/{letter_id}/history",
}
# The chain links events when an act commits, and a package is made by its job after
# that; here nothing commits (test_room.py does, and custody/test_verification.py).
AFTER_COMMIT = {
    "get /api/v1/audit-events/proof",
    "get /api/v1/handovers/{move_id}/package/content",
}
PARAMETER = re.compile(r"\{(?:\w+:)?\w+\}")
schema = schemathesis.openapi.from_dict(DESCRIPTION)
schema.app = application


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, index):
    demo_authority()  # verdicts are given by it
    with django_db_blocker.unblock(), undone():
        yield build_world()


@pytest.fixture
def tokens(world) -> list[str]:
    """Tokens of the people of the office."""
    return [make_token(getattr(world.office, name).official) for name in PEOPLE]


def route_of(path: str) -> str:
    """Return Django's route of a path of the description."""
    shape = PARAMETER.sub("<>", path.removeprefix("/"))
    routes = inventory().doors
    return next(r for r in routes if re.sub(r"<[^>]+>", "<>", r) == shape)


def values_of(world: World, path: str) -> list[dict[str, str]]:
    """Return what the path may name, the latest states first, or the drafts."""
    route = route_of(path)
    if not parameters(route):
        return [{}]
    found = [*world.of(route)]
    ordered = found if path in OF_DRAFTS else reversed(found)
    return [{k: str(v) for k, v in one.items()} for one in ordered]


def query_of(world: World, path: str) -> dict[str, object]:
    """Return what the operation asks for besides its path."""
    if path == "/api/v1/mandates/forms":
        signatory = str(world.office.sekda.position.pk)
        return {"signatory": signatory, "type": "surat_dinas", "code": "000.1.5"}
    if path == "/api/v1/successions/preview":
        return {"unit": str(make_unit("Bagian Lama", closed_on=date(2026, 1, 2)).pk)}
    return QUERIES.get(path, {})


def body_of(operation: dict) -> dict:
    """Return the example of a JSON body with the test's secret, or nothing."""
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return {}
    example = content["application/json"].get("example")
    if isinstance(example, dict) and "secret" in example:
        example = {**example, "secret": SECRET}
    return {"body": example, "media_type": "application/json"}


def judged(case, token: str) -> int:
    """Ask and judge; whatever the act did is undone. Returns the status."""
    headers = {"Authorization": f"Bearer {token}", "If-Match": "*"}
    with undone():
        answer = case.call(headers=headers)
    case.validate_response(answer, checks=CHECKED)
    return answer.status_code


@pytest.mark.slow
def test_answers_about_real_things_keep_to_the_description(
    world, tokens, settings, one_connection, known_once
):
    settings.API_REQUESTS_PER_MINUTE = 10**9
    wrong, good = {}, Counter()

    for path, method, operation in operations_of(DESCRIPTION):
        asked = 0
        for values in values_of(world, path):
            for token in tokens:
                where = f"{method} {path} {values}"
                if good[f"{method} {path}"] >= ENOUGH or asked >= MOST_ASKED:
                    break
                asked += 1
                case = schema[path][method].Case(
                    path_parameters=values,
                    query=query_of(world, path),
                    **body_of(operation),
                )
                try:
                    status = judged(case, token)
                except FailureGroup as faults:
                    wrong[where] = [str(one)[:400] for one in faults.exceptions]
                    break
                else:
                    good[f"{method} {path}"] += status in GOOD

    assert_none(wrong)
    unseen = [
        f"{method} {path}"
        for path, method, _operation in operations_of(DESCRIPTION)
        if method == "get" and not good[f"{method} {path}"]
    ]
    assert_none(dict.fromkeys(set(unseen) - AFTER_COMMIT, "no good answer was judged"))
