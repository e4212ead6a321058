"""What waits at a desk, as programs read it."""

import pytest

from tests.office.incoming import registered
from tests.office.kabupaten import build_office
from tests.office.visitors import ROOT, program_of

pytestmark = pytest.mark.django_db


def test_queue_names_the_letter_by_id_number_and_subject():
    house = build_office()
    incoming = registered(house)

    answer = program_of(house.sekda).get(f"{ROOT}/me/queue").json()

    waiting = [one for one in answer["items"] if one["act"] == "dispose"]
    assert [one["letter"] for one in waiting] == [
        {
            "id": str(incoming.pk),
            "number": "400/12/Dinsos/2026",
            "subject": "Permohonan data penerima bantuan",
        }
    ]
