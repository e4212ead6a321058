"""Letter types as the administrator changes them: written, put in force, ended."""

from datetime import date, datetime
from functools import partial
from typing import Any

from ninja import Field, Schema, Status
from pydantic import ConfigDict

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.organisation import access

# One address is one router's: reading and changing share that of the list.
from workflow.api.letter_types.routes import router
from workflow.api.letter_types.shapes import LetterTypeDetail, TypeFieldShape, whole
from workflow.letter_types.changing import (
    TypeInput,
    activate_type_version,
    drop_type_draft,
    retire_type,
    write_type_version,
)
from workflow.letter_types.content import TypeContent
from workflow.letter_types.models import LetterTypeVersion
from workflow.samples.pages import sample_faults

Blocks = list[dict[str, Any]]


class _Given(Schema):
    """Fields of a request; unknown ones are refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class TypeExample(_Given):
    """A whole letter in the words of `workflow.letter_types.example_words`."""

    subject: str = Field(..., min_length=1, max_length=300)
    classification_code: str = Field(..., max_length=40, examples=["000.1.5"])
    urgency: str = Field("biasa", max_length=15)
    recipients: list[str] = Field(
        ["heads:2"],
        max_length=20,
        examples=[["heads:2", "superior", "people:1", "outside:Name|Address"]],
    )
    cc: list[str] = Field([], max_length=20)
    body: Blocks = Field(..., min_length=1, max_length=2000)


class TypeVersionGiven(_Given):
    """What a version is to say; bodies left out stay as they were."""

    content: TypeContent
    reason: str = Field(..., max_length=300, examples=["Perbup 12/2026"])
    start: Blocks | None = Field(None, max_length=2000)
    example: TypeExample | None = None

    def given(self) -> TypeInput:
        """Return the request as the operation takes it."""
        example = self.example.model_dump() if self.example else None
        return TypeInput(
            content=self.content,
            reason=self.reason,
            start=self.start,
            example=example,
        )


class NewTypeGiven(TypeVersionGiven):
    """A type of the office's own."""

    code: str = Field(..., max_length=60, examples=["surat_dukungan"])


class TypeStart(_Given):
    """From when the written version holds; left out: today."""

    from_on: date | None = None


class TypeEnd(_Given):
    """Why no new letters of the type are made."""

    reason: str = Field(..., max_length=300)


class TypeVersionShape(Schema):
    """One version of a type: when, by whom, why."""

    version: int
    state: str = Field(..., examples=["retired"])
    name: str
    layout: str
    valid_from: date | None
    valid_to: date | None
    reason: str
    written_by: str | None
    written_at: datetime
    ended_reason: str
    ended_at: datetime | None
    fields_: list[TypeFieldShape] = Field(..., alias="fields")


class TypeVersionsShape(Schema):
    """All versions of a type, the newest first."""

    items: list[TypeVersionShape]


def _row(one: LetterTypeVersion) -> dict[str, Any]:
    same = ("state", "name", "layout", "reason", "written_at", "fields")
    return {
        **{name: getattr(one, name) for name in (*same, "ended_reason", "ended_at")},
        "version": one.number,
        "valid_from": one.valid_from_on,
        "valid_to": one.valid_to_on,
        "written_by": one.written_by.full_name if one.written_by else None,
    }


def _answer(version: LetterTypeVersion) -> dict[str, Any]:
    rows = LetterTypeVersion.objects.select_related("letter_type")
    return whole(rows.get(pk=version.pk))


@router.get(
    "/letter-types/{code}/versions",
    response=TypeVersionsShape,
    by_alias=True,
    summary="Versions of a type",
)
def list_letter_type_versions(request: ApiRequest, code: str) -> Any:
    """For administrators: what was in force when, by whom and why."""
    access.require_administrator(request.actor)
    rows = LetterTypeVersion.objects.filter(letter_type__code=code)
    found = list(rows.select_related("written_by").order_by("-number"))
    if not found:
        raise NotFound
    return {"items": [_row(one) for one in found]}


@router.post(
    "/letter-types",
    response={201: LetterTypeDetail},
    by_alias=True,
    summary="Make a type",
)
@needs_scope(TokenScope.ADMINISTER)
def make_letter_type(request: ApiRequest, payload: NewTypeGiven) -> Any:
    """For administrators; letters of it are made once its version is in force."""
    version = write_type_version(
        actor=request.actor, code=payload.code, given=payload.given(), is_new=True
    )
    return Status(201, _answer(version))


@router.put(
    "/letter-types/{code}/draft",
    response=LetterTypeDetail,
    by_alias=True,
    summary="Write the next version",
)
@needs_scope(TokenScope.ADMINISTER)
def write_letter_type(request: ApiRequest, code: str, payload: TypeVersionGiven) -> Any:
    """For administrators; it holds once it is put in force."""
    version = write_type_version(actor=request.actor, code=code, given=payload.given())
    return _answer(version)


@router.delete(
    "/letter-types/{code}/draft",
    response={204: None},
    summary="Throw the written version away",
)
@needs_scope(TokenScope.ADMINISTER)
def drop_letter_type_draft(request: ApiRequest, code: str) -> Any:
    """For administrators; a type that never held goes with it."""
    drop_type_draft(actor=request.actor, code=code)
    return Status(204, None)


@router.post(
    "/letter-types/{code}/activate",
    response=LetterTypeDetail,
    by_alias=True,
    summary="Put the written version in force",
)
@needs_scope(TokenScope.ADMINISTER)
def activate_letter_type(
    request: ApiRequest, code: str, payload: TypeStart | None = None
) -> Any:
    """For administrators; a broken version is refused with every reason."""
    actor = access.require_administrator(request.actor)
    version = activate_type_version(
        actor=actor,
        code=code,
        from_on=payload.from_on if payload else None,
        judge=partial(sample_faults, actor=actor),
    )
    return _answer(version)


@router.post(
    "/letter-types/{code}/retire",
    response={204: None},
    summary="End a type",
)
@needs_scope(TokenScope.ADMINISTER)
def retire_letter_type(request: ApiRequest, code: str, payload: TypeEnd) -> Any:
    """For administrators: no new letters of it; those on their way go on."""
    retire_type(actor=request.actor, code=code, reason=payload.reason)
    return Status(204, None)
