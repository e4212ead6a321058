"""What became of a letter: versions, differences, notes, timeline, deliveries."""

from dataclasses import asdict
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified
from ninja import Field, Query, Router, Schema

from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import ListQuery, SortOrders, page_of
from workflow.api.outgoing import answers, shapes
from workflow.approval.queries.last_look import known_version
from workflow.delivery.models import Delivery
from workflow.differences.trees import differences
from workflow.differences.versions import version_changes
from workflow.letters import access
from workflow.letters.models import Letter, LetterVersion
from workflow.outgoing.timeline import TimelineMoment, timeline_of
from workflow.rendering.tree import LetterTree
from workflow.signing.queries.evidence import certificate_of, signatures_of

router = Router()
LETTER = "/letters/{uuid:letter_id}"
BY_NUMBER = SortOrders(columns={"number": "number"}, default="number")
OLDEST_FIRST = SortOrders(columns={"id": "id"}, default="id")


def route_letter(request: ApiRequest, letter_id: UUID) -> Letter:
    """Return a letter the person takes part in; others learn nothing."""
    letter = access.visible_letter(request.actor, letter_id)
    # 404 as for a letter that is not there: the route is its own secret.
    if not access.takes_part(request.actor, letter):
        raise NotFound
    return letter


def version_of(letter: Letter, number: int) -> LetterVersion:
    """Return a frozen version by its number."""
    rows = letter.versions.select_related("submitted_by", "submitted_as", "pdf")
    version = rows.filter(number=number).first()
    if version is None:
        raise NotFound
    return version


def _version(row: LetterVersion) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "content_hash": row.content_hash,
        "pages": row.pages,
        "submitted_by": answers.official(row.submitted_by),
        "submitted_as": answers.position(row.submitted_as),
        "submitted_at": row.submitted_at,
        "pdf_sha256": row.pdf.sha256,
    }


