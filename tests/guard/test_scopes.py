"""What a token may be used for: a decision for every operation that changes things."""

import re
import tomllib
from pathlib import Path

import pytest

from eoffice.accounts.tokens import ALL_SCOPES, TokenScope
from eoffice.api.openapi import operations_of
from eoffice.api.root import api
from eoffice.organisation.models import PositionDuty, Unit
from tests.guard.inventory import UNKNOWN
from tests.office.organisation import make_duty_holder
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "scopes.toml"
DECIDED = tomllib.loads(TABLE.read_text(encoding="utf-8"))
ROOT = "/api/v1"
CHANGING = sorted(
    f"{method} {path.removeprefix(ROOT)}"
    for path, method, _operation in operations_of(
        api.get_openapi_schema(path_prefix=f"{ROOT}/")
    )
    if method != "get"
)


def ask(client, operation: str):
    """Knock with an empty body at a path that names nothing."""
    method, _space, path = operation.partition(" ")
    address = ROOT + re.sub(r"\{\w+\}", UNKNOWN["uuid"], path)
    return getattr(client, method)(address, "{}", content_type="application/json")


def lacks_scope(answer) -> bool:
    return answer.status_code == 403 and answer.json()["code"] == "scope_missing"


def test_every_changing_operation_has_one_decided_scope():
    decided = sorted(one for operations in DECIDED.values() for one in operations)

    assert decided == CHANGING, "decide in tests/guard/scopes.toml"
    assert set(DECIDED) == {"open", *ALL_SCOPES}


@pytest.mark.parametrize("scope", ALL_SCOPES)
def test_each_operation_takes_its_own_scope_and_no_other(scope):
    holder = make_duty_holder(PositionDuty.ADMIN)
    right = token_client(holder, scopes=[scope])
    others = token_client(holder, scopes=[s for s in ALL_SCOPES if s != scope])
    before = Unit.objects.count()

    let_in = [one for one in DECIDED[scope] if not lacks_scope(ask(others, one))]
    kept_out = [one for one in DECIDED[scope] if lacks_scope(ask(right, one))]

    assert not let_in
    assert not kept_out
    assert Unit.objects.count() == before


def test_a_plain_write_token_neither_signs_nor_administers():
    plain = token_client(
        make_duty_holder(PositionDuty.ADMIN),
        scopes=[TokenScope.READ, TokenScope.WRITE],
    )
    closed = DECIDED["sign"] + DECIDED["administer"]

    assert [one for one in closed if not lacks_scope(ask(plain, one))] == []


def test_a_session_administers_only_after_a_step_up():
    holder = make_duty_holder(PositionDuty.ADMIN)
    before = Unit.objects.count()

    early = {one: ask(browser_of(holder), one) for one in DECIDED["administer"]}
    late = [
        ask(browser_of(holder, stepped_up=True), one) for one in DECIDED["administer"]
    ]

    codes = {(one.status_code, one.json()["code"]) for one in early.values()}
    assert codes == {(403, "step_up_needed")}
    assert 403 not in {one.status_code for one in late}
    assert Unit.objects.count() == before


def test_a_step_up_unlocks_nothing_for_others():
    browser = browser_of(make_duty_holder(PositionDuty.RECORD_CLERK))
    before = Unit.objects.count()

    answer = browser.post(
        f"{ROOT}/units",
        {"code": "X", "name": "Dinas X", "kind": "agency"},
        content_type="application/json",
    )

    assert answer.status_code == 404
    assert Unit.objects.count() == before
