"""Slips answered one by one, taken back, and given out again."""

import pytest

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound, StateForbids
from eoffice.outbox.relay import drain
from tests.office.incoming import disposed, disposition, received, registered
from tests.office.kabupaten import actor
from tests.office.visitors import ROOT, post, program_of
from tests.workflow.incoming.rights import (
    CLOSED,
    OPEN,
    codes,
    content_doors,
    entry_doors,
    let_in,
    listed_to,
)
from workflow.dispositions.access import dispositions_visible_to
from workflow.dispositions.operations.checking import ReceiverInput
from workflow.dispositions.operations.completing import (
    complete_incoming,
    open_dispositions,
)
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
    give_disposition,
    give_initiative,
)
from workflow.dispositions.operations.recalling import (
    recall_disposition,
    reopen_disposition,
)
from workflow.dispositions.queries.lists import box
from workflow.incoming.access import incoming_visible_to
from workflow.incoming.operations.moving import move_incoming
from workflow.models import Disposition, IncomingLetter, ReceiverRole

pytestmark = pytest.mark.django_db


def answer(person, given: Disposition) -> None:
    complete_disposition(
        actor=actor(person), disposition_id=given.pk, answer="Sudah dikerjakan"
    )


def take_back(person, given: Disposition) -> None:
    recall_disposition(
        actor=actor(person), disposition_id=given.pk, reason="Salah alamat"
    )


def status_of(given: Disposition) -> str:
    return IncomingLetter.objects.get(pk=given.incoming_id).status


def role(person, part: str) -> ReceiverInput:
    return ReceiverInput(position_id=person.position.pk, role=part)


def given_file(office, *people) -> Disposition:
    """A slip on a letter with a file, which the secretary handed to these people."""
    incoming = received(office)
    program_of(office.setda_clerk).post(
        f"{ROOT}/incoming-letters/{incoming.pk}/register",
        {"sender": "Dinas Sosial", "subject": "Permohonan data bantuan"},
        content_type="application/json",
    )
    return give_disposition(
        actor=actor(office.sekda), incoming_id=incoming.pk, content=disposition(*people)
    )


def test_the_letter_stays_open_until_the_last_of_several_has_answered(office):
    given = disposed(office, office.kadis, office.kabag)

    answer(office.kadis, given)
    assert status_of(given) == "in_progress"
    assert open_dispositions(given.incoming)

    answer(office.kabag, given)
    assert status_of(given) == "completed"


def test_one_told_for_information_does_not_close_the_letter(office):
    incoming = registered(office)
    given = give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(
            receivers=[
                role(office.kadis, ReceiverRole.LEAD),
                role(office.kabag, ReceiverRole.INFO),
            ]
        ),
    )

    answer(office.kabag, given)
    assert status_of(given) == "in_progress"

    answer(office.kadis, given)
    assert status_of(given) == "completed"


def test_the_desk_cannot_close_a_letter_that_one_of_two_has_not_answered(office):
    given = disposed(office, office.kadis, office.kabag)
    answer(office.kadis, given)

    path = f"/incoming-letters/{given.incoming_id}/complete"
    refused = post(program_of(office.sekda), path)

    assert refused.status_code == 422
    assert status_of(given) == "in_progress"


def test_a_recalled_receiver_finds_every_door_shut(office):
    given = given_file(office, office.kadis)
    doors = [
        *entry_doors(given.incoming),
        *content_doors(given.incoming),
        f"{ROOT}/dispositions/{given.pk}",
        f"/disposisi/{given.pk}/",
    ]
    assert codes(office.kadis, doors) == {OPEN}

    take_back(office.sekda, given)
    drain()

    assert codes(office.kadis, doors) == {CLOSED}
    record = IncomingLetter.objects.get(pk=given.incoming_id).record
    path = f"{ROOT}/records/{record.pk}"
    own = [path, f"{path}/content", f"{path}/proof", f"{path}/history"]
    assert codes(office.kadis, own) == {CLOSED}
    assert codes(office.setda_archivist, own) == {OPEN}
    sees = {"bupati", "sekda", "setda_clerk", "setda_archivist"}
    assert listed_to(office, given.incoming) == sees
    assert let_in(office, entry_doors(given.incoming)) == sees
    assert let_in(office, [f"{ROOT}/dispositions/{given.pk}"]) == {"sekda"}
    for name in ("inbox", "sent", "overdue"):
        assert not box(actor(office.kadis), name).exists()


