"""`/dispositions`."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from eoffice.api.file_answers import file_answer as told_file
from eoffice.api.requests import ApiRequest
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.listing import NEWEST_FIRST, ListQuery, page_of
from eoffice.organisation.actor import Actor
from eoffice.spreadsheets import file_answer
from workflow.api.dispositions import shapes
from workflow.dispositions import access as dispositions_access
from workflow.dispositions.models import Disposition
from workflow.dispositions.operations import giving, recalling
from workflow.dispositions.queries import lists as queries
from workflow.dispositions.sheet import sheet_pdf
from workflow.incoming import access as incoming_access
from workflow.incoming.models import IncomingLetter

router = Router()
ONE = "/dispositions/{uuid:disposition_id}"
ACTING_HEADER = "X-Acting-Position"
Box = Literal["inbox", "sent", "overdue", "helped"]


class DispositionQuery(ListQuery):
    """Filters of the list."""

    box: Box = "inbox"
    letter: UUID | None = None


def _shown_whole(actor: Actor, disposition_id: UUID) -> dict[str, Any]:
    disposition = dispositions_access.visible_disposition(actor, disposition_id)
    return shapes.show_whole(disposition, actor)


def _incoming_id(actor: Actor, letter_id: UUID) -> UUID:
    """Return the incoming letter meant: itself, or a letter delivered to the desk."""
    seen = incoming_access.incoming_visible_to(actor)
    if seen.filter(pk=letter_id).exists():
        return letter_id
    # A program may know the letter by the sender's id: its delivery leads to the entry.
    desk = seen.filter(delivery__letter=letter_id, routed_to__in=actor.position_ids)
    found: IncomingLetter | None = desk.order_by("id").first()
    if found is None:
        raise NotFound
    return found.pk


def _position(
    request: ApiRequest, disposition_id: UUID, named: UUID | None
) -> UUID | None:
    """Return the position that acts: named, or sent in the header if it received it."""
    if named is not None:
        return named
    chosen = request.actor.chosen
    if ACTING_HEADER not in request.headers or chosen is None:
        return None
    mine = chosen.position.pk
    return mine if queries.came_to(disposition_id, mine) else None


def _give(request: ApiRequest, payload: shapes.DispositionGiven) -> Disposition:
    actor = request.actor
    named = [payload.letter, payload.initiative, payload.parent]
    if sum(one is not None for one in named) != 1:
        text = _("Name one of these: a letter, a matter of your own, or a parent.")
        raise Invalid([Fault(field="letter", code="one_of", message=text)])
    disposition = shapes.disposition_input_of(payload)
    if payload.parent is not None:
        return giving.forward_disposition(
            actor=actor,
            disposition_id=payload.parent,
            content=disposition,
            position=_position(request, payload.parent, payload.position),
        )
    if payload.letter is not None:
        incoming_id = _incoming_id(actor, payload.letter)
        return giving.give_disposition(
            actor=actor, incoming_id=incoming_id, content=disposition
        )
    return giving.give_initiative(
        actor=actor, matter=payload.initiative or "", content=disposition
    )


@router.get("/dispositions", response=shapes.DispositionList, summary="Dispositions")
def list_dispositions(
    request: ApiRequest, query: Annotated[DispositionQuery, Query()]
) -> Any:
    """`box=inbox` waits for me, `sent` I gave, `overdue` is late in either.

    `helped` are those of leaders whose desk I help.
    """
    rows = queries.box(request.actor, query.box)
    if query.letter:
        rows = rows.filter(incoming=query.letter)
    page = page_of(rows, query, NEWEST_FIRST, name=query.box)
    shown = shapes.show_page(page.items)
    return page.shown(lambda disposition: shown[disposition.pk])


@router.post(
    "/dispositions",
    response={201: shapes.DispositionWhole},
    summary="Give a disposition",
)
def give_disposition(
    request: ApiRequest, response: HttpResponse, payload: shapes.DispositionGiven
) -> Any:
    """On a letter at your desk, on your own initiative, or handing one on."""
    disposition = _give(request, payload)
    response.headers["Location"] = reverse("api:get_disposition", args=[disposition.pk])
    return Status(201, _shown_whole(request.actor, disposition.pk))


@router.get(ONE, response=shapes.DispositionWhole, summary="One disposition")
def get_disposition(request: ApiRequest, disposition_id: UUID) -> Any:
    """With the tree around it, as far as the reader may see."""
    return _shown_whole(request.actor, disposition_id)


@router.get(
    f"{ONE}/sheet.pdf",
    summary="The disposition on paper",
    openapi_extra=told_file(["application/pdf"]),
)
def get_disposition_sheet(request: ApiRequest, disposition_id: UUID) -> HttpResponse:
    """For those who see it; of classed letters there is none."""
    content = sheet_pdf(request.actor, disposition_id)
    return file_answer(content, "application/pdf", "lembar-disposisi.pdf")


@router.post(f"{ONE}/read", response=shapes.DispositionWhole, summary="Mark as read")
def read_disposition(
    request: ApiRequest,
    disposition_id: UUID,
    payload: shapes.ReadGiven | None = None,
) -> Any:
    """By a receiver; again is harmless."""
    named = payload.position if payload else None
    giving.mark_disposition_read(
        actor=request.actor,
        disposition_id=disposition_id,
        position=_position(request, disposition_id, named),
    )
    return _shown_whole(request.actor, disposition_id)


@router.post(
    f"{ONE}/forward",
    response={201: shapes.DispositionWhole},
    summary="Hand it on",
)
def forward_disposition(
    request: ApiRequest,
    response: HttpResponse,
    disposition_id: UUID,
    payload: shapes.HandedOn,
) -> Any:
    """Makes a child slip; its day is not later than your own."""
    child = giving.forward_disposition(
        actor=request.actor,
        disposition_id=disposition_id,
        content=shapes.disposition_input_of(payload),
        position=_position(request, disposition_id, payload.position),
    )
    response.headers["Location"] = reverse("api:get_disposition", args=[child.pk])
    return Status(201, _shown_whole(request.actor, child.pk))


@router.post(
    f"{ONE}/progress", response=shapes.DispositionWhole, summary="Report on the way"
)
def report_progress(
    request: ApiRequest, disposition_id: UUID, payload: shapes.ProgressGiven
) -> Any:
    """The giver sees it."""
    giving.report_progress(
        actor=request.actor,
        disposition_id=disposition_id,
        text=payload.text,
        position=_position(request, disposition_id, payload.position),
    )
    return _shown_whole(request.actor, disposition_id)


@router.post(f"{ONE}/complete", response=shapes.DispositionWhole, summary="Answer it")
def complete_disposition(
    request: ApiRequest,
    disposition_id: UUID,
    payload: shapes.AnswerGiven | None = None,
) -> Any:
    """Closes your own share; the letter closes when all have answered."""
    payload = payload or shapes.AnswerGiven()
    giving.complete_disposition(
        actor=request.actor,
        disposition_id=disposition_id,
        answer=payload.answer,
        position=_position(request, disposition_id, payload.position),
    )
    return _shown_whole(request.actor, disposition_id)


@router.post(f"{ONE}/recall", response=shapes.DispositionWhole, summary="Take it back")
def recall_disposition(
    request: ApiRequest,
    disposition_id: UUID,
    payload: shapes.ReasonGiven | None = None,
) -> Any:
    """By the giver: freely while unread, with a reason after."""
    recalling.recall_disposition(
        actor=request.actor,
        disposition_id=disposition_id,
        reason=payload.reason if payload else "",
    )
    return _shown_whole(request.actor, disposition_id)


@router.post(f"{ONE}/reopen", response=shapes.DispositionWhole, summary="Ask for more")
def reopen_disposition(
    request: ApiRequest, disposition_id: UUID, payload: shapes.ReasonGiven
) -> Any:
    """By the giver, with a reason: completed shares are open again."""
    recalling.reopen_disposition(
        actor=request.actor, disposition_id=disposition_id, reason=payload.reason
    )
    return _shown_whole(request.actor, disposition_id)
