"""What an archive has besides records: lists, holds, requests, filings, files."""

import io
from datetime import date, timedelta

from django.utils import timezone

from archive.custody.states import MoveKind
from archive.desk.saving import save_view
from archive.disposal.deciding import submit_list
from archive.exchange.making import ExportInput, make_export
from archive.exchange.selecting import Selection
from archive.grants.granting import ReadingWish, ask_to_read
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.intake.bringing import Consignment, bring_in, kept_apart
from archive.models import (
    Accession,
    CustodyMove,
    ExportKind,
    Filing,
    IntakeKind,
    ProgrammeFile,
    Review,
    SavedView,
    ScheduleVersion,
    ScopeKind,
    ViewedList,
)
from archive.programmes.keeping import ProgrammeInput, enter_programme
from archive.reviews.appraising import FileWord, appraise_files
from archive.reviews.states import ReviewWord
from archive.schedules.drafting import ScheduleInput, bring_schedule
from archive.schedules.tables import schedule_of_file
from eoffice.organisation.actor import Actor
from search.models import SavedSearch
from search.query import SearchRequest
from search.query.request import Word
from search.saved.keeping import Wishes, save_search
from tests.guard.shelved import boxed_and_lent
from tests.office.custody import closed_file, name_archives, proposed_move
from tests.office.disposal import confirm_schedule, make_committee, make_due, proposed
from tests.office.incoming import bring
from tests.office.kabupaten import Office, actor
from tests.office.outgoing import make_draft
from tests.office.records import make_file, make_record
from tests.office.reviews import open_fates, submitted_review
from tests.workflow.letters.test_pictures import body_with, upload_of
from tests.workflow.reading_views import papers
from workflow.incoming.operations.registering import receive_letter

Places = dict[tuple[str, ...], list[dict[str, object]]]
VIEW = "reading-view.pdf"
OF_LETTER = f"api/v1/letters/<uuidstr:letter_id>/attachments/<uuidstr:upload_id>/{VIEW}"
OF_INCOMING = f"api/v1/incoming-letters/<uuidstr:incoming_id>/files/<int:n>/{VIEW}"


def saved_view(own: Actor) -> SavedView:
    """Return a view of a list under a name."""
    kept = ViewedList.RECORDS
    return save_view(actor=own, viewed=kept, name="Kertas lama", query="media=paper")


def kept_search(own: Actor) -> SavedSearch:
    """Return a search of a word under a name."""
    wanted = SearchRequest(text="rapat", clauses=(Word(text="rapat"),))
    return save_search(actor=own, name="Rapat", request=wanted, wishes=Wishes())


def kept_and_listed(office: Office) -> Places:
    """Return a list that waits for its committee, its items, a hold and a request."""
    confirm_schedule()
    make_committee(office)
    make_due(office, make_record(office, "Daftar hadir rapat tahun lalu"))
    own = actor(office.setda_archivist)
    found = submit_list(actor=own, list_id=proposed(office).pk)
    hold = place_hold(
        actor=own,
        hold=HoldInput(
            case_name="Perkara 12/G/2026",
            requester="Bagian Hukum",
            basis="Surat 180/4/2026",
            scopes=[ScopeInput(kind=ScopeKind.CODE, code="800.1")],
        ),
    )
    grant = ask_to_read(
        actor=own,
        record_id=make_record(office, "Notula rapat staf").pk,
        wanted=ReadingWish(
            nip=office.kabag.official.nip or "",
            until_on=timezone.localdate() + timedelta(days=7),
            reason="Bahan laporan",
        ),
    )
    wanted = ExportInput(
        kind=ExportKind.BAGIT, selection=Selection(records=[make_record(office).pk])
    )
    export = make_export(actor=own, wanted=wanted)
    filing = Filing.objects.create(by=office.setda_archivist.official)
    return boxed_and_lent(office) | {
        ("filing_id",): [{"filing_id": filing.pk}],
        ("view_id",): [{"view_id": saved_view(own).pk}],
        ("search_id",): [{"search_id": kept_search(own).pk}],
        ("grant_id",): [{"grant_id": grant.pk}],
        ("entry_id",): [{"entry_id": vital_file(office).pk}],
        ("version_id",): [{"version_id": drafted_schedule(office).pk}],
        ("export_id",): [{"export_id": export.pk}],
        ("intake_id",): [{"intake_id": _brought_in(office).pk}],
        ("list_id",): [{"list_id": found.pk}],
        ("list_id", "item_id"): [
            {"list_id": found.pk, "item_id": item.pk} for item in found.items.all()
        ],
        ("list_id", "document"): [{"list_id": found.pk, "document": "minutes"}],
        **_moves(office),
        ("hold_id",): [{"hold_id": hold.pk}],
    }


