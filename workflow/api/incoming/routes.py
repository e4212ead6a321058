"""`/incoming-letters`."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Field, Query, Router, Status

from eoffice.api.conditional import required_version, set_etag
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, ListQuery, page_of
from eoffice.objects.serving import PICTURE_HEADERS
from workflow.api.incoming import shapes
from workflow.delivery.marking_read import mark_read
from workflow.delivery.passing import pass_gate, set_aside
from workflow.dispositions.operations.completing import complete_incoming
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter, IncomingStatus
from workflow.incoming.operations.amending import amend_registration
from workflow.incoming.operations.page_work import split_letter, turn_pages
from workflow.incoming.operations.registering import (
    Registration,
    receive_letter,
    register_incoming_letter,
)
from workflow.incoming.queries import lists as queries
from workflow.reading_copies import give_file
from workflow.reading_views.opening import as_view

router = Router()
ONE = "/incoming-letters/{uuid:incoming_id}"
EDITABLE = {"x-editable": True}


class IncomingQuery(ListQuery):
    """Filters of the list."""

    status: IncomingStatus | None = None
    desk: bool = Field(default=False, description="Only those on my desk.")
    gate: bool = Field(default=False, description="Only those I am to pass on.")
    helped: bool = Field(
        default=False, description="Only those on a leader's desk that I help."
    )
    q: str | None = Field(None, max_length=200, description="Words of the entry.")
    sender: str | None = Field(None, max_length=300)
    number: str | None = Field(None, max_length=120)
    agenda_number: str | None = Field(None, max_length=60)

    def rows(self, actor: Any) -> QuerySet[IncomingLetter]:
        """Return the visible rows that pass the filters."""
        found = access.incoming_visible_to(actor)
        for is_asked, rows in (
            (self.desk, queries.on_my_desk),
            (self.gate, queries.at_my_gate),
            (self.helped, queries.on_helped_desks),
        ):
            if is_asked:
                found = found.filter(pk__in=rows(actor).order_by().values("pk"))
        if self.status:
            found = found.filter(status=self.status)
        exact = {"sender": self.sender, "number": self.number}
        exact["agenda_number"] = self.agenda_number
        for name, value in exact.items():
            if value:
                found = found.filter(**{f"{name}__iexact": value})
        if self.q:
            found = queries.found_in(found, self.q, actor)
        return found.select_related("routed_to", "gate_for", "delivery", "agenda")


def _whole(
    request: ApiRequest, response: HttpResponse, incoming: IncomingLetter
) -> dict[str, Any]:
    set_etag(response, incoming.row_version)
    return shapes.show_whole(incoming, request.actor)


@router.get(
    "/incoming-letters", response=shapes.IncomingList, summary="Incoming letters"
)
def list_incoming_letters(
    request: ApiRequest, query: Annotated[IncomingQuery, Query()]
) -> Any:
    """Those one may see, the newest first; subjects of confidential ones are veiled."""
    rows = query.rows(request.actor)
    return page_of(rows, query, NEWEST_FIRST).shown(
        lambda incoming: shapes.show(incoming, request.actor)
    )


@router.post(
    "/incoming-letters",
    response={201: shapes.IncomingWhole},
    summary="Bring a letter in",
)
def receive_incoming_letter(
    request: ApiRequest, response: HttpResponse, payload: shapes.Received
) -> Any:
    """For record clerks. Reading starts at once; ask the proposal for it."""
    incoming = receive_letter(
        actor=request.actor,
        upload_ids=payload.uploads,
        channel=payload.channel,
        received_at=payload.received_at,
    )
    response.headers["Location"] = reverse(
        "api:get_incoming_letter", args=[incoming.pk]
    )
    return Status(201, _whole(request, response, incoming))


@router.get(
    ONE,
    response=shapes.IncomingWhole,
    summary="One incoming letter",
    openapi_extra=EDITABLE,
)
def get_incoming_letter(
    request: ApiRequest, response: HttpResponse, incoming_id: UUID
) -> Any:
    """With its files for those who may read it; this is not marked as read."""
    incoming = access.visible_incoming(request.actor, incoming_id)
    return _whole(request, response, incoming)


@router.patch(ONE, response=shapes.IncomingWhole, summary="Correct the agenda entry")
def amend_incoming_letter(
    request: ApiRequest,
    response: HttpResponse,
    incoming_id: UUID,
    payload: shapes.Amendment,
) -> Any:
    """For clerks of the register, with a reason; the agenda number stays."""
    values = shapes.entry_values(payload)
    # Null is a value for these three; for the others it means "not given".
    nullable = ("letter_date", "due_on", "routed_to_id")
    incoming = amend_registration(
        actor=request.actor,
        incoming_id=incoming_id,
        row_version=required_version(request),
        changes={n: v for n, v in values.items() if v is not None or n in nullable},
        reason=payload.reason,
    )
    return _whole(request, response, incoming)


@router.get(f"{ONE}/proposal", response=shapes.ProposalShape, summary="What was read")
def get_proposal(request: ApiRequest, incoming_id: UUID) -> Any:
    """Fields with their certainty and place on the page; possible duplicates."""
    incoming = access.readable_incoming(request.actor, incoming_id)
    return queries.proposal_of(incoming, request.actor)


@router.post(
    f"{ONE}/register", response=shapes.IncomingWhole, summary="Enter it in the agenda"
)
def register_letter(
    request: ApiRequest,
    response: HttpResponse,
    incoming_id: UUID,
    payload: shapes.Entry,
) -> Any:
    """Gives the agenda number. `If-Match` is honoured where it is sent."""
    incoming = register_incoming_letter(
        actor=request.actor,
        incoming_id=incoming_id,
        row_version=_sent_version(request),
        registration=Registration(**shapes.entry_values(payload)),
        duplicate_reason=payload.duplicate_reason,
    )
    return _whole(request, response, incoming)


def _sent_version(request: ApiRequest) -> int | None:
    # Not demanded: registering names no earlier state that could be lost.
    return required_version(request) if "If-Match" in request.headers else None


@router.post(f"{ONE}/rotate", response=shapes.IncomingWhole, summary="Turn pages")
@settles_itself
def turn_letter_pages(
    request: ApiRequest,
    response: HttpResponse,
    incoming_id: UUID,
    payload: shapes.Turned,
) -> Any:
    """Before registering; makes new files, is read anew. Signed PDFs are refused."""
    incoming = turn_pages(
        actor=request.actor,
        incoming_id=incoming_id,
        row_version=_sent_version(request),
        turns={one.page: one.degrees for one in payload.turns},
    )
    return _whole(request, response, incoming)


@router.post(
    f"{ONE}/split", response=shapes.SplitLetters, summary="Several letters of one scan"
)
@settles_itself
def split_incoming_letter(
    request: ApiRequest, incoming_id: UUID, payload: shapes.Split
) -> Any:
    """Before registering; the scan as brought is kept. Signed PDFs are refused."""
    letters = split_letter(
        actor=request.actor,
        incoming_id=incoming_id,
        row_version=_sent_version(request),
        starts=payload.starts,
    )
    return {"items": [shapes.show_whole(one, request.actor) for one in letters]}


@router.post(
    f"{ONE}/read", response=shapes.IncomingWhole, summary="Mark as read by its desk"
)
def read_incoming_letter(
    request: ApiRequest, response: HttpResponse, incoming_id: UUID
) -> Any:
    """The sender inside sees it; only the first time by the desk counts."""
    incoming = access.visible_incoming(request.actor, incoming_id)
    mark_read(actor=request.actor, incoming=incoming)
    incoming.refresh_from_db()
    return _whole(request, response, incoming)


@router.post(f"{ONE}/complete", response=shapes.IncomingWhole, summary="Close it")
def complete_incoming_letter(
    request: ApiRequest,
    response: HttpResponse,
    incoming_id: UUID,
    payload: shapes.Completion | None = None,
) -> Any:
    """From its desk: known, or all that was asked is done."""
    incoming = complete_incoming(
        actor=request.actor,
        incoming_id=incoming_id,
        note=payload.note if payload else "",
    )
    return _whole(request, response, incoming)


@router.post(f"{ONE}/pass", response=shapes.PassedOn, summary="Pass on at the gate")
def pass_incoming_letter(
    request: ApiRequest, incoming_id: UUID, payload: shapes.Passing | None = None
) -> Any:
    """From the gate to the leader's desk, by its keeper; a revoked one is refused."""
    note = payload.note if payload else ""
    incoming = pass_gate(actor=request.actor, incoming_id=incoming_id, note=note)
    # The keeper may not see it any more: the answer says where it lies, no more.
    return shapes.passed_on(incoming)


