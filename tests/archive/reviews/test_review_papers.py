"""The berita acara of a review: a copy for each member, and the decision follows."""

import json

import pytest
from django.utils import timezone

from archive.disposal.deciding import DecisionLetter
from archive.disposal.errors import ProposersOwn
from archive.models import ProcedureDocument, RecordFile, Review, ReviewWord
from archive.papers.errors import DocumentTooEarly, DocumentUnsigned
from archive.papers.keeping import keep_document
from archive.papers.kinds import PaperKind, PaperState
from archive.papers.slots import OutsidePaper
from archive.records.capturing import capture_outgoing
from archive.reviews.allowed_acts import allowed_acts
from archive.reviews.appraising import FileWord, appraise_files
from archive.reviews.deciding import approve_review, return_review
from archive.reviews.documenting import (
    record_review_document,
    reports_of,
    write_review_document,
)
from archive.reviews.errors import ReportBegun
from eoffice.errors import Invalid
from tests.office.disposal import make_committee
from tests.office.kabupaten import actor
from tests.office.papers import signed
from tests.office.reviews import LETTER, open_fates, submitted_review
from tests.office.signers import make_signer
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
WORD = FileWord(decision=ReviewWord.PERMANENT, reason="Bernilai sejarah")


@pytest.fixture
def people(office):
    return make_committee(office)


@pytest.fixture
def whole(office, people) -> Review:
    """Return a review of two files that have their word."""
    open_fates(office, 2)
    found = submitted_review(office)
    with pytest.raises(DocumentTooEarly):
        write(office, found, office.sekda)
    appraise_files(actor=actor(office.sekda), review_id=found.pk, word=WORD)
    return now(found)


def now(found) -> Review:
    return Review.objects.get(pk=found.pk)


def write(office, found, member):
    return write_review_document(
        actor=actor(office.setda_archivist),
        review_id=found.pk,
        kind=PaperKind.REPORT,
        party=str(member.position.pk),
    )


def enter(who, found, member):
    day = timezone.localdate()
    return record_review_document(
        actor=actor(who),
        review_id=found.pk,
        kind=PaperKind.REPORT,
        party=str(member.position.pk),
        given=OutsidePaper(number="9/2026", date=day, by=member.official.name),
    )


def test_the_decision_follows_the_copies_that_the_members_signed(office, people, whole):
    make_signer(office.sekda)
    chair = {"actor": actor(office.sekda), "review_id": whole.pk}
    with pytest.raises(DocumentUnsigned):  # nothing was made, nothing was given
        approve_review(**chair)
    assert "approve" in allowed_acts(actor(office.sekda), whole)  # from outside
    document = write(office, whole, office.sekda)
    assert "Bernilai sejarah" in json.dumps(document.letter.body)
    with pytest.raises(DocumentUnsigned):
        approve_review(**chair, letter=LETTER)
    offered = allowed_acts(actor(office.sekda), now(whole))
    assert {"approve", "appraise"}.isdisjoint(offered)
    with pytest.raises(ReportBegun):  # the text tells the words as they are
        appraise_files(word=WORD, **chair)

    letter = signed(office, document.letter, office.setda_archivist)
    with pytest.raises(DocumentUnsigned):  # the others have not signed theirs
        approve_review(**chair)
    for role in ("unit_head", "archivist"):
        enter(people["archivist"], whole, people[role])
    with pytest.raises(Invalid):  # another document than the one signed here
        approve_review(**chair, letter=LETTER)
    approve_review(**chair)

    done = now(whole)
    assert (done.state, done.document_number) == ("approved", letter.number)
    assert done.document_date == letter.signed_letter_date
    assert office.sekda.official.name in done.document_by
    assert [one.state for one in reports_of(done)] == [
        PaperState.SIGNED,
        PaperState.OUTSIDE,
        PaperState.OUTSIDE,
    ]
    fates = RecordFile.objects.exclude(reviewed_on=None)
    assert {one.final_fate for one in fates} == {"permanent"}
    record = capture_outgoing(letter_id=letter.pk)
    assert keep_document(record.pk)
    record.refresh_from_db()
    assert record.record_file.classification.code == "000.5.6.2"


def test_a_review_sent_back_begins_its_papers_anew_and_proposers_enter_none(
    office, people, whole
):
    with pytest.raises(ProposersOwn):
        enter(office.setda_archivist, whole, office.sekda)
    enter(office.kabag, whole, office.sekda)
    return_review(actor=actor(office.sekda), review_id=whole.pk, reason="Kurang")

    assert not ProcedureDocument.objects.filter(is_current=True).exists()
    assert reports_of(now(whole))[0].state == PaperState.MISSING


def test_papers_go_by_pages_and_programs_and_an_outside_one_still_decides(
    office, people, whole
):
    page = f"/arsip/penilaian-kembali/{whole.pk}/"
    own = browser_of(office.setda_archivist.official)
    listed = own.get(f"{page}dokumen/").content.decode()
    assert listed.count("Buat atau catat") == 3
    party = f"report/?pihak={office.kabag.position.pk}"
    form = own.get(f"{page}dokumen/{party}").content.decode()
    assert ('name="konsep"' in form, 'name="number"' in form) == (True, False)
    api = f"/api/v1/reviews/{whole.pk}/documents"
    program = token_client(office.kabag.official)
    given = {"number": "4/2026", "date": "2026-11-02", "by": "Kabag"}
    body = {"party": str(office.kabag.position.pk), "document": given}
    made = program.post(f"{api}/report", body, content_type="application/json")
    assert made.status_code == 201, made.content
    states = {one["kind"]: one["state"] for one in program.get(api).json()}
    assert states["report"] == "missing"  # as far as the copy that is least far
    waits = browser_of(office.sekda.official).get(page).content.decode()
    assert "Langkah berikutnya menunggu" in waits
    ProcedureDocument.objects.all().delete()

    outside = DecisionLetter(number="7/2026", date=timezone.localdate(), by="Sekda")
    approve_review(actor=actor(office.sekda), review_id=whole.pk, letter=outside)
    told = own.get(f"{page}dokumen/").content.decode()
    assert ("7/2026" in told, "Buat atau catat" in told) == (True, False)
    stranger = browser_of(office.stranger.official)
    assert stranger.get(f"{page}dokumen/").status_code == 404
