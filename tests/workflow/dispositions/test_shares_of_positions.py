"""Mine is a position, never a person: one person in two positions, a share in each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.errors import NotFound
from eoffice.organisation.actor import actor_of
from eoffice.shell.queue import desk_of
from tests.office.incoming import disposed, disposition
from tests.office.kabupaten import actor, make_acting
from tests.office.visitors import ROOT, client_of, post, program_of
from workflow.dispositions.errors import ShareNotNamed
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
    report_progress,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(office):
    """The head of the agency also acts for the bagian: both received a share."""
    today = timezone.localdate()
    make_acting(
        office.kadis,
        office.kabag.position,
        "acting_absent",
        today,
        today + timedelta(days=9),
    )
    return disposed(office, office.kadis, office.kabag)


def shares(given):
    return {one.position_id: one.state for one in given.receivers.all()}


@pytest.mark.parametrize("place", ["kadis", "kabag"])
def test_each_share_is_worked_for_itself(office, two, place):
    mine = getattr(office, place).position.pk
    other = office.kabag if place == "kadis" else office.kadis
    who = actor(office.kadis)

    report_progress(actor=who, disposition_id=two.pk, text="Mulai", position=mine)
    complete_disposition(
        actor=who, disposition_id=two.pk, answer="Selesai", position=mine
    )

    assert shares(two) == {mine: "completed", other.position.pk: "unread"}


def test_no_share_is_taken_by_default(office, two):
    who = actor(office.kadis)

    with pytest.raises(ShareNotNamed):
        complete_disposition(actor=who, disposition_id=two.pk, answer="Selesai")
    answer = post(
        program_of(office.kadis), f"/dispositions/{two.pk}/complete", {"answer": "x"}
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "position"
    assert set(shares(two).values()) == {"unread"}


def test_programs_name_the_position_in_header_or_body(office, two):
    first, second = office.kadis.position.pk, office.kabag.position.pk
    path = f"/dispositions/{two.pk}/complete"
    client = program_of(office.kadis)

    header = {"X-Acting-Position": str(second)}
    by_header = post(client, path, {"answer": "Sudah"}, **header)
    by_field = post(client, path, {"answer": "Sudah", "position": str(first)})

    assert (by_header.status_code, by_field.status_code) == (200, 200)
    assert set(shares(two).values()) == {"completed"}


def test_a_position_not_held_opens_nothing(office, two):
    with pytest.raises(NotFound):
        complete_disposition(
            actor=actor(office.kadis),
            disposition_id=two.pk,
            answer="x",
            position=office.sekda.position.pk,
        )


def test_the_page_shows_each_share_and_answers_the_one_chosen(office, two):
    client = client_of(office.kadis)
    second = office.kabag.position

    page = client.get(f"/disposisi/{two.pk}/").content.decode()
    client.post(
        f"/disposisi/{two.pk}/jawab/",
        {"act": "complete", "text": "Selesai", "jabatan": str(second.pk)},
    )

    assert page.count('id="jawab-') == 2
    assert second.title in page
    assert shares(two) == {second.pk: "completed", office.kadis.position.pk: "read"}


def test_the_queue_has_a_row_for_each_share(office, two):
    items = [
        one for one in desk_of(actor(office.kadis)).items if one.disposition == two.pk
    ]

    assert len(items) == 2
    assert {tuple(one.meta) for one in items} == {
        (f"untuk {office.kadis.position.title}",),
        (f"untuk {office.kabag.position.title}",),
    }


def test_receiver_in_one_and_giver_in_the_other(office):
    today = timezone.localdate()
    make_acting(
        office.kabid,
        office.kadis.position,
        "acting_absent",
        today,
        today + timedelta(days=9),
    )
    given = disposed(office, office.kadis)
    who = actor_of(office.kabid.user)

    below = forward_disposition(
        actor=who, disposition_id=given.pk, content=disposition(office.kabid)
    )
    complete_disposition(actor=who, disposition_id=below.pk, answer="Selesai")
    complete_disposition(actor=who, disposition_id=given.pk, answer="Selesai")

    seen = program_of(office.kabid).get(f"{ROOT}/dispositions/{below.pk}").json()
    assert below.giver_position_id == office.kadis.position.pk
    assert seen["recipients"][0]["state"] == "completed"
