"""Answers kept for a repeat tell only what their reader may still see."""

import pytest

from eoffice.notifications.models import Notification
from eoffice.once.models import IdempotentAnswer
from eoffice.outbox.relay import drain
from tests.office.incoming import disposed, disposition, empty_letter, registered
from tests.office.kabupaten import actor
from tests.office.visitors import patch, post, program_of
from workflow.dispositions.operations.giving import give_disposition
from workflow.dispositions.operations.recalling import recall_disposition

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "sekali"}


def test_a_kept_answer_about_a_notice_ends_with_the_slip(office):
    given = disposed(office, office.kadis)
    drain()
    told = Notification.objects.get(
        official=office.kadis.official, path__startswith="/disposisi/"
    )
    client, path = program_of(office.kadis), f"/me/notifications/{told.pk}/read"
    first = post(client, path, **KEY)
    repeat = post(client, path, **KEY)
    assert first.json()["text"]
    assert repeat.json() == first.json()

    recall_disposition(
        actor=actor(office.sekda), disposition_id=given.pk, reason="Salah"
    )

    again = post(client, path, **KEY)
    assert again.status_code == 404
    assert first.json()["text"] not in again.content.decode()


def test_a_kept_answer_ends_where_only_the_entry_stays_open(office):
    incoming = empty_letter(office)
    client = program_of(office.setda_clerk)
    body = {"sender": "Inspektorat", "subject": "Pemeriksaan khusus"}
    path = f"/incoming-letters/{incoming.pk}"
    first = post(client, f"{path}/register", body, **KEY)
    assert post(client, f"{path}/register", body, **KEY).json() == first.json()

    raised = patch(
        client,
        path,
        {"security_class": "rahasia", "reason": "Salah kelas"},
        **{"If-Match": first.headers["ETag"]},
    )

    assert raised.status_code == 200
    again = post(client, f"{path}/register", body, **KEY)
    assert again.status_code == 404
    assert "Pemeriksaan" not in again.content.decode()


def test_a_kept_answer_of_a_thing_that_is_still_seen_is_given_again(office):
    incoming = registered(office, security_class="rahasia")
    give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(office.kadis),
    )
    client, path = program_of(office.kadis), f"/incoming-letters/{incoming.pk}/read"

    first = post(client, path, **KEY)
    again = post(client, path, **KEY)

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    kept = IdempotentAnswer.objects.get()
    assert {(name, depth) for name, depth, _ids in kept.things} >= {
        ("incoming_id", 0),
        ("incoming_id", 1),
    }
