"""Word files of drafts: text taken in (`import-docx`), given out (`draft.docx`)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema

from eoffice.api.conditional import required_version
from eoffice.api.file_answers import file_answer
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from workflow.api.outgoing import shapes
from workflow.api.outgoing.inputs import Given
from workflow.api.outgoing.letters import EDITABLE, letter_answer
from workflow.reading_copies import KIND_OF_WORD
from workflow.word_files.exporting import give_draft_as_word
from workflow.word_files.importing import WordOrder, import_word_file

router = Router()
DOCX = file_answer([KIND_OF_WORD.media_type])


class WordGiven(Given):
    """Which file, and how its text goes into the draft."""

    upload: UUID = Field(..., description="Id of one's own clean upload (.docx).")
    append: bool = Field(
        default=False,
        description="Below the text the draft has; without it such a draft is refused.",
    )
    keep_head: bool = Field(
        default=False,
        description="Letterhead, number lines and signature block stay in the text.",
    )


class DroppedShape(Schema):
    """Something of the file that is not in the letter as it was."""

    kind: str = Field(..., examples=["picture"])
    times: int
    pages: list[int] = Field(..., description="From 1; empty: the file knows none.")
    message: str


class RecognisedShape(Schema):
    """A part that the page of the letter has by itself, left out of the text."""

    part: str = Field(
        ...,
        examples=["subject"],
        description="kop, title, head, subject, date, recipients, signature, copies",
    )
    label: str
    text: str


class WordImportShape(Schema):
    """The letter as it is now, and what became of the file."""

    letter: shapes.LetterShape
    blocks: int = Field(..., description="How many blocks came from the file.")
    took_subject: bool
    dropped: list[DroppedShape]
    recognised: list[RecognisedShape]


@router.post(
    "/letters/{uuid:letter_id}/import-docx",
    summary="Take the text of a Word file into a draft",
    response=WordImportShape,
    openapi_extra={**EDITABLE, "x-problems": (412, 428)},
)
@settles_itself
def import_docx(
    request: ApiRequest, response: HttpResponse, letter_id: UUID, payload: WordGiven
) -> Any:
    """A change of the draft as any; tells what of the file is not in it."""
    made = import_word_file(
        actor=request.actor,
        letter_id=letter_id,
        row_version=required_version(request),
        order=WordOrder(
            upload_id=payload.upload,
            append=payload.append,
            keep_head=payload.keep_head,
        ),
    )
    return {
        "letter": letter_answer(request, response, letter_id),
        "blocks": len(made.reading.blocks),
        "took_subject": made.took_subject,
        "dropped": made.reading.dropped,
        "recognised": made.reading.recognised,
    }


@router.get(
    "/letters/{uuid:letter_id}/draft.docx",
    summary="A draft as a Word file",
    openapi_extra={**DOCX, "x-problems": (409,)},
)
def draft_docx(request: ApiRequest, letter_id: UUID) -> Any:
    """Drafts and returned letters, for who takes part; marked as no official letter."""
    return give_draft_as_word(actor=request.actor, letter_id=letter_id)
