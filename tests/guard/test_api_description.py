"""The description of the API is complete, and the API keeps to it.

Schemathesis makes requests from the description, good and bad, as an administrator
who is auditor too, and checks each answer against it: no fault of ours (503, a
service away, is none), no status or shape that is not described.
"""

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from eoffice.api.openapi import operations_of
from eoffice.api.root import api
from eoffice.organisation.models import PositionDuty
from eoffice.wsgi import application
from tests.office.organisation import make_official, make_position
from tests.office.signers import demo_authority
from tests.office.visitors import make_token

EXAMPLES = 4
DESCRIPTION = api.get_openapi_schema(path_prefix="/api/v1/")
OPERATIONS = list(operations_of(DESCRIPTION))
schema = schemathesis.openapi.from_dict(DESCRIPTION)
schema.app = application
# Every edge case of every field would take minutes per operation; examples suffice.
schema.config.phases.coverage.enabled = False


def test_every_operation_is_described():
    for path, method, operation in OPERATIONS:
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        assert {"404", "422", "429", "503"} <= set(operation["responses"]), where


def test_every_operation_shows_an_example():
    for path, method, operation in OPERATIONS:
        good = [a for c, a in operation["responses"].items() if c[0] == "2"]
        contents = [c for a in good for c in a.get("content", {}).items()]
        contents += operation.get("requestBody", {}).get("content", {}).items()
        missing = [t for t, c in contents if "json" in t and "example" not in c]
        assert not missing, f"{method} {path}"


def test_operation_ids_are_unique():
    ids = [operation["operationId"] for _path, _method, operation in OPERATIONS]

    assert len(ids) == len(set(ids))


@pytest.fixture
def token(db) -> str:
    demo_authority()  # verdicts are given by it
    duties = [PositionDuty.ADMIN, PositionDuty.AUDITOR, PositionDuty.RECORD_CLERK]
    return make_token(make_official(make_position(duties=duties)))


@pytest.fixture
def one_connection():
    """Keep the test's connection open between requests, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_answers_keep_to_the_description(case, token, index, one_connection):
    django_settings.API_REQUESTS_PER_MINUTE = 10**9
    response = case.call(headers={"Authorization": f"Bearer {token}"})

    assert response.status_code != 500, response.text
    case.validate_response(
        response,
        checks=[
            CHECKS.get_one(name)
            for name in (
                "status_code_conformance",
                "content_type_conformance",
                "response_schema_conformance",
                "response_headers_conformance",
            )
        ],
    )
