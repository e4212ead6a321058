"""`/transfers` and `/handovers`: record files that go to another keeper."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Status

from archive.api.custody import shapes
from archive.api.papers import shapes as papers
from archive.api.papers.making import make_or_enter
from archive.custody import access
from archive.custody.allowed_acts import allowed_acts
from archive.custody.boxes import MovingBox, boxes_of
from archive.custody.deciding import (
    abort_move,
    approve_move,
    object_to_move,
    submit_move,
)
from archive.custody.documenting import record_move_document, write_move_document
from archive.custody.models import CustodyItem, CustodyMove
from archive.custody.moving import execute_move
from archive.custody.papers import documents_of
from archive.custody.proposing import MoveProposal, propose_move
from archive.custody.states import (
    CustodyDrop,
    CustodyItemState,
    CustodyState,
    HandoverVerdict,
    MoveKind,
)
from eoffice.api.conditional import set_etag
from eoffice.api.organisation.shapes import PositionRef, UnitRef
from eoffice.api.requests import ApiRequest
from eoffice.api.routers.jobs import Job, show_job
from eoffice.errors import NotFound
from eoffice.jobs.models import Job as JobRow
from eoffice.listing import NEWEST_FIRST, ListQuery, SortOrders, page_of
from eoffice.organisation.models import Position

router = Router()
BY_ORDER = SortOrders(columns={"order": "order"}, default="order")
CONFLICT: dict[str, Any] = {"x-problems": (409,)}
#: address, the word in names of operations, the words of people
PLACES = {
    MoveKind.TRANSFER: ("/transfers", "transfer", "transfer of inactive files"),
    MoveKind.HANDOVER: (
        "/handovers",
        "record_handover",
        "hand-over of permanent files",
    ),
}


class MovesQuery(ListQuery):
    """Filters of the moves."""

    state: CustodyState | None = None


def _rows(request: ApiRequest, kind: MoveKind) -> Any:
    rows = access.moves_visible_to(request.actor).filter(kind=kind)
    dropped, moved = Q(items__state="dropped"), Q(items__state="moved")
    return rows.annotate(
        item_count=Count("items", filter=~dropped),
        dropped_count=Count("items", filter=dropped),
        moved_count=Count("items", filter=moved),
    )


def visible(request: ApiRequest, kind: MoveKind, move_id: UUID) -> Any:
    """Return the move of this kind with its numbers, or NotFound."""
    found = _rows(request, kind).filter(pk=move_id).first()
    if found is None:
        raise NotFound
    return found


def _seat(position: Position | None) -> PositionRef | None:
    if position is None:
        return None
    return PositionRef.model_validate(position, from_attributes=True)


def _shown(request: ApiRequest, found: Any) -> shapes.CustodyMove:
    same = ("id", "kind", "name", "state", "objection", "proposed_at", "done_at")
    return shapes.CustodyMove(
        **{name: getattr(found, name) for name in same},
        state_label=str(CustodyState(found.state).label),
        unit=UnitRef.model_validate(found.unit, from_attributes=True),
        target=UnitRef.model_validate(found.target, from_attributes=True),
        giver=_seat(found.giver),
        receiver=_seat(found.receiver),
        ten_years=found.is_long,
        items=found.item_count,
        dropped=found.dropped_count,
        moved=found.moved_count,
        job=found.job_id,
        allowed_acts=allowed_acts(request.actor, found),
        version=found.row_version,
    )


def answer(
    request: ApiRequest, response: HttpResponse, kind: MoveKind, move_id: UUID
) -> shapes.CustodyMove:
    """Return the move as it is now, with its version in the answer."""
    found = visible(request, kind, move_id)
    set_etag(response, found.row_version)
    return _shown(request, found)


def _item(one: CustodyItem) -> shapes.CustodyItem:
    berkas = one.record_file
    because = CustodyDrop(one.dropped_because) if one.dropped_because else None
    return shapes.CustodyItem(
        order=one.order,
        file=berkas.pk,
        number=berkas.number,
        code=berkas.classification.code,
        title=berkas.title,
        closed_on=berkas.closed_on,
        state=CustodyItemState(one.state),
        dropped_because=because,
        dropped_label=str(because.label) if because else "",
        moved_at=one.moved_at,
        agrees=one.agrees,
        verdict=HandoverVerdict(one.verdict) if one.verdict else None,
        verdict_reason=one.verdict_reason,
    )


def _reading(kind: MoveKind) -> None:
    path, name, words = PLACES[kind]

    @router.get(
        path,
        response=shapes.CustodyMovePage,
        operation_id=f"list_{name}s",
        summary=f"Every {words}, newest first",
    )
    def list_moves(request: ApiRequest, query: Annotated[MovesQuery, Query()]) -> Any:
        """Those of units you keep, give or receive for."""
        rows = _rows(request, kind)
        rows = rows.filter(state=query.state) if query.state else rows
        return page_of(rows, query, NEWEST_FIRST).shown(partial(_shown, request))

    @router.get(
        f"{path}/{{uuid:move_id}}",
        response=shapes.CustodyMove,
        operation_id=f"get_{name}",
        summary=f"One {words}",
        url_name=f"get_{name}",
    )
    def get_move(request: ApiRequest, response: HttpResponse, move_id: UUID) -> Any:
        """With its numbers and what you may do."""
        return answer(request, response, kind, move_id)

    @router.get(
        f"{path}/{{uuid:move_id}}/items",
        response=shapes.CustodyItemPage,
        operation_id=f"list_{name}_items",
        summary=f"Files of a {words}",
    )
    def list_items(
        request: ApiRequest, move_id: UUID, query: Annotated[ListQuery, Query()]
    ) -> Any:
        """In their order, with those that left and why."""
        found = visible(request, kind, move_id)
        rows = found.items.select_related("record_file__classification")
        return page_of(rows, query, BY_ORDER, name=str(move_id)).shown(_item)


def _boxing(kind: MoveKind) -> None:
    path, name, words = PLACES[kind]

    @router.get(
        f"{path}/{{uuid:move_id}}/boxes",
        response=list[shapes.MovingBox],
        operation_id=f"list_{name}_boxes",
        summary=f"Boxes of a {words}",
    )
    def list_boxes(request: ApiRequest, move_id: UUID) -> Any:
        """A box goes whole, or what goes is taken out of it."""
        found = visible(request, kind, move_id)
        return [_box(one) for one in boxes_of(found)]


def _box(one: MovingBox) -> shapes.MovingBox:
    return shapes.MovingBox(
        id=one.box.pk,
        code=one.box.code,
        place=one.box.place,
        files=len(one.folders),
        stays=one.stays,
        goes_whole=one.goes_whole,
    )


def _proposing(kind: MoveKind) -> None:
    path, name, words = PLACES[kind]

    @router.post(
        path,
        response={201: shapes.CustodyMove},
        operation_id=f"create_{name}",
        summary=f"Propose a {words}",
        openapi_extra=CONFLICT,
    )
    def create_move(
        request: ApiRequest, response: HttpResponse, payload: shapes.MoveProposal
    ) -> Any:
        """For keepers of the unit: what is due, all or the named ones."""
        proposal = MoveProposal(
            kind=kind,
            name=payload.name,
            unit_id=payload.unit,
            is_long=payload.ten_years,
            files=payload.files,
        )
        made = propose_move(actor=request.actor, proposal=proposal)
        address = reverse(f"api:get_{name}", args=[made.pk])
        response.headers["Location"] = address
        return Status(201, answer(request, response, kind, made.pk))


Act = Callable[..., CustodyMove]
PLAIN_ACTS: dict[str, tuple[Act, str]] = {
    "submit": (submit_move, "Submit to the receiver"),
    "approve": (approve_move, "Accept as the receiver"),
}
REASONED_ACTS: dict[str, tuple[Act, str]] = {
    "object": (object_to_move, "Object as the receiver"),
    "abort": (abort_move, "Call off"),
}


def _acting(kind: MoveKind, act: str) -> None:
    path, name, words = PLACES[kind]
    does, told = PLAIN_ACTS[act]

    @router.post(
        f"{path}/{{uuid:move_id}}/{act}",
        response=shapes.CustodyMove,
        operation_id=f"{act}_{name}",
        summary=f"{told}: {words}",
        openapi_extra=CONFLICT,
    )
    def act_on_move(request: ApiRequest, response: HttpResponse, move_id: UUID) -> Any:
        """What may not move any more drops out first, with its reason."""
        visible(request, kind, move_id)
        does(actor=request.actor, move_id=move_id)
        return answer(request, response, kind, move_id)


def _acting_with_reason(kind: MoveKind, act: str) -> None:
    path, name, words = PLACES[kind]
    does, told = REASONED_ACTS[act]

    @router.post(
        f"{path}/{{uuid:move_id}}/{act}",
        response=shapes.CustodyMove,
        operation_id=f"{act}_{name}",
        summary=f"{told}: {words}",
        openapi_extra=CONFLICT,
    )
    def act_on_move(
        request: ApiRequest,
        response: HttpResponse,
        move_id: UUID,
        payload: shapes.MoveReason,
    ) -> Any:
        """With the reason."""
        visible(request, kind, move_id)
        does(actor=request.actor, move_id=move_id, reason=payload.reason)
        return answer(request, response, kind, move_id)


def _executing(kind: MoveKind) -> None:
    path, name, words = PLACES[kind]

    @router.post(
        f"{path}/{{uuid:move_id}}/execute",
        response={202: Job},
        operation_id=f"execute_{name}",
        summary=f"Carry out: {words}",
        openapi_extra=CONFLICT,
    )
    def execute(request: ApiRequest, response: HttpResponse, move_id: UUID) -> Any:
        """Once both heads have signed the same berita acara."""
        visible(request, kind, move_id)
        found = execute_move(actor=request.actor, move_id=move_id)
        response.headers["Location"] = reverse("api:get_job", args=[found.job_id])
        return Status(202, show_job(get_object_or_404(JobRow, pk=found.job_id)))


def _documenting(kind: MoveKind) -> None:
    path, name, words = PLACES[kind]
    address = f"{path}/{{uuid:move_id}}/documents"

    def shown(request: ApiRequest, move_id: UUID) -> list[papers.ProcedureDocument]:
        found = visible(request, kind, move_id)
        return papers.documents_shown(request.actor, documents_of(found))

    @router.get(
        address,
        response=list[papers.ProcedureDocument],
        operation_id=f"list_{name}_documents",
        summary=f"Documents of a {words}",
    )
    def list_documents(request: ApiRequest, move_id: UUID) -> Any:
        """Each with its letter, or with what was signed outside; missing ones too."""
        return shown(request, move_id)

    @router.post(
        f"{address}/{{document}}",
        response={201: list[papers.ProcedureDocument]},
        operation_id=f"make_{name}_document",
        summary=f"Make or enter a document of a {words}",
        openapi_extra=CONFLICT,
    )
    def make_document(
        request: ApiRequest,
        move_id: UUID,
        document: str,
        payload: papers.PaperFields,
    ) -> Any:
        """Without a document its letter is drafted; with one that one is entered."""
        visible(request, kind, move_id)
        make_or_enter(
            request.actor,
            document,
            payload,
            write=write_move_document,
            record=record_move_document,
            move_id=move_id,
        )
        return Status(201, shown(request, move_id))


for _kind in PLACES:
    _reading(_kind)
    _boxing(_kind)
    _proposing(_kind)
    for _act in PLAIN_ACTS:
        _acting(_kind, _act)
    for _act in REASONED_ACTS:
        _acting_with_reason(_kind, _act)
    _executing(_kind)
    _documenting(_kind)
