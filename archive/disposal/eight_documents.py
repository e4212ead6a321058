"""The eight documents of a destruction (PP 28/2012 Ps 78), and what stands in each.

Decrees and approvals that were entered with the list are told from there; the list of
what was destroyed is the data itself, under the certificate's hash.
"""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.disposal.committee_model import CommitteeMember, MemberRole
from archive.disposal.models import (
    ApprovalLevel,
    DestructionItem,
    DestructionList,
    ListApproval,
)
from archive.disposal.states import Appraisal, ItemState, ListState
from archive.papers.asking import papers_of
from archive.papers.kinds import PaperKind
from archive.papers.slots import OutsidePaper, PaperSlot, ProcedurePaper
from eoffice.organisation.models import Position, PositionKind, Unit

#: From so many years of total retention on Kepala ANRI approves (PP 28/2012 Ps 72).
NATIONAL_FROM_YEARS = 10
#: Who signs the berita acara, each a copy of the same text (tata naskah 9.5).
PARTIES = (
    MemberRole.CHAIR,
    MemberRole.UNIT_HEAD,
    MemberRole.LEGAL_WITNESS,
    MemberRole.OVERSIGHT_WITNESS,
)
DECREES = {
    PositionKind.REGIONAL_HEAD: "keputusan_bupati",
    PositionKind.REGIONAL_SECRETARY: "keputusan_sekda",
}
AFTER_SUBMISSION = frozenset(
    {
        ListState.SUBMITTED,
        ListState.IN_APPRAISAL,
        ListState.APPROVED,
        ListState.EXECUTING,
        ListState.DESTROYED,
    }
)
AFTER_APPRAISAL = AFTER_SUBMISSION - {ListState.SUBMITTED}
AFTER_APPROVAL = AFTER_APPRAISAL - {ListState.IN_APPRAISAL}


def documents_of(found: DestructionList) -> list[ProcedurePaper]:
    """Return the eight documents; the berita acara once for each who signs it."""
    return papers_of(found.pk, slots_of(found))


def slots_of(found: DestructionList) -> list[PaperSlot]:
    """Return what the list asks for, in the order of the law."""
    members = members_of(found)
    chair = next((one for one in members if one.role == MemberRole.CHAIR), None)
    head = chair.position if chair else None
    return [
        _committee(found),
        PaperSlot(
            kind=PaperKind.MINUTES,
            title=_("Minutes of the appraisal"),
            type_code="notula",
            signer=head,
            is_open=found.state in AFTER_SUBMISSION,
        ),
        PaperSlot(
            kind=PaperKind.CONSIDERATION,
            title=_("Written consideration of the committee"),
            type_code="nota_dinas",
            signer=head,
            is_open=found.state in AFTER_APPRAISAL,
        ),
        *_approvals(found),
        _decree(found),
        *_reports(found, members),
        _contents(found),
    ]


def members_of(found: DestructionList) -> list[CommitteeMember]:
    """Return the members of the list's committee, with their positions."""
    if found.committee is None:
        return []
    rows = found.committee.members.select_related("position__unit")
    return list(rows.order_by("id"))


def agreed_items(found: DestructionList) -> QuerySet[DestructionItem]:
    """Return what the committee agreed to destroy and nothing took off the list."""
    listed = found.items.exclude(state=ItemState.DROPPED)
    return listed.filter(decision=Appraisal.AGREE).order_by("order")


def regional_head() -> Position | None:
    """Return the seat of the head of the region."""
    kind = PositionKind.REGIONAL_HEAD
    return Position.objects.filter(kind=kind, closed_on=None).first()


def head_of(unit: Unit) -> Position | None:
    """Return the seat that heads the unit."""
    heads = Position.objects.filter(unit=unit, is_head=True, closed_on=None)
    return heads.select_related("unit").first()


def decree_type(signer: Position | None) -> str:
    """Return the letter type of this seat's decrees."""
    kind = PositionKind(signer.kind) if signer else None
    return DECREES.get(kind, "keputusan_kepala_pd") if kind else "keputusan_kepala_pd"


def is_long_kept(found: DestructionList) -> bool:
    """Tell whether an item had ten years of retention or more (Ps 72)."""
    return agreed_items(found).filter(total_years__gte=NATIONAL_FROM_YEARS).exists()


def _committee(found: DestructionList) -> PaperSlot:
    committee, known = found.committee, None
    if committee is not None:
        known = OutsidePaper(
            number=committee.decree_number,
            date=committee.decided_on,
            by=str(committee.unit),
        )
    title = _("Decree of the appraisal committee")
    return PaperSlot(kind=PaperKind.COMMITTEE, title=title, known=known)


def _approvals(found: DestructionList) -> Iterator[PaperSlot]:
    given = {one.level: one for one in found.approvals.all() if one.is_current}
    yield PaperSlot(
        kind=PaperKind.REGION,
        title=_("Approval of the head of the region"),
        type_code="surat_dinas",
        signer=regional_head(),
        known=_told(given.get(ApprovalLevel.REGION)),
        is_open=found.state in AFTER_APPRAISAL,
    )
    yield PaperSlot(
        kind=PaperKind.NATIONAL,
        title=_("Approval of Kepala ANRI"),
        known=_told(given.get(ApprovalLevel.NATIONAL)),
        is_needed=is_long_kept(found),
    )


def _told(given: ListApproval | None) -> OutsidePaper | None:
    if given is None:
        return None
    return OutsidePaper(
        number=given.document_number, date=given.document_date, by=given.document_by
    )


def _decree(found: DestructionList) -> PaperSlot:
    # Ps 71, 72: the head of the agency; from ten years on the head of the region.
    signer = regional_head() if is_long_kept(found) else head_of(found.unit)
    return PaperSlot(
        kind=PaperKind.DECREE,
        title=_("Decree of the destruction"),
        type_code=decree_type(signer),
        signer=signer,
        is_open=found.state in AFTER_APPROVAL,
    )


def _reports(
    found: DestructionList, members: list[CommitteeMember]
) -> Iterator[PaperSlot]:
    for member in members:
        if member.role not in PARTIES:
            continue
        yield PaperSlot(
            kind=PaperKind.REPORT,
            title=_("Berita acara of the destruction"),
            party=str(member.position_id),
            party_title=f"{MemberRole(member.role).label}: {member.position.title}",
            type_code="berita_acara",
            signer=member.position,
            is_open=found.state == ListState.DESTROYED,
        )


def _contents(found: DestructionList) -> PaperSlot:
    told = ""
    if found.certificate:
        told = _("%(n)s items, SHA-256 %(hash)s") % {
            "n": found.certificate["items"],
            "hash": found.certificate["sha256"],
        }
    title = _("List of the destroyed records")
    return PaperSlot(kind=PaperKind.CONTENTS, title=title, content=told)
