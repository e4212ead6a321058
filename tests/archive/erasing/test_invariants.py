"""What always holds of destruction, for many lists, on every store we promise."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum, auto

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import approve_list, submit_list
from archive.disposal.executing import execute_list
from archive.erasing.proving import certificate_of
from archive.erasing.scanning import hits_in_database
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import Appraisal, ListState, Record, ScopeKind, Tombstone
from eoffice.jobs.models import Job
from eoffice.objects.models import StoredObject
from eoffice.objects.store import default_store
from eoffice.outbox.relay import drain
from tests.archive.erasing.gone import versions_left
from tests.office.disposal import (
    LETTER,
    make_committee,
    make_due,
    proposed,
)
from tests.office.kabupaten import actor
from tests.office.scanned import make_scanned

pytestmark = pytest.mark.django_db
NAMES = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam")


class Fate(StrEnum):
    """What befalls a record before the destroyer comes to it."""

    AGREED = auto()
    OBJECTED = auto()
    HELD_BEFORE = auto()  # before the list was made
    HELD_LATE = auto()  # when two had already begun the execution
    LOCKED = auto()  # the store keeps its bytes longer than its rule
    UNLISTED = auto()  # never due


def hold(office, record: Record) -> None:
    case = HoldInput(
        case_name="Perkara 12/G/2026",
        requester="Bagian Hukum",
        basis="Surat 180/4/2026",
        scopes=[ScopeInput(kind=ScopeKind.RECORD, record_id=record.pk)],
    )
    place_hold(actor=actor(office.setda_archivist), hold=case)


def made(office, fates) -> dict[Fate, list[Record]]:
    """Return records by their fate; those that come due lie in one file."""
    until = datetime.now(UTC) + timedelta(days=1)
    found: dict[Fate, list[Record]] = {fate: [] for fate in Fate}
    for name, fate in zip(NAMES, fates, strict=False):
        lock = {"lock_until": until} if fate == Fate.LOCKED else {}
        found[fate].append(make_scanned(office, name, **lock))
    due = [one for fate, rows in found.items() if fate != Fate.UNLISTED for one in rows]
    make_due(office, *due)
    for record in found[Fate.HELD_BEFORE]:
        hold(office, record)
    return found


def carried_out(office, people, found):
    """Take the list of what is due through all its hands and let the destroyer work."""
    listed = proposed(office)
    submit_list(actor=actor(office.setda_archivist), list_id=listed.pk)
    objected = {one.pk for one in found[Fate.OBJECTED]}
    for item in listed.items.all():
        no = item.record_id in objected
        word = CommitteeWord(
            decision=Appraisal.OBJECT if no else Appraisal.AGREE,
            reason="Masih diperlukan" if no else "",
        )
        appraise_items(
            actor=actor(office.kabag),
            list_id=listed.pk,
            chosen=Chosen(items=[item.pk]),
            word=word,
        )
    approve_list(actor=actor(office.bupati), list_id=listed.pk, letter=LETTER)
    for person in (people["archivist"], office.kabag):
        execute_list(actor=actor(person), list_id=listed.pk, typed_name=listed.name)
    for record in found[Fate.HELD_LATE]:
        hold(office, record)
    drain()
    listed.refresh_from_db()
    return listed


def check(found, places, listed) -> None:
    """Whatever is gone stood on the list and was agreed; all the rest is whole."""
    gone = {one.pk for one in found[Fate.AGREED]}
    told = Job.objects.get(pk=listed.job_id).items.values_list("ref", "message")
    assert listed.state == ListState.DESTROYED, list(told)
    assert listed.certificate == certificate_of(listed)
    assert set(Tombstone.objects.values_list("record_id", flat=True)) == gone
    for fate, rows in found.items():
        for record in rows:
            bucket, key, subject = places[record.pk]
            is_gone = fate == Fate.AGREED
            stands = Record.objects.filter(pk=record.pk).exists()
            assert stands != is_gone, fate
            assert bool(versions_left([(bucket, key)])) != is_gone, fate
            words = hits_in_database({subject: "here"}, {})
            assert not (is_gone and words), fate
            if stands:
                stored = StoredObject.objects.get(key=key)
                assert default_store().get_bytes(stored).startswith(b"%PDF"), fate


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.permutations(list(Fate)), st.sampled_from(Fate))
def run_examples(office, people, order, extra):
    fates = [Fate.AGREED, *order[:4], extra]
    # No block of its own: the store is never called inside one.
    before = transaction.savepoint()
    found = made(office, fates)
    places = {}
    for record in (one for rows in found.values() for one in rows):
        stored = record.contents.get().stored
        places[record.pk] = (stored.bucket, stored.key, record.subject)
    check(found, places, carried_out(office, people, found))
    transaction.savepoint_rollback(before)


def test_only_what_was_agreed_goes_and_it_goes_wholly(office, on_store):
    people = make_committee(office)
    run_examples(office, people)

    assert not Tombstone.objects.exists()  # each example was taken back
