"""The documents of a move: a berita acara; of a hand-over eight (Ps 57, 81)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.custody.boxes import boxes_of
from archive.custody.models import CustodyMove
from archive.custody.states import CustodyItemState, CustodyState, MoveKind
from archive.disposal.committee_model import AppraisalCommittee, MemberRole
from archive.disposal.committees import committee_of
from archive.disposal.document_texts import NOBODY, named, seated
from archive.disposal.eight_documents import decree_type, head_of
from archive.papers import texts
from archive.papers.asking import papers_of
from archive.papers.kinds import PaperKind, Procedure
from archive.papers.slots import OutsidePaper, PaperPlan, PaperSlot, ProcedurePaper
from archive.record_files.periods import periods_of
from archive.retention.decree import RETENTION_DECREE
from eoffice.organisation.models import Position
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.rendering.dates_in_words import date_in_words

CODES = {MoveKind.TRANSFER: "000.5.6.1", MoveKind.HANDOVER: "000.5.6.3"}
FIRST, SECOND = "Pihak Pertama", "Pihak Kedua"
HEADER = ("No.", "Nomor berkas", "Kode", "Uraian informasi", "Kurun waktu", "Jumlah")
BOX_HEADER = ("No.", "Label boks", "Tempat", "Folder", "Keterangan")
WITH_LIST = (
    PaperKind.STATEMENT,
    PaperKind.DECREE,
    PaperKind.REPORT,
    PaperKind.RECEIPT,
)
AFTER_DRAFT = frozenset(
    {
        CustodyState.SUBMITTED,
        CustodyState.APPROVED,
        CustodyState.EXECUTING,
        CustodyState.DONE,
    }
)


def documents_of(found: CustodyMove) -> list[ProcedurePaper]:
    """Return the documents; the berita acara once for each of the two who sign it."""
    return papers_of(found.pk, slots_of(found))


def slots_of(found: CustodyMove) -> list[PaperSlot]:
    """Return what the move asks for, in the order of its steps."""
    if found.kind == MoveKind.SUCCESSION:
        return []
    return [
        *(_of_handover(found) if found.kind == MoveKind.HANDOVER else ()),
        *_reports(found),
        *(_receipt(found) if found.kind == MoveKind.HANDOVER else ()),
        _contents(found),
    ]


def _of_handover(found: CustodyMove) -> Iterator[PaperSlot]:
    committee = committee_of(found.unit)
    chair = _member(committee, MemberRole.CHAIR)
    creator = head_of(register_unit_of(found.unit))
    is_open, is_accepted = found.state in AFTER_DRAFT, found.approved_at is not None
    yield PaperSlot(
        kind=PaperKind.COMMITTEE,
        title=_("Decree of the appraisal committee"),
        known=_decree_of(committee),
    )
    yield PaperSlot(
        kind=PaperKind.MINUTES,
        title=_("Minutes of the appraisal"),
        type_code="notula",
        signer=chair,
        is_open=is_open,
    )
    yield PaperSlot(
        kind=PaperKind.CONSIDERATION,
        title=_("Written consideration of the committee"),
        type_code="nota_dinas",
        signer=chair,
        is_open=is_open,
    )
    yield PaperSlot(
        kind=PaperKind.STATEMENT,
        title=_("Statement that the records are authentic"),
        type_code="surat_dinas",
        signer=creator,
        is_open=is_open,
    )
    yield PaperSlot(
        kind=PaperKind.ACCEPTANCE,
        title=_("Approval of the head of the archives (LKD)"),
        type_code="surat_dinas",
        signer=found.receiver,
        is_open=is_accepted,
    )
    yield PaperSlot(
        kind=PaperKind.DECREE,
        title=_("Decree of the hand-over"),
        type_code=decree_type(creator),
        signer=creator,
        is_open=is_accepted,
    )


def _reports(found: CustodyMove) -> Iterator[PaperSlot]:
    for party, seat in ((FIRST, found.giver), (SECOND, found.receiver)):
        if seat is None:
            continue
        yield PaperSlot(
            kind=PaperKind.REPORT,
            title=_("Berita acara"),
            party=str(seat.pk),
            party_title=f"{party}: {seat.title}",
            type_code="berita_acara",
            signer=seat,
            is_open=found.approved_at is not None,
        )


def _receipt(found: CustodyMove) -> Iterator[PaperSlot]:
    """The archives acknowledges what it received; custody goes over by this."""
    yield PaperSlot(
        kind=PaperKind.RECEIPT,
        title=_("Acknowledgement of receipt"),
        type_code="surat_dinas",
        signer=found.receiver,
        is_open=found.approved_at is not None,
    )


def _contents(found: CustodyMove) -> PaperSlot:
    told = _("%(n)s record files") % {"n": _standing(found).count()}
    return PaperSlot(
        kind=PaperKind.CONTENTS, title=_("List of the records"), content=told
    )


def _standing(found: CustodyMove) -> Any:
    rows = found.items.exclude(state=CustodyItemState.DROPPED)
    return rows.select_related("record_file__classification").order_by("order")


def _member(committee: AppraisalCommittee | None, role: str) -> Position | None:
    rows = committee.members.filter(role=role) if committee else None
    found = rows.select_related("position__unit").first() if rows else None
    return found.position if found else None


def _decree_of(committee: AppraisalCommittee | None) -> OutsidePaper | None:
    if committee is None:
        return None
    number, day = committee.decree_number, committee.decided_on
    return OutsidePaper(number=number, date=day, by=str(committee.unit))


def plan_of(found: CustodyMove, slot: PaperSlot) -> PaperPlan:
    """Return what the letter of this place says and to whom it goes."""
    words, kind = _words(found, slot), slot.kind.value
    body = texts.body_of(found.kind, kind, words)
    if slot.kind == PaperKind.REPORT:
        body = _signed_by_both(found, slot, body)
    if slot.kind in WITH_LIST:
        title = f"Daftar arsip “{found.name}”".upper()
        body += texts.annex(title, HEADER, _rows(found))
    if slot.kind == PaperKind.REPORT and (rows := _box_rows(found)):
        title = f"Daftar boks “{found.name}”".upper()
        body += texts.annex(title, BOX_HEADER, rows)
    to = [found.receiver, found.giver]
    return PaperPlan(
        subject=texts.subject_of(found.kind, kind, words),
        code=CODES[MoveKind(found.kind)],
        body=body,
        to=[one for one in to if one is not None and one != slot.signer],
    )


def _words(found: CustodyMove, slot: PaperSlot) -> dict[str, str]:
    committee = committee_of(found.unit)
    return {
        "name": found.name,
        "unit": found.unit.name,
        "target": found.target.name,
        "today": date_in_words(timezone.localdate()),
        "count": str(_standing(found).count()),
        "refused": str(found.items.filter(dropped_because="refused").count()),
        "package": _hash_of_package(found),
        "committee": committee.decree_number if committee else NOBODY,
        "chair": named(_member(committee, MemberRole.CHAIR)),
        "archivist": named(_member(committee, MemberRole.ARCHIVIST)),
        "schedule": RETENTION_DECREE.current().number or NOBODY,
        "signer_upper": slot.signer.title.upper() if slot.signer else NOBODY,
    }


def _hash_of_package(found: CustodyMove) -> str:
    stored = found.package.stored if found.package else None
    return stored.sha256 if stored else NOBODY


def decree_of(found: CustodyMove) -> OutsidePaper | None:
    """Return number, date and signatory of the decree of the hand-over, once signed."""
    for paper in documents_of(found):
        if paper.slot.kind == PaperKind.DECREE and paper.is_settled:
            return paper.outside or _as_told(paper)
    return None


def _as_told(paper: ProcedurePaper) -> OutsidePaper | None:
    letter, signer = paper.letter, paper.slot.signer
    if letter is None or letter.signed_letter_date is None:
        return None
    by = signer.title if signer else ""
    return OutsidePaper(number=letter.number, date=letter.signed_letter_date, by=by)


def _rows(found: CustodyMove) -> list[tuple[object, ...]]:
    rows = _standing(found).annotate(held=Count("record_file__records"))
    items = list(rows[: texts.MOST_ROWS + 1])
    periods = periods_of(item.record_file for item in items)
    return [
        (
            item.order,
            item.record_file.number,
            item.record_file.classification.code,
            item.record_file.title,
            periods[item.record_file_id],
            item.held,
        )
        for item in items
    ]


def _box_rows(found: CustodyMove) -> list[tuple[object, ...]]:
    """Return the boxes that go, and those from which files are taken out."""
    return [
        (
            order,
            one.box.code,
            one.box.place,
            ", ".join(str(number) for number in one.folders),
            "Seluruhnya"
            if one.goes_whole
            else f"Sebagian; {one.stays} berkas lain tetap di boks ini",
        )
        for order, one in enumerate(boxes_of(found), start=1)
    ]


def _signed_by_both(
    found: CustodyMove, slot: PaperSlot, body: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    seats = [(FIRST, found.giver), (SECOND, found.receiver)]
    told = [(party, named(seat)) for party, seat in seats]
    others = [
        (party, *seated(seat))
        for party, seat in seats
        if seat is not None and str(seat.pk) != slot.party
    ]
    return texts.with_parties(body, told, others)


def procedure_of(found: CustodyMove) -> Procedure:
    """Return the procedure that the documents belong to."""
    return Procedure(found.kind)
