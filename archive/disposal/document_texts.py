"""What the letters of a destruction say, from the data of the list."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from archive.disposal.committee_model import MemberRole
from archive.disposal.eight_documents import (
    PARTIES,
    agreed_items,
    documents_of,
    head_of,
    members_of,
    regional_head,
)
from archive.disposal.models import DestructionList
from archive.disposal.states import ItemState
from archive.papers import texts
from archive.papers.kinds import PaperKind, Procedure
from archive.papers.slots import PaperPlan, PaperSlot, ProcedurePaper
from archive.retention.decree import RETENTION_DECREE
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from workflow.rendering.dates_in_words import date_in_words
from workflow.security_class import SecurityClass

CODE = "000.5.6.2"
HEADER = ("No.", "Nomor", "Tanggal", "Kode", "Uraian informasi", "Jumlah", "Retensi")
NOBODY = "-"
#: Documents that carry the list.
WITH_LIST = (PaperKind.CONSIDERATION, PaperKind.DECREE, PaperKind.REPORT)


def plan_of(found: DestructionList, slot: PaperSlot) -> PaperPlan:
    """Return what the letter of this place says and to whom it goes."""
    words = _words(found, slot)
    kind = slot.kind.value
    body = texts.body_of(Procedure.DESTRUCTION, kind, words)
    if slot.kind == PaperKind.REPORT:
        body = _signed_by_all(found, slot, body)
    least = SecurityClass.BIASA
    if slot.kind in WITH_LIST:
        least = _highest_class(found)
        title = f"Daftar arsip “{found.name}”".upper()
        body += texts.annex(title, HEADER, _rows(found))
    return PaperPlan(
        subject=texts.subject_of(Procedure.DESTRUCTION, kind, words),
        code=CODE,
        body=body,
        to=_addressees(found, slot),
        least_class=least,
    )


def _highest_class(found: DestructionList) -> SecurityClass:
    """Return the class of a letter that quotes the agreed items."""
    rows = agreed_items(found).order_by().values_list("security_class", flat=True)
    classes = [SecurityClass(one) for one in rows.distinct()]
    return max(classes, key=lambda one: one.level, default=SecurityClass.BIASA)


def _words(found: DestructionList, slot: PaperSlot) -> dict[str, str]:
    agreed, listed = agreed_items(found), found.items.all()
    years = agreed.order_by("-total_years").values_list("total_years", flat=True)
    gone = listed.filter(state=ItemState.DESTROYED).count()
    people = {one.role: one.position for one in members_of(found)}
    decree = RETENTION_DECREE.current()
    return {
        "name": found.name,
        "unit": found.unit.name,
        "today": date_in_words(timezone.localdate()),
        "due": date_in_words(found.due_before),
        "count": str(listed.count()),
        "agreed": str(agreed.count()),
        "kept": str(listed.count() - agreed.count()),
        "destroyed": str(gone),
        "longest": str(years.first() or 0),
        "committee": found.committee.decree_number if found.committee else NOBODY,
        "chair": named(people.get(MemberRole.CHAIR)),
        "archivist": named(people.get(MemberRole.ARCHIVIST)),
        "schedule": decree.number or NOBODY,
        "signer_upper": slot.signer.title.upper() if slot.signer else NOBODY,
        "approvals": " dan ".join(_approvals(found)) or NOBODY,
        "decree": _decree(found) if slot.kind == PaperKind.REPORT else NOBODY,
        "backups": date_in_words(found.backups_until)
        if found.backups_until
        else NOBODY,
        "certificate": (found.certificate or {}).get("sha256", NOBODY),
    }


def named(position: Position | None) -> str:
    """Return who holds the seat, and the seat."""
    if position is None:
        return NOBODY
    holding = holding_of(position)
    return f"{holding.official}, {position.title}" if holding else position.title


def _approvals(found: DestructionList) -> list[str]:
    return [
        f"{one.document_by} Nomor {one.document_number}"
        for one in found.approvals.all()
        if one.is_current
    ]


def _decree(found: DestructionList) -> str:
    for paper in documents_of(found):
        if paper.slot.kind == PaperKind.DECREE:
            return f"{paper.slot.title} Nomor {_number_of(paper)}"
    return NOBODY


def _number_of(paper: ProcedurePaper) -> str:
    if paper.letter is not None:
        return paper.letter.number or NOBODY
    return paper.outside.number if paper.outside else NOBODY


def _rows(found: DestructionList) -> list[Sequence[object]]:
    items = agreed_items(found).only(
        *("order", "number", "record_date", "code", "description", "quantity", "rule")
    )
    return [
        (
            one.order,
            one.number,
            date_in_words(one.record_date),
            one.code,
            one.description,
            one.quantity,
            one.rule,
        )
        for one in items
    ]


def _signed_by_all(
    found: DestructionList, slot: PaperSlot, body: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Name every party in the text, and below it those who sign the other copies."""
    signing = [one for one in members_of(found) if one.role in PARTIES]
    told = [(str(MemberRole(one.role).label), named(one.position)) for one in signing]
    others = [
        (str(MemberRole(one.role).label), *seated(one.position))
        for one in signing
        if str(one.position_id) != slot.party
    ]
    return texts.with_parties(body, told, others)


def seated(position: Position) -> tuple[str, str]:
    """Return the name of who holds the seat, and its title."""
    holding = holding_of(position)
    return (str(holding.official) if holding else NOBODY, position.title)


def _addressees(found: DestructionList, slot: PaperSlot) -> list[Position]:
    """Return who gets the letter: who decides next, or who is to act."""
    members = [one.position for one in members_of(found)]
    head, region = head_of(found.unit), regional_head()
    wanted: dict[PaperKind, Sequence[Position | None]] = {
        PaperKind.CONSIDERATION: [region],
        PaperKind.REGION: [head],
        PaperKind.DECREE: members,
        PaperKind.MINUTES: members,
        PaperKind.REPORT: [one for one in members if str(one.pk) != slot.party],
    }
    given = [one for one in wanted.get(slot.kind, []) if one is not None]
    return [one for one in given if one != slot.signer] or given
