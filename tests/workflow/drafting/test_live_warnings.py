"""While somebody types, the page is told what to look at again, as `/check` tells."""

import json

import pytest

from tests.office.kabupaten import build_office
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of, token_client

pytestmark = pytest.mark.django_db


def test_page_and_check_warn_alike_and_the_letter_may_go():
    house = build_office()
    letter = make_draft(
        house, body=[{"type": "paragraph", "value": "Mohon dilaksankan, terlampir."}]
    )
    form = {"subject": letter.subject, "body": json.dumps(letter.body)}
    page = client_of(house.drafter).post(f"/naskah-keluar/{letter.pk}/pratinjau/", form)
    answer = token_client(house.drafter).get(f"/api/v1/letters/{letter.pk}/check")
    by_page = [one["code"] for one in page.json()["warnings"]]
    by_api = [one["code"] for one in answer.json()["warnings"]]
    assert by_page == by_api == ["nothing_attached", "spelling"]
    assert answer.json()["passed"] is True
