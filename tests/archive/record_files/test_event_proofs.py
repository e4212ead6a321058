"""The paper that shows an event: brought, checked, locked, given to readers."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from archive.models import EventProof, FinalDisposition, RecordFile, RetentionRule
from archive.record_files.closing import close_record_file, reopen_record_file
from archive.record_files.filing import file_record
from eoffice.objects import locks, store
from eoffice.outbox.relay import drain
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import client_of, token_client

pytestmark = pytest.mark.django_db
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PAPER = pdf()
DAY = {"on": "1 Maret 2026", "proof": "BA 027/12"}


def waiting(office, *, security_class="biasa", fate=FinalDisposition.PERMANENT):
    """A closed file of Setda that waits for its event; permanent: a short lock."""
    clerk = actor(office.setda_clerk)
    made = make_file(office.setda_clerk, office.setda)
    record = make_record(office, security_class=security_class)
    file_record(actor=clerk, record_id=record.pk, record_file_id=made.pk)
    RetentionRule.objects.filter(pk=made.retention_rule_id).update(
        counted_from="event", trigger_text="Setelah serah", final_disposition=fate
    )
    return close_record_file(actor=clerk, record_file_id=made.pk)


def give(client, berkas, content=None, **typed):
    file = SimpleUploadedFile("bukti.pdf", content or PAPER)
    path = f"/arsip/berkas/{berkas.pk}/peristiwa/"
    return client.post(path, {**DAY, "proof_file": file, **typed})


def proof_page(berkas, number=1):
    return f"/arsip/berkas/{berkas.pk}/peristiwa/bukti/{number}/"


def send(person, path, body):
    return token_client(person.official).post(
        f"/api/v1/record-files/{path}", json.dumps(body), "application/json"
    )


def test_the_paper_is_given_to_who_sees_the_file_once_its_check_is_done(office):
    berkas, clerk = waiting(office), client_of(office.setda_clerk)
    answer = give(clerk, berkas)
    checking = clerk.get(f"/arsip/berkas/{berkas.pk}/").content.decode()
    before = clerk.get(proof_page(berkas))

    drain()

    after = client_of(office.sekda).get(proof_page(berkas))
    shown = clerk.get(f"/arsip/berkas/{berkas.pk}/").content.decode()
    assert (answer.status_code, before.status_code) == (302, 404)
    assert "sedang diperiksa" in checking
    assert proof_page(berkas) in shown
    assert b"".join(after.streaming_content) == PAPER
    assert client_of(office.stranger).get(proof_page(berkas)).status_code == 404
    kept = EventProof.objects.get().stored
    assert kept.bucket == store.default_store().bucket(store.Area.RECORDS)
    assert locks.lock_in_store(kept) is not None


def test_the_paper_is_locked_exactly_as_long_as_its_file_is_kept(office):
    berkas = waiting(office, fate=FinalDisposition.DESTROY)
    give(client_of(office.setda_clerk), berkas)
    last = timezone.localdate() + timedelta(days=2)  # or it would lie there for years
    RecordFile.objects.update(active_until=last, inactive_until=last)

    drain()

    after = datetime.combine(last + timedelta(days=1), time.min)
    end = timezone.make_aware(after).astimezone(UTC)
    assert locks.lock_in_store(EventProof.objects.get().stored) == end


def test_a_paper_that_its_check_refuses_is_never_given_and_another_takes_its_place(
    office,
):
    berkas, clerk = waiting(office), client_of(office.setda_clerk)
    give(clerk, berkas, PAPER + b"\n" + EICAR)
    drain(raising=False)
    told = clerk.get(f"/arsip/berkas/{berkas.pk}/").content.decode()

    file = SimpleUploadedFile("lagi.pdf", PAPER)
    path = f"/arsip/berkas/{berkas.pk}/peristiwa/bukti/"
    asked, added = clerk.get(path), clerk.post(path, {"proof_file": file})
    drain()

    assert "ditolak" in told
    assert (asked.status_code, added.status_code) == (200, 302)
    assert clerk.get(proof_page(berkas)).status_code == 404
    assert clerk.get(proof_page(berkas, 2)).status_code == 200
    assert EventProof.objects.get(number=1).stored is None


def test_beside_classed_records_it_lies_encrypted_and_leaves_with_its_readers_name(
    office,
):
    berkas = waiting(office, security_class="rahasia")
    give(client_of(office.setda_clerk), berkas)
    drain()
    original = {"asli": "1"}

    reader = client_of(office.sekda)
    copy, refused = (
        reader.get(proof_page(berkas)),
        reader.get(proof_page(berkas), original),
    )
    keeper = client_of(office.setda_clerk).get(proof_page(berkas), original)

    proof = EventProof.objects.get()
    assert proof.stored.is_sealed
    assert proof.upload.stored.is_sealed
    assert copy.status_code == 200
    assert copy.content != PAPER
    assert refused.status_code == 404
    assert b"".join(keeper.streaming_content) == PAPER


def test_a_file_of_somebody_else_or_without_a_day_proves_nothing(office):
    berkas = waiting(office)
    others = bring(office.drafter, PAPER)
    own = bring(office.setda_clerk, PAPER)
    body = {"on": "2026-03-01", "proof": "BA 1", "proof_file": str(others.pk)}

    taken = send(office.setda_clerk, f"{berkas.pk}/event", body)
    early = send(
        office.setda_clerk, f"{berkas.pk}/event-proofs", {"upload": str(own.pk)}
    )
    kind = give(client_of(office.setda_clerk), berkas, b"MZ\x90\x00" + b"x" * 99)

    assert (taken.status_code, early.status_code, kind.status_code) == (422, 409, 200)
    berkas.refresh_from_db()
    assert berkas.trigger_on is None
    assert not EventProof.objects.exists()


def test_programs_give_add_list_and_get_it_and_reopening_keeps_it(office):
    berkas, person = waiting(office), office.setda_clerk
    one, two = (str(bring(person, PAPER).pk) for _ in range(2))
    body = {"on": "2026-03-01", "proof": "BA 1", "proof_file": one}
    given = send(person, f"{berkas.pk}/event", body)
    added = send(person, f"{berkas.pk}/event-proofs", {"upload": two})
    again = send(person, f"{berkas.pk}/event-proofs", {"upload": two})
    drain()

    path = f"/api/v1/record-files/{berkas.pk}/event-proofs"
    client = token_client(office.sekda.official)
    listed, got = client.get(path).json(), client.get(f"{path}/2")
    reopen_record_file(actor=actor(person), record_file_id=berkas.pk, reason="Susulan")

    assert (given.status_code, added.status_code, again.status_code) == (200, 201, 422)
    assert [one["state"] for one in listed] == ["clean", "clean"]
    assert all(one["locked_until"] for one in listed)
    assert b"".join(got.streaming_content) == PAPER
    assert client.get(path).json() == []
    assert EventProof.objects.filter(is_current=False).count() == 2
    assert token_client(office.stranger.official).get(path).status_code == 404