def _moves(office: Office) -> Places:
    """Return a transfer and a hand-over that wait for their receiver."""
    closed_file(office, make_record(office, "Rapat pindah"))
    transfer = proposed_move(office)
    closed_file(office, make_record(office, "Rapat serah"), fate="permanent")
    name_archives(office)
    handover = proposed_move(office, MoveKind.HANDOVER)
    open_fates(office, 1)
    review = submitted_review(office)
    word = FileWord(decision=ReviewWord.PERMANENT, reason="Bernilai sejarah")
    appraise_files(actor=actor(office.sekda), review_id=review.pk, word=word)
    places: Places = {
        ("review_id",): [{"review_id": review.pk}],
        ("review_id", "document"): [{"review_id": review.pk, "document": "contents"}],
    }
    for name, move in (("transfer_id", transfer), ("handover_id", handover)):
        places[(name,)] = [{name: move.pk}]
        places[(name, "document")] = [{name: move.pk, "document": "contents"}]
    places[("move_id",)] = [{"move_id": one.pk} for one in (transfer, handover)]
    return places


def asked_documents() -> dict[str, list[dict[str, object]]]:
    """Return, by address, a document of each move or review that may be made."""
    entered = {
        "transfer": ("transfers", "report"),
        "handover": ("handovers", "minutes"),
    }
    reviews = [
        {"review_id": one.pk, "document": "report"} for one in Review.objects.all()
    ]
    return {
        "api/v1/reviews/<uuidstr:review_id>/documents/<document>": reviews,
        **{
            f"api/v1/{name}/<uuidstr:move_id>/documents/<document>": [
                {"move_id": one.pk, "document": document}
            ]
            for one in CustodyMove.objects.all()
            for name, document in [entered[one.kind]]
        },
    }


def drafted_schedule(office: Office) -> ScheduleVersion:
    """Return a draft of one rule and a local code below it."""
    table = "kode,uraian,aktif,inaktif,keterangan\n000.1.5,Rapat,1,1,musnah\n"
    lines = schedule_of_file(f"{table}000.1.5.1,Rapat staf,1,2,permanen\n".encode())
    schedule = ScheduleInput(
        name="JRA Wanasari 2026",
        decree_number="Perbup 12/2026",
        decree_on=date(2026, 1, 5),
        lines=lines,
        is_complete=False,
    )
    return bring_schedule(actor=actor(office.admin), schedule=schedule)


def _brought_in(office: Office) -> Accession:
    """Return a table that waits to be read."""
    return bring_in(
        actor=actor(office.setda_archivist),
        brought=Consignment(
            kind=IntakeKind.TABLE,
            unit_id=office.setda.pk,
            source="Srikandi",
            name="arsip.csv",
        ),
        stored=kept_apart(io.BytesIO(b"ID;Tanggal;Hal\n1;2019-02-01;Undangan\n")),
    )


def vital_file(office: Office) -> ProgrammeFile:
    """Return a file of Setda in the programme of vital records."""
    berkas = make_file(office.setda_archivist, office.setda, "Sertifikat tanah")
    return enter_programme(
        actor=actor(office.setda_archivist),
        record_file_id=berkas.pk,
        content=ProgrammeInput(
            kind="vital", method="Salinan di LKD", place="Brankas Setda"
        ),
    )


def office_files(office: Office) -> dict[str, list[dict[str, object]]]:
    """Return a draft with a picture, and files that have pages to read, by address."""
    upload = bring(office.drafter, papers.word(), "laporan.docx")
    picture = upload_of(office.drafter)
    letter = make_draft(office, attachments=[upload.pk], body=body_with(picture.pk))
    attached = letter.attachments.get()
    brought = bring(office.setda_clerk, papers.word(), "permohonan.docx")
    incoming = receive_letter(actor=actor(office.setda_clerk), upload_ids=[brought.pk])
    return {
        OF_LETTER: [{"letter_id": letter.pk, "upload_id": upload.pk}],
        OF_INCOMING: [{"incoming_id": incoming.pk, "n": 1}],
        "naskah-keluar/<uuid:letter_id>/gambar/<uuid:upload_id>/": [
            {"letter_id": letter.pk, "upload_id": picture.pk}
        ],
        "naskah-keluar/<uuid:letter_id>/lampiran/<uuid:attachment_id>/baca/": [
            {"letter_id": letter.pk, "attachment_id": attached.pk}
        ],
        "naskah-masuk/<uuid:incoming_id>/berkas/<int:order>/baca/": [
            {"incoming_id": incoming.pk, "order": 1}
        ],
    }
