"""`/verify`: open to everybody, counted by address."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from workflow.public.by_code import public_letter
from workflow.public.file_checking import check_file, count_visitor, file_of
from workflow.verification.verdict import VerdictCode

router = Router()


class CheckShape(Schema):
    """One check and what it found."""

    code: str
    passed: bool
    text: str


class SignatureVerdict(Schema):
    """One signature of the file."""

    signer: str
    position: str
    organisation: str
    authority: str
    time: datetime | None
    time_is_trusted: bool
    level: str = Field(..., examples=["B-T"])
    checks: list[CheckShape]


class LetterFacts(Schema):
    """What may be told of the letter; above the ordinary class, less."""

    number: str
    letter_date: date | None
    unit: str
    state: str = Field(
        ..., examples=["in_force"], description="in_force, corrected, revoked"
    )
    subject: str | None = None
    signatory: str | None = None
    position: str | None = None
    code: str | None = Field(None, description="Leads to the letter itself, at /v/.")


class VerdictShape(Schema):
    """What a file is worth."""

    verdict: VerdictCode
    title: str = Field(..., examples=["ASLI"])
    explanation: str
    signatures: list[SignatureVerdict]
    checks: list[CheckShape]
    letter: LetterFacts | None
    demo: bool
    sha256: str


class CodeVerdict(Schema):
    """What a code leads to; the same shape for a code nobody knows."""

    code: str
    known: bool
    title: str
    explanation: str
    letter: LetterFacts | None
    superseded_by: str
    time: datetime | None
    time_is_trusted: bool
    level: str
    content_fingerprint: str = Field(..., description="As printed in the footer.")
    sha256: str
    demo: bool


BINARY = {"schema": {"type": "string", "format": "binary"}}
FORM = {
    "schema": {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}},
    }
}


@router.post(
    "/verify",
    auth=None,
    response=VerdictShape,
    summary="Check a PDF",
    openapi_extra={
        "x-open": True,
        "requestBody": {
            "required": True,
            "content": {"application/pdf": BINARY, "multipart/form-data": FORM},
        },
    },
)
def verify_file(request: HttpRequest, response: HttpResponse) -> Any:
    """Judged in a closed process and not kept; `letter` only for letters of ours."""
    count_visitor(request, "file")
    # A letter may be revoked the next minute: no cache may go on saying "in force".
    response.headers["Cache-Control"] = "no-store"
    return check_file(file_of(request))


@router.get(
    "/verify/{code}",
    auth=None,
    response=CodeVerdict,
    summary="What a code leads to",
    openapi_extra={"x-open": True},
)
def verify_code(request: HttpRequest, response: HttpResponse, code: str) -> Any:
    """The same status and shape whether the code is known or not."""
    count_visitor(request, "code")
    response.headers["Cache-Control"] = "no-store"
    found = public_letter(code)
    return CodeVerdict(
        code=found.code,
        known=found.known,
        title=_("This code belongs to a letter of ours")
        if found.known
        else _("We do not know this code"),
        explanation=_("Compare it with the letter in your hand.")
        if found.known
        else _("It need not be a forgery, but we cannot vouch for this letter."),
        letter=found.facts or None,  # type: ignore[arg-type]  # judged by pydantic
        superseded_by=found.superseded_by,
        time=found.time,
        time_is_trusted=found.time_is_trusted,
        level=found.level,
        content_fingerprint=found.fingerprint,
        sha256=found.sha256,
        demo=found.demo,
    )
