"""Notes of verifiers: at which words, their answers, what became of them."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Status

from eoffice.api.requests import ApiRequest
from eoffice.listing import ListQuery, SortOrders, page_of
from workflow.api.outgoing import answers, note_shapes
from workflow.api.outgoing.history import route_letter
from workflow.api.outgoing.inputs import ReplyGiven
from workflow.approval.models import LetterNote, NoteReply
from workflow.approval.operations.noting import reply_to_note, settle_note
from workflow.approval.queries.notes import NoteFacts, note_rows, with_fates

router = Router()
NOTES = "/letters/{uuid:letter_id}/notes"
NOTE = NOTES + "/{uuid:note_id}"
OLDEST_FIRST = SortOrders(columns={"id": "id"}, default="id")


def _answer(row: NoteReply) -> note_shapes.NoteAnswer:
    return note_shapes.NoteAnswer(
        id=row.pk,
        text=row.text,
        official=answers.official(row.author),
        position=answers.position(row.author_position),
        created_at=row.created_at,
    )


def _note(facts: NoteFacts) -> note_shapes.Note:
    row, fate = facts.note, facts.fate
    same = ("quote", "start", "fault", "text", "created_at", "resolved_at")
    return note_shapes.Note(
        **{name: getattr(row, name) for name in same},
        id=row.pk,
        version=row.version.number,
        block=row.block_id,
        official=answers.official(row.author),
        position=answers.position(row.author_position),
        resolved_by=answers.official(row.resolved_by) if row.resolved_by else None,
        replies=[_answer(reply) for reply in row.replies.all()],
        became=note_shapes.NoteFate(
            state=fate.state, before=fate.before, after=fate.after
        )
        if fate
        else None,
    )


@router.get(NOTES, response=note_shapes.NoteList, summary="Notes at words and blocks")
def list_notes(
    request: ApiRequest, letter_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """Notes of verifiers, for those who take part in the letter."""
    letter = route_letter(request, letter_id)
    page = page_of(note_rows(letter), query, OLDEST_FIRST, name=str(letter_id))
    told = {one.note.pk: one for one in with_fates(page.items, letter.current_version)}
    return page.shown(lambda row: _note(told[row.pk]))


def _shown(request: ApiRequest, letter_id: UUID, note_id: UUID) -> note_shapes.Note:
    letter = route_letter(request, letter_id)
    row: LetterNote = note_rows(letter).get(pk=note_id)
    return _note(with_fates([row], letter.current_version)[0])


@router.post(
    f"{NOTE}/replies", response={201: note_shapes.Note}, summary="Answer a note"
)
def answer_note(
    request: ApiRequest, letter_id: UUID, note_id: UUID, payload: ReplyGiven
) -> Any:
    """By the drafter, or a seat the letter has come to."""
    reply_to_note(
        actor=request.actor, letter_id=letter_id, note_id=note_id, text=payload.text
    )
    return Status(201, _shown(request, letter_id, note_id))


@router.post(f"{NOTE}/resolve", response=note_shapes.Note, summary="Say a note is done")
def resolve_note(request: ApiRequest, letter_id: UUID, note_id: UUID) -> Any:
    """By the drafter, or the seat that wrote it."""
    settle_note(actor=request.actor, letter_id=letter_id, note_id=note_id)
    return _shown(request, letter_id, note_id)


@router.post(f"{NOTE}/reopen", response=note_shapes.Note, summary="Open a note again")
def reopen_note(request: ApiRequest, letter_id: UUID, note_id: UUID) -> Any:
    """By the seat that wrote it."""
    settle_note(
        actor=request.actor, letter_id=letter_id, note_id=note_id, is_done=False
    )
    return _shown(request, letter_id, note_id)
