"""Lists: complete and without doubles by cursor, also while rows come and go."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice import listing
from tests.office.organisation import make_official, make_position, make_unit
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db
UNITS = "/api/v1/units"


@pytest.fixture
def reader(db):
    return token_client(make_official(make_position()))


def walk(client, **query) -> list[str]:
    codes, cursor = [], None
    while True:
        asked = {**query, **({"cursor": cursor} if cursor else {})}
        page = client.get(UNITS, asked).json()
        codes += [unit["code"] for unit in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return codes


@given(
    names=st.lists(st.sampled_from("abc"), min_size=0, max_size=12),
    limit=st.integers(1, 5),
    sort=st.sampled_from(["code", "-code", "name", "-name"]),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_pages_together_are_the_whole_list(reader, names, limit, sort):
    from django.db import transaction

    from eoffice.organisation.models import Unit

    sid = transaction.savepoint()
    for name in names:
        make_unit(name=name)

    codes = walk(reader, limit=limit, sort=sort)

    assert sorted(codes) == sorted(Unit.objects.values_list("code", flat=True))
    transaction.savepoint_rollback(sid)


def test_what_comes_in_between_moves_nothing(reader):
    for code in "BDF":
        make_unit(name=code, code=f"ZZ{code}")
    first = reader.get(UNITS, {"limit": 2, "q": "ZZ"}).json()
    make_unit(code="ZZA")
    make_unit(code="ZZE")

    second = reader.get(UNITS, {"limit": 2, "q": "ZZ", "cursor": first["next"]}).json()

    assert [u["code"] for u in first["items"]] == ["ZZB", "ZZD"]
    assert [u["code"] for u in second["items"]] == ["ZZE", "ZZF"]


@pytest.mark.parametrize("cursor", ["x", "x:y:z", "a" * 900])
def test_a_made_up_cursor_is_refused(reader, cursor):
    answer = reader.get(UNITS, {"cursor": cursor})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (
        422,
        "bad_cursor",
    )


def test_a_cursor_belongs_to_its_filters(reader):
    make_unit(code="ZZ1")
    make_unit(code="ZZ2")
    cursor = reader.get(UNITS, {"limit": 1, "q": "ZZ"}).json()["next"]

    answer = reader.get(UNITS, {"limit": 1, "cursor": cursor})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "9" * 50},
        {"sort": "secret"},
        {"parent": "x"},
        {"q": "\x00"},
        {"kind": "kingdom"},
    ],
)
def test_bad_parameters_are_refused(reader, query):
    answer = reader.get(UNITS, query)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == next(iter(query))


def test_a_long_list_is_counted_by_estimate(reader, monkeypatch):
    monkeypatch.setattr(listing, "COUNT_BOUND", 2)
    for _ in range(5):
        make_unit()

    page = reader.get(UNITS, {"limit": 1}).json()

    assert page["total_is_estimate"] is True
    assert page["total"] >= 2


@pytest.mark.parametrize(
    "path", ["units", "positions", "officials", "acting-assignments"]
)
def test_lists_take_a_bounded_number_of_queries(
    reader, django_assert_max_num_queries, path
):
    for _ in range(20):
        make_official(make_position())

    with django_assert_max_num_queries(14):
        answer = reader.get(f"/api/v1/{path}", {"limit": 100})

    assert answer.status_code == 200
