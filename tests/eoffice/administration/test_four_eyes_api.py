"""What takes two administrators, over the API: 202, then another agrees."""

import pytest

from eoffice.administration.accounts import half_password
from eoffice.administration.agreeing import ask
from tests.eoffice.accounts.test_pages import log_in
from tests.eoffice.administration.test_four_eyes import ME, ask_for_duty, duties_of
from tests.office.kabupaten import PASSWORD, actor, make_person
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(office):
    """Another administrator."""
    return make_person(
        "admin2", "Sari Utami", "Administrator Kedua", office.kominfo, duties=("admin",)
    )


def as_json(body: dict) -> dict:
    return {"data": body, "content_type": "application/json"}


def test_the_api_asks_and_another_agrees(office, second):
    client, other = (token_client(one.official) for one in (office.admin, second))
    path = f"/api/v1/positions/{office.staff.position.pk}"
    etag = client.get(path).headers["ETag"]

    asked = client.patch(
        path, **as_json({"duties": ["auditor"]}), headers={"if-match": etag}
    )
    agreement = asked.headers["Location"]
    own = client.post(f"{agreement}/confirm", **as_json({}))
    before = duties_of(office.staff)
    agreed = other.post(f"{agreement}/confirm", **as_json({}))

    assert (asked.status_code, own.status_code) == (202, 409)
    assert own.json()["code"] == "needs_second_administrator"
    assert asked.json()["changes"][0]["becomes"] == "Auditor"
    assert (agreed.status_code, agreed.json()["state"]) == (200, "confirmed")
    assert "auditor" not in before
    assert duties_of(office.staff) == ["auditor"]


def test_the_api_hands_out_no_half_of_a_password(office, second):
    agreement = ask(
        "reset_password",
        actor=actor(office.admin),
        user_id=office.staff.user.pk,
        first_half=half_password(),
    )
    client = token_client(second.official)

    answer = client.post(f"/api/v1/agreements/{agreement.pk}/confirm", **as_json({}))

    assert (answer.status_code, answer.json()["code"]) == (409, "on_the_page_only")
    assert log_in("staf", PASSWORD).get(ME).status_code == 200


def test_only_administrators_see_agreements(office, second):
    agreement = ask_for_duty(office)
    client = token_client(office.sekda.official)

    seen = [
        client.get("/api/v1/agreements").status_code,
        client.get(f"/api/v1/agreements/{agreement.pk}").status_code,
        client.post(
            f"/api/v1/agreements/{agreement.pk}/confirm", **as_json({})
        ).status_code,
    ]

    assert seen == [404, 404, 404]