@router.post(
    f"{ONE}/set-aside", response=shapes.PassedOn, summary="Set aside at the gate"
)
def set_incoming_letter_aside(request: ApiRequest, incoming_id: UUID) -> Any:
    """A letter that its sender revoked while it lay at the gate."""
    return shapes.passed_on(set_aside(actor=request.actor, incoming_id=incoming_id))


@router.get(f"{ONE}/files/{{int:n}}/content", summary="A file of the letter")
def get_incoming_file(
    request: HttpRequest, incoming_id: UUID, n: int
) -> HttpResponseBase:
    """The stored bytes; of a classed letter a reading copy. `n` counts from 1."""
    actor = request.actor  # type: ignore[attr-defined]
    incoming = access.readable_incoming(actor, incoming_id)
    wanted = queries.file_wanted(actor, incoming, n)
    return give_file(request, incoming, wanted, actor=actor)


@router.get(
    f"{ONE}/files/{{int:n}}/reading-view.pdf",
    summary="Pages to read of an office file",
)
def get_incoming_view(
    request: HttpRequest, incoming_id: UUID, n: int
) -> HttpResponseBase:
    """Made for reading; the original is what counts. Refused while it is not ready."""
    actor = request.actor  # type: ignore[attr-defined]
    incoming = access.readable_incoming(actor, incoming_id)
    wanted = as_view(queries.file_wanted(actor, incoming, n))
    return give_file(request, incoming, wanted, actor=actor)


@router.get(f"{ONE}/files/{{int:n}}/original", summary="A file as it was brought")
def get_incoming_original(
    request: HttpRequest, incoming_id: UUID, n: int
) -> HttpResponseBase:
    """For those who take part; before pages were turned or split, for clerks."""
    actor = request.actor  # type: ignore[attr-defined]
    incoming = access.readable_incoming(actor, incoming_id)
    wanted = queries.original_wanted(actor, incoming, n)
    return give_file(request, incoming, wanted, actor=actor)


@router.get(f"{ONE}/pages/{{int:n}}.png", summary="Picture of a page")
def get_incoming_page(
    request: HttpRequest, incoming_id: UUID, n: int
) -> HttpResponseBase:
    """Drawn when asked; `n` counts from 1 over all files."""
    actor = request.actor  # type: ignore[attr-defined]
    incoming = access.readable_incoming(actor, incoming_id)
    picture = queries.page_picture(incoming, n, form="png")
    return HttpResponse(
        picture.content, content_type=picture.media_type, headers=PICTURE_HEADERS
    )
