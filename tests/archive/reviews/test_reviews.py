"""Files that are appraised again: by whom, to what end, and never sooner than known."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.custody.due import due_files
from archive.custody.states import MoveKind
from archive.disposal.due import due_records
from archive.disposal.errors import NotDecided
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import RecordFile, Review, ReviewWord, ScopeKind
from archive.record_files.closing import reopen_record_file
from archive.record_files.retention import lock_until, retention_of
from archive.reviews.appraising import FileWord, appraise_files
from archive.reviews.deciding import (
    abort_review,
    approve_review,
    return_review,
    submit_review,
)
from archive.reviews.due import due_for_review
from archive.reviews.errors import NothingToReview, OwnReview, WrongReviewState
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.organisation.models import Unit
from tests.office.disposal import make_committee
from tests.office.kabupaten import actor
from tests.office.reviews import (
    LETTER,
    open_fates,
    proposed_review,
    submitted_review,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def word(decision: ReviewWord, until=None, reason="Masih bernilai guna") -> FileWord:
    return FileWord(decision=decision, until=until, reason=reason)


def due_now() -> set[RecordFile]:
    return set(due_for_review(Unit.objects.all(), before=TODAY()))


def test_each_file_follows_its_word_once_the_chair_decided(office):
    going, kept, longer = files = open_fates(office, 3)
    people = make_committee(office)
    found = submitted_review(office)
    assert due_now() == set()
    later = TODAY() + timedelta(days=400)
    items = {one.record_file: one for one in found.items.all()}
    for file, said in (
        (going, word(ReviewWord.DESTROY)),
        (kept, word(ReviewWord.PERMANENT)),
        (longer, word(ReviewWord.KEEP_UNTIL, later)),
    ):
        appraise_files(
            actor=actor(people["unit_head"]),
            review_id=found.pk,
            word=said,
            items=[items[file].pk],
        )
    assert not due_records(Unit.objects.all(), before=TODAY()).exists()

    approve_review(actor=actor(office.sekda), review_id=found.pk, letter=LETTER)

    for file in files:
        file.refresh_from_db()
    assert [one.final_fate for one in files] == ["destroy", "permanent", "review"]
    assert [one.reviewed_on for one in files] == [TODAY()] * 3
    assert (longer.inactive_until, going.inactive_until < TODAY()) == (later, True)
    destroyable = due_records(Unit.objects.all(), before=TODAY())
    assert [one.record_file for one in destroyable] == [going]
    to_hand_over = due_files(office.bagian, MoveKind.HANDOVER, is_long=False)
    assert list(to_hand_over) == [kept]
    assert lock_until(going) == going.inactive_until
    assert "penilaian kembali" in retention_of(kept, TODAY()).explanation
    assert due_now() == set()
    event = AuditEvent.objects.get(
        action="record_file.reviewed", object_id=str(going.pk)
    )
    told = json.loads(event.payload)["data"]
    assert (told["before"]["fate"], told["after"]["fate"]) == ("review", "destroy")
    done = Review.objects.get()
    assert (done.state, done.document_number) == ("approved", LETTER.number)


def test_a_file_kept_longer_comes_back_when_its_day_is_over(office):
    (file,) = open_fates(office, 1)
    yesterday = TODAY() - timedelta(days=1)
    RecordFile.objects.update(reviewed_on=yesterday, inactive_until=yesterday)
    assert due_now() == {file}
    RecordFile.objects.update(inactive_until=TODAY())
    assert due_now() == set()


def test_nobody_judges_what_they_proposed_and_outsiders_know_nothing(office):
    open_fates(office, 1)
    make_committee(office)
    found = submitted_review(office)
    said, which = word(ReviewWord.PERMANENT), {"review_id": found.pk}
    Review.objects.update(proposed_by=office.sekda.official)

    with pytest.raises(OwnReview):
        appraise_files(actor=actor(office.sekda), word=said, **which)
    with pytest.raises(OwnReview):
        approve_review(actor=actor(office.sekda), letter=LETTER, **which)
    for outsider in (office.stranger, office.admin, office.kadis):
        with pytest.raises(NotFound):
            appraise_files(actor=actor(outsider), word=said, **which)
    with pytest.raises(NotFound):  # keeps the archive, sits on no committee
        appraise_files(actor=actor(office.setda_archivist), word=said, **which)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(approved_by=office.sekda.official)
    assert not found.items.exclude(decision="").exists()


def test_words_need_reason_and_day_and_the_decision_needs_all_words(office):
    open_fates(office, 2)
    make_committee(office)
    found = submitted_review(office)
    chair, which = actor(office.sekda), {"review_id": found.pk}
    with pytest.raises(NotDecided):
        approve_review(actor=actor(office.bupati), letter=LETTER, **which)
    for wrong in (
        word(ReviewWord.PERMANENT, reason=" "),
        word(ReviewWord.KEEP_UNTIL),
        word(ReviewWord.KEEP_UNTIL, TODAY()),
        word(ReviewWord.DESTROY, TODAY() + timedelta(days=9)),
    ):
        with pytest.raises(Invalid):
            appraise_files(actor=chair, word=wrong, **which)
    assert appraise_files(actor=chair, word=word(ReviewWord.PERMANENT), **which) == 2
    return_review(actor=chair, reason="Uraian kurang jelas", **which)
    with pytest.raises(WrongReviewState):
        approve_review(actor=chair, letter=LETTER, **which)
    assert not RecordFile.objects.exclude(reviewed_on=None).exists()


def test_what_a_hold_keeps_or_what_changed_leaves_the_list_and_keeps_its_fate(office):
    held, changed = open_fates(office, 2)
    make_committee(office)
    found = submitted_review(office)
    own, chair = actor(office.setda_archivist), actor(office.sekda)
    which = {"review_id": found.pk}
    appraise_files(actor=chair, word=word(ReviewWord.DESTROY), **which)
    scope = ScopeInput(kind=ScopeKind.RECORD_FILE, record_file_id=held.pk)
    place_hold(
        actor=own,
        hold=HoldInput(
            case_name="Perkara 9/2026",
            requester="Bagian Hukum",
            basis="Surat 180/9/2026",
            scopes=[scope],
        ),
    )
    reopen_record_file(actor=own, record_file_id=changed.pk, reason="Ada tambahan")

    with pytest.raises(NothingToReview):
        approve_review(actor=chair, letter=LETTER, **which)

    assert not RecordFile.objects.exclude(reviewed_on=None).exists()
    with pytest.raises(NothingToReview):
        proposed_review(office, "Lagi")
    abort_review(actor=own, reason="Tidak ada yang tersisa", **which)
    told = set(found.items.values_list("dropped_because", flat=True))
    assert told == {"called_off"}


def test_a_reopened_file_is_judged_anew(office):
    (file,) = open_fates(office, 1)
    RecordFile.objects.update(reviewed_fate="destroy", reviewed_on=TODAY())

    own = actor(office.setda_archivist)
    reopen_record_file(actor=own, record_file_id=file.pk, reason="Ada tambahan")

    file.refresh_from_db()
    assert (file.reviewed_fate, file.reviewed_on) == ("", None)
    assert file.final_fate == "review"


def test_a_list_that_was_sent_back_is_submitted_again_and_a_double_is_refused(office):
    open_fates(office, 1)
    make_committee(office)
    found = proposed_review(office)
    with pytest.raises(NothingToReview):
        proposed_review(office, "Kedua")
    own, which = actor(office.setda_archivist), {"review_id": found.pk}
    submit_review(actor=own, **which)
    return_review(actor=own, reason="Salah daftar", **which)
    assert submit_review(actor=own, **which).returned_because == ""
    with pytest.raises(WrongReviewState):
        submit_review(actor=own, **which)
