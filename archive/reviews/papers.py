"""The documents of a review: its berita acara, a copy for each who appraises.

PP 28/2012 Ps 67 says who sits on the committee; what they decided on each file stands
in the annex of the text that all of them sign.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.disposal.committee_model import APPRAISING, CommitteeMember, MemberRole
from archive.disposal.document_texts import NOBODY, named, seated
from archive.papers import texts
from archive.papers.asking import papers_of
from archive.papers.kinds import PaperKind, Procedure
from archive.papers.slots import OutsidePaper, PaperPlan, PaperSlot, ProcedurePaper
from archive.retention.decree import RETENTION_DECREE
from archive.reviews.models import Review, ReviewItem
from archive.reviews.states import ReviewState, ReviewWord
from workflow.rendering.dates_in_words import date_in_words

CODE = "000.5.6.2"
HEADER = ("No.", "Nomor berkas", "Kode", "Uraian informasi", "Putusan", "Alasan")
#: What the annex says of a file, in the office's words.
WORDS = {
    ReviewWord.DESTROY: "Musnah",
    ReviewWord.PERMANENT: "Permanen",
    ReviewWord.KEEP_UNTIL: "Disimpan sampai dengan",
}


def documents_of(found: Review) -> list[ProcedurePaper]:
    """Return the documents; the berita acara once for each member who signs it."""
    papers = papers_of(found.pk, slots_of(found))
    return papers if _by_own_copies(found, papers) else _from_outside(found, papers)


def _by_own_copies(found: Review, papers: Sequence[ProcedurePaper]) -> bool:
    is_decided = found.state == ReviewState.APPROVED
    return not is_decided or any(one.document for one in papers)


def _from_outside(
    found: Review, papers: Sequence[ProcedurePaper]
) -> list[ProcedurePaper]:
    """Show the one document by which it was decided in place of the copies."""
    if found.document_date is None:
        return list(papers)
    slot = PaperSlot(
        kind=PaperKind.REPORT,
        title=_("Berita acara of the review"),
        known=OutsidePaper(
            number=found.document_number,
            date=found.document_date,
            by=found.document_by,
        ),
    )
    others = [one for one in papers if one.slot.kind != PaperKind.REPORT]
    return [others[0], ProcedurePaper(slot=slot), *others[1:]]


def slots_of(found: Review) -> list[PaperSlot]:
    """Return what the review asks for, in the order of its steps."""
    committee, known = found.committee, None
    if committee is not None:
        number, day = committee.decree_number, committee.decided_on
        known = OutsidePaper(number=number, date=day, by=str(committee.unit))
    told = _("%(n)s record files") % {"n": _standing(found).count()}
    return [
        PaperSlot(
            kind=PaperKind.COMMITTEE,
            title=_("Decree of the appraisal committee"),
            known=known,
        ),
        *_reports(found),
        PaperSlot(
            kind=PaperKind.CONTENTS, title=_("List of the record files"), content=told
        ),
    ]


def _reports(found: Review) -> Iterator[PaperSlot]:
    is_judged = found.state == ReviewState.SUBMITTED
    is_open = is_judged and not _standing(found).filter(decision="").exists()
    for member in members_of(found):
        yield PaperSlot(
            kind=PaperKind.REPORT,
            title=_("Berita acara of the review"),
            party=str(member.position_id),
            party_title=f"{MemberRole(member.role).label}: {member.position.title}",
            type_code="berita_acara",
            signer=member.position,
            is_open=is_open,
        )


def members_of(found: Review) -> list[CommitteeMember]:
    """Return the members who appraise, the chair first."""
    if found.committee is None:
        return []
    rows = found.committee.members.filter(role__in=APPRAISING)
    members = list(rows.select_related("position__unit").order_by("id"))
    return sorted(members, key=lambda one: one.role != MemberRole.CHAIR)


def _standing(found: Review) -> Any:
    rows = found.items.filter(dropped_because="")
    return rows.select_related("record_file__classification").order_by("order")


def plan_of(found: Review, slot: PaperSlot) -> PaperPlan:
    """Return what the letter of this place says and to whom it goes."""
    items, members = list(_standing(found)), members_of(found)
    words = _words(found, items)
    body = texts.body_of(Procedure.REVIEW, slot.kind.value, words)
    told = [(str(MemberRole(one.role).label), named(one.position)) for one in members]
    others = [
        (str(MemberRole(one.role).label), *seated(one.position))
        for one in members
        if str(one.position_id) != slot.party
    ]
    body = texts.with_parties(body, told, others)
    title = f"Daftar berkas “{found.name}”".upper()
    body += texts.annex(title, HEADER, [_row(one) for one in items])
    seats = [one.position for one in members if str(one.position_id) != slot.party]
    return PaperPlan(
        subject=texts.subject_of(Procedure.REVIEW, slot.kind.value, words),
        code=CODE,
        body=body,
        to=seats,
    )


def _words(found: Review, items: Sequence[ReviewItem]) -> dict[str, str]:
    said = [one.decision for one in items]
    return {
        "name": found.name,
        "unit": found.unit.name,
        "today": date_in_words(timezone.localdate()),
        "due": date_in_words(found.due_before),
        "count": str(len(items)),
        "destroy": str(said.count(ReviewWord.DESTROY)),
        "permanent": str(said.count(ReviewWord.PERMANENT)),
        "longer": str(said.count(ReviewWord.KEEP_UNTIL)),
        "committee": found.committee.decree_number if found.committee else NOBODY,
        "schedule": RETENTION_DECREE.current().number or NOBODY,
    }


def _row(one: ReviewItem) -> tuple[object, ...]:
    word = WORDS[ReviewWord(one.decision)] if one.decision else NOBODY
    return (
        one.order,
        one.record_file.number,
        one.record_file.classification.code,
        one.description,
        f"{word} {date_in_words(one.until)}" if one.until else word,
        one.reason,
    )