@router.get(f"{LETTER}/versions", response=shapes.VersionList, summary="Versions")
def list_versions(
    request: ApiRequest, letter_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """Frozen versions, for those who take part in the letter."""
    letter = route_letter(request, letter_id)
    rows = letter.versions.select_related("submitted_by", "submitted_as", "pdf")
    return page_of(rows, query, BY_NUMBER, name=str(letter_id)).shown(_version)


@router.get(
    LETTER + "/versions/{int:number}",
    response=shapes.VersionWithContent,
    summary="One version with its content",
)
def get_version(request: ApiRequest, letter_id: UUID, number: int) -> Any:
    """The content tree as it was frozen, and its hash."""
    version = version_of(route_letter(request, letter_id), number)
    return {**_version(version), "content": version.content}


class DiffQuery(Schema):
    """Which two versions, and how they are told.

    Without `to` the version under way; without `from` the one you last decided,
    opened or handed in, else the one before.
    """

    from_version: int | None = Field(None, alias="from", ge=1, le=100_000)
    to_version: int | None = Field(None, alias="to", ge=1, le=100_000)
    view: Literal["blocks", "words"] = "blocks"


@router.get(
    f"{LETTER}/diff",
    response=shapes.WordDifferences | shapes.Differences,
    by_alias=True,
    summary="What changed between two versions",
)
def get_diff(
    request: ApiRequest, letter_id: UUID, query: Annotated[DiffQuery, Query()]
) -> Any:
    """Fields and blocks that differ; `view=words` tells every block word by word."""
    letter = route_letter(request, letter_id)
    before, after = _asked_versions(request, letter, query)
    if query.view == "words":
        return _in_words(before, after)
    found = differences(before.content, after.content)
    return shapes.Differences(
        from_version=before.number,
        to_version=after.number,
        same=found.is_empty,
        **asdict(found),
    )


def _asked_versions(
    request: ApiRequest, letter: Letter, query: DiffQuery
) -> tuple[LetterVersion, LetterVersion]:
    current = letter.current_version
    if current is None:
        raise NotFound
    after = version_of(letter, query.to_version or current.number)
    if query.from_version:
        return version_of(letter, query.from_version), after
    known = known_version(request.actor, letter)
    if known is not None and known.number <= after.number:
        return known, after
    return version_of(letter, max(1, after.number - 1)), after


def _in_words(before: LetterVersion, after: LetterVersion) -> shapes.WordDifferences:
    found = version_changes(
        LetterTree.model_validate(before.content),
        LetterTree.model_validate(after.content),
    )
    return shapes.WordDifferences(
        from_version=before.number,
        to_version=after.number,
        changed=found.changed,
        blocks=[asdict(block) for block in found.blocks],  # type: ignore[misc]
        fields=[
            shapes.FieldWords(name=one.field, before=one.before, after=one.after)
            for one in found.fields
        ],
    )


def _moment(moment: TimelineMoment) -> shapes.Moment:
    who, seat = moment.official, moment.position
    return shapes.Moment(
        at=moment.at,
        kind=moment.kind,
        label=moment.label,
        official=answers.official(who) if who else None,
        position=answers.position(seat) if seat else None,
        note=moment.note,
        version=moment.version,
        lasted_s=int(moment.lasted.total_seconds()) if moment.lasted else None,
    )


@router.get(f"{LETTER}/timeline", response=shapes.Timeline, summary="Who had it when")
def get_timeline(request: ApiRequest, response: HttpResponse, letter_id: UUID) -> Any:
    """Everything that happened to it, as far as the reader may see; at most 500.

    Ask again with `If-None-Match` and the `ETag` of the last answer: 304 when nothing
    happened since.
    """
    letter = access.visible_letter(request.actor, letter_id)
    items = [_moment(moment) for moment in timeline_of(letter, request.actor)]
    told = "".join(item.model_dump_json() for item in items)
    # Of what this reader sees, so that it tells nothing to those who see less.
    tag = f'"{sha256(told.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response.headers["ETag"] = tag
    return {
        "items": items,
        "next": None,
        "total": len(items),
        "total_is_estimate": False,
    }


def _delivery(row: Delivery) -> shapes.DeliveryShape:
    state = "read" if row.read_at else "delivered" if row.delivered_at else "outside"
    return shapes.DeliveryShape(
        recipient=str(row.recipient),
        kind=row.recipient.kind,
        position=answers.position(row.position) if row.position else None,
        state=state,
        delivered_at=row.delivered_at,
        read_at=row.read_at,
        read_by=answers.official(row.read_by) if row.read_by else None,
    )


@router.get(f"{LETTER}/deliveries", response=shapes.DeliveryList, summary="Receipts")
def list_deliveries(
    request: ApiRequest, letter_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """Where it went and who read it; a recipient sees their own."""
    letter = access.visible_letter(request.actor, letter_id)
    rows = letter.deliveries.select_related(
        "recipient__position", "recipient__unit", "position", "read_by"
    )
    if not access.sends(request.actor, letter):
        rows = rows.filter(position__in=request.actor.position_ids)
    return page_of(rows, query, OLDEST_FIRST, name=str(letter_id)).shown(_delivery)


@router.get(f"{LETTER}/evidence", response=shapes.Evidence, summary="What proves it")
def get_evidence(request: ApiRequest, letter_id: UUID) -> Any:
    """Signatures, certificates and times of an issued letter."""
    letter = access.visible_letter(request.actor, letter_id)
    signatures = signatures_of(letter)
    if not signatures or letter.current_version is None:
        raise NotFound
    return {
        "content_hash": signatures[-1].version.content_hash,
        "verification_code": letter.verification_code,
        "verification_url": answers.verification_url(letter),
        "level": signatures[-1].level,
        "signatures": [_signature(row) for row in signatures],
    }


def _signature(row: Any) -> shapes.SignatureShape:
    same = ("printed_name", "printed_title", "authority", "level", "sha256", "size")
    found = certificate_of(row)
    return shapes.SignatureShape(
        **{name: getattr(row, name) for name in same},
        official=answers.official(row.official),
        position=answers.position(row.position),
        demo=row.is_demo,
        claimed_at=row.claimed_at,
        trusted_at=row.trusted_at,
        locked_until=row.stored.locked_until,
        certificate=shapes.CertificateShape(**asdict(found)) if found else None,
    )
