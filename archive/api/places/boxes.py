"""`/boxes`: where the paper stands."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status

from archive.places import access
from archive.places.carrying import carry_box
from archive.places.filling import put_into_box
from archive.places.finding import boxes_for, contents_of_box
from archive.places.making import BoxInput, BoxPlace, make_box
from archive.places.models import BoxedFile, BoxState, RecordBox
from eoffice.api.conditional import set_etag
from eoffice.api.organisation.shapes import Change, UnitRef, Version
from eoffice.api.requests import ApiRequest
from eoffice.listing import Listed, ListQuery, SortOrders, page_of

router = Router()
BY_CODE = SortOrders(columns={"code": "code"}, default="code")
BY_FOLDER = SortOrders(
    columns={"folder_number": "folder_number"}, default="folder_number"
)
CONFLICT: dict[str, Any] = {"x-problems": (409,)}


class BoxQuery(ListQuery):
    """Filters of the boxes."""

    q: str | None = Field(None, max_length=200, description="Words of label, place.")
    state: BoxState | None = None


class PlaceFields(Change):
    """Where a box stands."""

    room: str = Field(..., max_length=80, examples=["Ruang Arsip A"])
    shelf: str = Field("", max_length=40, examples=["3"])
    position: str = Field("", max_length=40, examples=["B2"])

    def place(self) -> BoxPlace:
        """Return it as the operations take it."""
        return BoxPlace(room=self.room, shelf=self.shelf, position=self.position)


class BoxFields(PlaceFields):
    """A new box."""

    unit: UUID = Field(..., description="A unit whose records you file.")
    keeper: UUID | None = Field(
        None, description="Who keeps its files since they moved; none: itself."
    )
    code: str = Field("", max_length=40, description="Empty: the unit's next one.")
    capacity: str = Field("", max_length=120)


class BoxShape(Schema):
    """A box with its place."""

    id: UUID
    code: str = Field(..., examples=["SETDA-0001"])
    unit: UnitRef
    keeper: UnitRef = Field(..., description="Who keeps it since its files moved.")
    room: str
    shelf: str
    position: str
    capacity: str
    state: BoxState
    state_label: str
    files: int = Field(..., description="Record files in it.")
    allowed_acts: list[str]
    version: Version


class BoxPage(Listed[BoxShape]):
    """A page of boxes."""


class BoxContent(Schema):
    """A record file in a box."""

    record_file: UUID
    number: int
    title: str
    code: str
    folder_number: int


class BoxContentPage(Listed[BoxContent]):
    """What lies in a box, by folder."""


class BoxFilling(Change):
    """Record files that go into a box."""

    record_files: list[UUID] = Field(..., min_length=1, max_length=200)
    folder_number: int | None = Field(
        None, ge=1, le=9999, description="Of a single file; else the next ones."
    )


def _shown(box: RecordBox, *, keeps: bool) -> BoxShape:
    same = ("id", "code", "room", "shelf", "position", "capacity", "state")
    acts = {BoxState.OPEN: ["contents", "move"]}
    return BoxShape(
        **{name: getattr(box, name) for name in same},
        unit=UnitRef.model_validate(box.unit, from_attributes=True),
        keeper=UnitRef.model_validate(box.keeper, from_attributes=True),
        state_label=box.get_state_display(),
        files=box.file_count,  # type: ignore[attr-defined]  # annotated by the query
        allowed_acts=acts.get(BoxState(box.state), ["move"]) if keeps else [],
        version=box.row_version,
    )


def _answer(request: ApiRequest, response: HttpResponse, box_id: UUID) -> BoxShape:
    box = access.one_of(boxes_for(request.actor), box_id)
    set_etag(response, box.row_version)
    return _shown(box, keeps=access.may(request.actor, "box.fill", box))


@router.get("/boxes", response=BoxPage, summary="Boxes by their labels")
def list_boxes(request: ApiRequest, query: Annotated[BoxQuery, Query()]) -> Any:
    """Boxes of the units whose record files you see."""
    rows = boxes_for(request.actor, words=query.q or "", state=query.state or "")
    page = page_of(rows, query, BY_CODE)
    kept = access.kept_among(request.actor, page.items)
    return page.shown(lambda one: _shown(one, keeps=one.pk in kept))


@router.post("/boxes", response={201: BoxShape}, summary="Make a box")
def create_box(request: ApiRequest, response: HttpResponse, payload: BoxFields) -> Any:
    """For keepers of the unit's files; it holds files of that unit alone."""
    made = make_box(
        actor=request.actor,
        box=BoxInput(
            unit_id=payload.unit,
            keeper_id=payload.keeper,
            place=payload.place(),
            code=payload.code,
            capacity=payload.capacity,
        ),
    )
    response.headers["Location"] = reverse("api:get_box", args=[made.pk])
    return Status(201, _answer(request, response, made.pk))


@router.get("/boxes/{uuid:box_id}", response=BoxShape, summary="One box")
def get_box(request: ApiRequest, response: HttpResponse, box_id: UUID) -> Any:
    """One box with its place."""
    return _answer(request, response, box_id)


@router.get(
    "/boxes/{uuid:box_id}/contents",
    response=BoxContentPage,
    summary="Record files in a box",
)
def list_box_contents(
    request: ApiRequest, box_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """What lies in the box and you may see, by folder."""
    box = access.visible_box(request.actor, box_id)
    page = page_of(
        contents_of_box(request.actor, box), query, BY_FOLDER, name=str(box_id)
    )
    return page.shown(_content)


def _content(one: BoxedFile) -> BoxContent:
    lies = one.record_file
    return BoxContent(
        record_file=lies.pk,
        number=lies.number,
        title=lies.title,
        code=lies.classification.code,
        folder_number=one.folder_number,
    )


@router.post(
    "/boxes/{uuid:box_id}/contents",
    response=BoxShape,
    summary="Put record files into a box",
    openapi_extra=CONFLICT,
)
def put_files_into_box(
    request: ApiRequest, response: HttpResponse, box_id: UUID, payload: BoxFilling
) -> Any:
    """For keepers: all or none; a file that lies in another box leaves that one."""
    put_into_box(
        actor=request.actor,
        box_id=box_id,
        record_files=payload.record_files,
        folder_number=payload.folder_number,
    )
    return _answer(request, response, box_id)


@router.post(
    "/boxes/{uuid:box_id}/move",
    response=BoxShape,
    summary="Carry a box to another place",
    openapi_extra=CONFLICT,
)
def move_box(
    request: ApiRequest, response: HttpResponse, box_id: UUID, payload: PlaceFields
) -> Any:
    """For keepers: it stands there now, with all that lies in it."""
    carry_box(actor=request.actor, box_id=box_id, place=payload.place())
    return _answer(request, response, box_id)
