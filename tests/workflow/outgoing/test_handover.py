"""What lies at a seat is listed for whoever leaves it, and stays with the seat."""

import pytest
from django.urls import reverse

from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import client_of, token_client

pytestmark = pytest.mark.django_db


def test_steps_drafts_and_letters_on_their_way_are_listed(office):
    make_draft(office, subject="Konsep terakhir")
    submitted(office, subject="Surat berjalan")

    drafter = client_of(office.drafter).get(reverse("handover_list")).content.decode()
    kabag = client_of(office.kabag).get(reverse("handover_list")).content.decode()
    other = client_of(office.stranger).get(reverse("handover_list")).content.decode()

    assert "Konsep terakhir" in drafter
    assert "Surat berjalan" in drafter
    assert "Surat berjalan" in kabag
    assert "Konsep terakhir" not in kabag
    assert "Surat berjalan" not in other


def test_programs_get_the_same_list(office):
    letter = submitted(office, subject="Surat berjalan")

    told = token_client(office.kabag.official).get("/api/v1/me/handover").json()

    [seat] = told["seats"]
    assert seat["position"]["id"] == str(office.kabag.position.pk)
    assert [one["id"] for one in seat["to_decide"]] == [str(letter.pk)]
    assert seat["count"] == 1
