"""The eight documents of a destruction: made, signed, kept, and what rests on them."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import approve_list, return_list, submit_list
from archive.disposal.documenting import record_list_document, write_list_document
from archive.disposal.dropping import unfit_among
from archive.disposal.eight_documents import documents_of
from archive.disposal.errors import SamePerson
from archive.disposal.executing import execute_list
from archive.disposal.listing import ListProposal, propose_list
from archive.models import (
    Appraisal,
    DestructionList,
    DropReason,
    ProcedureDocument,
    Record,
    RecordFile,
)
from archive.papers.errors import DocumentThere, DocumentTooEarly, DocumentUnsigned
from archive.papers.keeping import keep_document
from archive.papers.kinds import PaperKind, PaperState
from archive.papers.slots import OutsidePaper
from archive.papers.writing import outside_faults
from archive.record_files.locks import locked_files
from archive.records.capturing import capture_outgoing
from eoffice.errors import Invalid, NotFound
from tests.office.disposal import LETTER, confirm_schedule, make_committee, make_due
from tests.office.kabupaten import actor
from tests.office.papers import signed
from tests.office.records import make_record
from tests.office.signers import make_signer
from tests.office.visitors import browser_of, token_client
from workflow.models import Letter

pytestmark = pytest.mark.django_db
PAPER = OutsidePaper(number="7/2026", date=timezone.localdate(), by="Sekda")


@pytest.fixture
def people(office):
    confirm_schedule()
    make_signer(office.sekda)
    return make_committee(office)


@pytest.fixture
def appraised(office, people):
    make_due(office, make_record(office), make_record(office, "Daftar hadir"))
    own = actor(office.setda_archivist)
    proposal = ListProposal(name="Usul", due_before=timezone.localdate())
    found = propose_list(actor=own, proposal=proposal)
    with pytest.raises(DocumentTooEarly):
        write(office, found, PaperKind.MINUTES)
    submit_list(actor=own, list_id=found.pk)
    appraise_items(
        actor=actor(office.kabag),
        list_id=found.pk,
        chosen=Chosen(),
        word=CommitteeWord(decision=Appraisal.AGREE),
    )
    return found


def write(office, found, kind, party=""):
    return write_list_document(
        actor=actor(office.setda_archivist), list_id=found.pk, kind=kind, party=party
    )


def approve(office, found, letter=LETTER):
    return approve_list(actor=actor(office.bupati), list_id=found.pk, letter=letter)


def states(found):
    now = DestructionList.objects.get(pk=found.pk)
    return {one.slot.kind: one.state for one in documents_of(now)}


def kept_while_closing(office, monkeypatch, document):
    """Keep another document while somebody closes the berkas it would lie in."""
    other = make_record(office, "Berita acara")
    ProcedureDocument.objects.create(
        letter=other.letter,
        procedure=document.procedure,
        procedure_id=document.procedure_id,
        kind=PaperKind.MINUTES,
        entered_by=document.entered_by,
    )

    def closed_first(ids):
        rows = RecordFile.objects.filter(pk__in=ids)
        rows.update(closed_on=timezone.localdate())
        return locked_files(ids)

    monkeypatch.setattr("archive.papers.keeping.locked_files", closed_first)
    keep_document(other.pk)
    other.refresh_from_db()
    return other


def test_an_approval_rests_on_the_signed_consideration_which_is_kept(
    office, appraised, monkeypatch
):
    with pytest.raises(DocumentUnsigned) as missing:
        approve(office, appraised)
    document = write(office, appraised, PaperKind.CONSIDERATION)
    with pytest.raises(DocumentThere):
        write(office, appraised, PaperKind.CONSIDERATION)
    with pytest.raises(DocumentUnsigned) as draft:
        approve(office, appraised)

    assert missing.value.members == {"document": "consideration"}
    assert str(PaperState.DRAFT.label) in str(draft.value)
    letter = signed(office, document.letter, office.setda_archivist)
    rows = Letter.objects.filter(pk=letter.pk)
    rows.update(signatory_position=office.kabag.position)
    assert states(appraised)[PaperKind.CONSIDERATION] == PaperState.OTHER_SIGNER
    with pytest.raises(DocumentUnsigned):  # the chair's word is nobody else's
        approve(office, appraised)
    rows.update(signatory_position=office.sekda.position)
    assert "Daftar hadir" in json.dumps(letter.body)
    record = capture_outgoing(letter_id=letter.pk)
    assert keep_document(record.pk)
    assert keep_document(record.pk)

    record = Record.objects.get(pk=record.pk)
    assert record.record_file.classification.code == "000.5.6.2"
    assert ProcedureDocument.objects.get(pk=document.pk).is_vital
    assert approve(office, appraised).state == "approved"
    other = kept_while_closing(office, monkeypatch, document)
    assert other.record_file.closed_on is None
    assert other.record_file_id != record.record_file_id
    # Wherever it is filed and whatever a schedule says: it is on no list itself.
    item = appraised.items.first()
    item.record_id = record.pk
    assert unfit_among([item]) == {item.pk: DropReason.VITAL}


def test_the_execution_rests_on_the_decree_and_a_list_sent_back_begins_anew(
    office, appraised, people
):
    own = actor(office.setda_archivist)
    enter = {"actor": actor(office.kabag), "list_id": appraised.pk, "given": PAPER}
    for kind in (PaperKind.CONSIDERATION, PaperKind.DECREE):
        with pytest.raises(SamePerson):  # who proposed the list
            record_list_document(**{**enter, "actor": own}, kind=kind)
    record_list_document(**enter, kind=PaperKind.CONSIDERATION)
    with pytest.raises(DocumentTooEarly):
        record_list_document(**enter, kind=PaperKind.DECREE)
    with pytest.raises(NotFound):
        record_list_document(**enter, kind=PaperKind.REGION)
    draft = write(office, appraised, PaperKind.REGION)
    with pytest.raises(DocumentUnsigned):
        approve(office, appraised)
    draft.letter.delete()  # thrown away: its place is free again
    approve(office, appraised)

    def run():
        person = actor(people["archivist"])
        execute_list(actor=person, list_id=appraised.pk, typed_name="Usul")

    with pytest.raises(DocumentUnsigned):
        run()
    older = replace(PAPER, date=LETTER.date - timedelta(days=1))
    with pytest.raises(Invalid):
        record_list_document(**{**enter, "given": older}, kind=PaperKind.DECREE)
    record_list_document(**enter, kind=PaperKind.DECREE)
    run()
    told = states(appraised)
    assert told[PaperKind.COMMITTEE] == told[PaperKind.REGION] == PaperState.OUTSIDE
    assert told[PaperKind.NATIONAL] == PaperState.NOT_NEEDED
    return_list(actor=own, list_id=appraised.pk, reason="Keliru")
    assert states(appraised)[PaperKind.DECREE] == PaperState.MISSING


def test_a_list_with_classed_records_goes_into_a_letter_of_their_class(
    office, appraised
):
    appraised.items.filter(order=1).update(security_class="rahasia")

    letter = write(office, appraised, PaperKind.CONSIDERATION).letter

    assert letter.security_class == "rahasia"


def test_the_eight_are_told_and_made_by_page_and_api(office, appraised):
    api, page = f"/api/v1/destruction-lists/{appraised.pk}/documents", "dokumen"
    client = token_client(office.setda_archivist.official)
    shown = client.get(api).json()
    assert [one["kind"] for one in shown] == [
        *("committee_decree", "minutes", "consideration", "approval_region"),
        *("approval_national", "decree", "report", "contents"),
    ]
    assert len(shown[6]["copies"]) == 4
    document = {"number": "9/2026", "date": "2026-11-02", "by": "Panitia"}
    for body, status in (({"document": document}, 201), ({}, 409)):
        answer = client.post(f"{api}/minutes", body, content_type="application/json")
        assert answer.status_code == status, answer.content

    visitor = browser_of(office.setda_archivist.official)
    page = f"/arsip/usul-musnah/{appraised.pk}/dokumen/"
    assert "9/2026" in visitor.get(page).content.decode()
    assert visitor.get(f"{page}consideration/").status_code == 200
    bare = visitor.post(f"{page}consideration/", {"number": ""})
    assert bare.status_code == 422
    made = visitor.post(f"{page}consideration/", {"konsep": "1"})
    letter = ProcedureDocument.objects.get(kind="consideration").letter
    assert made.headers["Location"] == f"/naskah-keluar/{letter.pk}/"
    stranger = browser_of(office.stranger.official)
    assert stranger.get(page).status_code == 404


def test_a_document_from_outside_has_number_date_and_signatory():
    tomorrow = timezone.localdate() + timedelta(days=1)
    faults = outside_faults(OutsidePaper(number=" ", date=tomorrow, by=""))

    assert [one.field for one in faults] == ["number", "by", "date"]


def test_an_approval_signed_here_is_entered_by_its_own_number(office, appraised):
    own = actor(office.kabag)
    kind = PaperKind.CONSIDERATION
    record_list_document(actor=own, list_id=appraised.pk, kind=kind, given=PAPER)
    document = write(office, appraised, PaperKind.REGION)
    make_signer(office.bupati)
    letter = signed(office, document.letter, office.setda_archivist, by=office.bupati)
    rows = Letter.objects.filter(pk=letter.pk)
    rows.update(signatory_position=office.sekda.position)
    with pytest.raises(DocumentUnsigned):
        approve(office, appraised)
    rows.update(signatory_position=office.bupati.position)

    with pytest.raises(Invalid) as refused:
        approve(office, appraised)

    assert [one.code for one in refused.value.faults] == ["other_letter"]
