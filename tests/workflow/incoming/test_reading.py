"""From a brought file to a proposal: the whole way, with good and hostile files."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from eoffice.outbox.models import OutboxDelivery, OutboxEvent
from eoffice.outbox.relay import drain
from tests.eoffice.objects import files
from tests.eoffice.sandbox import bombs
from tests.office.incoming import received, specimen
from tests.office.kabupaten import actor
from workflow.incoming.operations.reading_pages import (
    read_incoming,
    sweep_stuck_readings,
)
from workflow.incoming.queries.lists import duplicates_of, proposal_of
from workflow.models import IncomingLetter, PageText, Proposal

pytestmark = pytest.mark.django_db


def test_digital_letter_is_read_and_proposed_with_places(office):
    incoming = received(office)

    shape = proposal_of(incoming, actor(office.setda_clerk))
    assert shape["state"] == "ready"
    assert shape["text_source"] == "embedded"
    number = shape["fields"]["number"]
    assert number["value"] == specimen().expected.number
    assert number["page"] == 1
    assert len(number["box"]) == 4
    text = PageText.objects.get(file__incoming=incoming, page=1)
    assert specimen().expected.number in text.text
    assert OutboxEvent.objects.filter(name="incoming.read").count() == 1


def test_reading_again_changes_nothing(office):
    incoming = received(office)
    before = Proposal.objects.values().get(incoming=incoming)
    pages = list(PageText.objects.order_by("pk").values())

    read_incoming(incoming_id=incoming.pk)

    assert Proposal.objects.values().get(incoming=incoming) == before
    assert list(PageText.objects.order_by("pk").values()) == pages
    assert OutboxEvent.objects.filter(name="incoming.read").count() == 1


def test_reading_that_was_cut_off_goes_on(office):
    incoming = received(office)
    PageText.objects.all().delete()
    Proposal.objects.update(state="working", pages=0, fields={})
    incoming.files.update(reading_state="working")

    read_incoming(incoming_id=incoming.pk)

    proposal = Proposal.objects.get(incoming=incoming)
    assert proposal.state == "ready"
    assert proposal.fields["number"]["value"] == specimen().expected.number
    assert PageText.objects.filter(file__incoming=incoming).exists()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (files.pdf(password="kunci"), "file_encrypted"),
        (bombs.content_bomb(), "sandbox"),
        (b"%PDF-1.7\nrusak sama sekali", "file_broken"),
    ],
    ids=["needs a password", "bomb", "broken"],
)
def test_hostile_file_ends_in_a_state_and_the_clerk_goes_on(office, data, fault):
    incoming = received(office, read=False)
    hostile = incoming.files.get()
    _replace_content(hostile, data)
    drain()

    incoming.refresh_from_db()
    hostile.refresh_from_db()
    proposal = Proposal.objects.get(incoming=incoming)
    if fault == "sandbox":  # what a bomb runs into depends on the machine's walls
        assert hostile.reading_state in ("done", "failed")
        assert proposal.state in ("ready", "failed")
    else:
        assert (hostile.reading_state, hostile.reading_fault) == ("failed", fault)
        assert (proposal.state, proposal.fault) == ("failed", fault)
    assert not OutboxDelivery.objects.exclude(state="done").exists()


def _replace_content(file, data):
    """Put other bytes behind a file, as if the check had let them through."""
    from eoffice.objects import store

    stored = store.put_bytes(data, area=store.Area.DRAFTS, media_type="application/pdf")
    stored.save(force_insert=True)
    file.stored = stored
    file.save(update_fields=["stored"])


def test_same_file_twice_is_shown_to_those_who_may_see_it(office):
    first = received(office)
    second = received(office)

    found = proposal_of(second, actor(office.setda_clerk))["duplicates"]

    assert [(one["id"], one["reason"]) for one in found] == [(first.pk, "same_file")]


@pytest.mark.parametrize(
    ("number", "sender", "hinted"),
    [
        ("005 / 0087 / Dinsos / 2026", "Dinas Sosial Kab. Sukaraya", True),
        ("005/87/DINSOS/2026", "Dlnas 5osial", True),
        ("005/88/Dinsos/2026", "Dinas Sosial", False),
    ],
)
def test_same_number_and_date_are_hint_enough(office, number, sender, hinted):
    day = date(2026, 3, 5)
    IncomingLetter.objects.filter(pk=received(office, read=False).pk).update(
        number="005/87/Dinsos/2026", sender="Dinas Sosial", letter_date=day
    )
    second = received(office, read=False)
    second.files.update(stored=_other_bytes())

    found = duplicates_of(
        second,
        actor(office.setda_clerk),
        number=number,
        sender=sender,
        dated="5-3-2026",
    )

    assert [one.reason for one in found] == (["same_number"] if hinted else [])


def test_number_alone_is_no_hint(office):
    IncomingLetter.objects.filter(pk=received(office, read=False).pk).update(
        number="005/1", sender="Dinas Sosial", letter_date=date(2026, 3, 5)
    )
    second = received(office, read=False)
    second.files.update(stored=_other_bytes())

    asked = {"number": "005/1", "sender": "Dinas Pertanian", "dated": "1-2-2026"}
    assert duplicates_of(second, actor(office.setda_clerk), **asked) == []


def _other_bytes():
    from eoffice.objects import store

    stored = store.put_bytes(
        files.pdf(hidden=b"lain"), area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.save(force_insert=True)
    return stored


def test_date_before_annexes_is_proposed_when_all_pages_are_read(office):
    incoming = received(office, read=False)
    circular = Path(__file__).parent.parent / "reading/files/circular_6_pages.pdf"
    _replace_content(incoming.files.get(), circular.read_bytes())
    drain()

    found = Proposal.objects.get(incoming=incoming).fields["date"]

    assert (found["value"], found["page"]) == ("2025-11-28", 4)


def test_duplicate_that_one_may_not_see_is_not_hinted_at(office):
    received(office)
    second = received(office)

    assert proposal_of(second, actor(office.stranger))["duplicates"] == []


def test_reading_given_up_by_its_worker_becomes_a_clear_state(office):
    incoming = received(office, read=False)
    OutboxDelivery.objects.filter(handler="workflow.read_incoming").update(state="dead")
    long_ago = timezone.now() - timedelta(hours=1)
    Proposal.objects.update(updated_at=long_ago, state="working")

    assert sweep_stuck_readings().done == 1

    proposal = Proposal.objects.get(incoming=incoming)
    assert (proposal.state, proposal.fault) == ("failed", "given_up")


def test_reading_that_died_after_its_proposal_is_given_up_too(office):
    incoming = received(office, read=False)
    OutboxDelivery.objects.filter(handler="workflow.read_incoming").update(state="dead")
    incoming.files.update(reading_state="working", pages=3)
    long_ago = timezone.now() - timedelta(hours=1)
    Proposal.objects.update(updated_at=long_ago, state="ready")

    assert sweep_stuck_readings().done == 1
    assert sweep_stuck_readings().done == 0

    proposal = Proposal.objects.get(incoming=incoming)
    file = incoming.files.get()
    assert (proposal.state, proposal.fault, proposal.pages) == ("ready", "", 3)
    assert (file.reading_state, file.reading_fault) == ("failed", "given_up")
    assert OutboxEvent.objects.filter(name="incoming.read").count() == 1


def test_reading_that_still_waits_is_left_alone(office):
    received(office, read=False)
    Proposal.objects.update(updated_at=timezone.now() - timedelta(hours=1))

    assert sweep_stuck_readings().done == 0

    assert Proposal.objects.get().state == "queued"