def test_taking_back_reaches_those_it_was_handed_on_to(office):
    given = disposed(office, office.kadis, office.kabag)
    child = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid),
    )
    below = forward_disposition(
        actor=actor(office.kabid),
        disposition_id=child.pk,
        content=disposition(office.staff),
    )
    answer(office.kabag, given)

    take_back(office.sekda, given)

    for person in (office.kadis, office.kabid, office.staff):
        assert not incoming_visible_to(actor(person)).exists()
        assert not dispositions_visible_to(actor(person)).exists()
        assert not box(actor(person), "inbox").exists()
        assert not box(actor(person), "sent").exists()
    assert incoming_visible_to(actor(office.kabag)).exists()  # had answered
    everything = {given.pk, child.pk, below.pk}
    mine = dispositions_visible_to(actor(office.sekda))
    assert set(mine.values_list("pk", flat=True)) == everything
    assert status_of(given) == "completed"
    recalled = AuditEvent.objects.filter(action="disposition.recalled")
    assert recalled.count() == 3


def test_an_answer_below_a_recalled_share_stays_with_those_who_gave_it(office):
    given = disposed(office, office.kadis)
    child = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid, office.kominfo_clerk),
    )
    answer(office.kabid, child)

    take_back(office.sekda, given)

    for person, sees in (
        (office.kadis, True),
        (office.kabid, True),
        (office.kominfo_clerk, False),
    ):
        assert incoming_visible_to(actor(person)).exists() == sees
        visible = dispositions_visible_to(actor(person)).filter(pk=child.pk)
        assert visible.exists() == sees
    assert not dispositions_visible_to(actor(office.kadis)).filter(pk=given.pk).exists()


def test_who_takes_a_slip_back_goes_on_seeing_it(office):
    given = disposed(office, office.kadis)
    child = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid),
    )

    take_back(office.kadis, child)

    shown = program_of(office.kadis).get(f"{ROOT}/dispositions/{child.pk}")
    assert shown.json()["recalled_at"]
    assert incoming_visible_to(actor(office.kadis)).exists()
    assert not incoming_visible_to(actor(office.kabid)).exists()
    assert status_of(given) == "in_progress"


def test_a_slip_without_a_letter_is_taken_back_down_the_tree(office):
    given = give_initiative(
        actor=actor(office.sekda),
        matter="Siapkan apel",
        content=disposition(office.kadis),
    )
    child = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid),
    )

    take_back(office.sekda, given)

    child.refresh_from_db()
    assert child.recalled_at
    assert not dispositions_visible_to(actor(office.kabid)).exists()
    with pytest.raises(NotFound):
        answer(office.kabid, child)


def test_the_notice_of_a_recall_names_no_letter(office):
    given = disposed(office, office.kadis)

    take_back(office.sekda, given)
    drain()

    bells = program_of(office.kadis).get(f"{ROOT}/me/notifications").json()["items"]
    told = next(one for one in bells if one["kind"] == "disposition.recalled")
    assert given.incoming.subject not in told["text"]
    assert str(given.pk) not in str(told)


def test_giving_out_a_completed_letter_reopens_it_and_says_so(office):
    given = disposed(office, office.kadis)
    answer(office.kadis, given)
    drain()
    assert status_of(given) == "completed"

    again = give_disposition(
        actor=actor(office.sekda),
        incoming_id=given.incoming_id,
        content=disposition(office.kabag),
    )

    incoming = IncomingLetter.objects.get(pk=given.incoming_id)
    assert (incoming.status, incoming.completed_at) == ("in_progress", None)
    reopened = AuditEvent.objects.filter(action="incoming.reopened")
    assert reopened.filter(object_id=incoming.pk).count() == 1
    answer(office.kabag, again)
    drain()
    incoming.refresh_from_db()
    assert incoming.status == "completed"
    assert incoming.completed_at
    assert incoming.record


def test_sending_an_answer_back_reopens_a_completed_letter_and_says_so(office):
    given = disposed(office, office.kadis)
    answer(office.kadis, given)

    reopen_disposition(
        actor=actor(office.sekda), disposition_id=given.pk, reason="Belum lengkap"
    )

    incoming = IncomingLetter.objects.get(pk=given.incoming_id)
    assert (incoming.status, incoming.completed_at) == ("in_progress", None)
    assert AuditEvent.objects.filter(action="incoming.reopened").count() == 1


def test_a_letter_moves_only_as_the_table_says(office):
    incoming = registered(office)
    complete_incoming(actor=actor(office.sekda), incoming_id=incoming.pk)
    incoming.refresh_from_db()
    before = (incoming.status, incoming.row_version)

    for status in ("registered", "received", "completed"):
        with pytest.raises(StateForbids):
            move_incoming(incoming, status)

    incoming.refresh_from_db()
    assert (incoming.status, incoming.row_version) == before
