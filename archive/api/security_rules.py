"""`/security-rules`: the security class of each code (SKKAAD)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema, Status

from archive.classification.importing import SkkaadInput, import_security_rules
from archive.classification.models import SecurityRule
from archive.classification.reviewing import (
    ReviewInput,
    due_for_review,
    review_security_rules,
)
from archive.classification.securing import (
    RuleInput,
    confirm_security_rules,
    set_security_rule,
)
from archive.classification.tables import MOST_LINES, lines_of_rows
from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.organisation.shapes import Change, Day
from eoffice.api.requests import ApiRequest
from eoffice.listing import Listed, ListQuery, SortOrders, page_of
from eoffice.organisation.access import require_administrator
from workflow.security_class import SecurityClass

router = Router()
BY_CODE = SortOrders(columns={"code": "prefix"}, default="code")


class SecurityRuleShape(Schema):
    """One line: the lowest class of a code and of all below it."""

    id: UUID
    code: str = Field(..., examples=["800.1.6.2"])
    security_class: SecurityClass
    confirmed: bool = Field(..., description="False: the product's proposal.")
    basis: str
    reason: str
    review_on: date | None = Field(
        ..., description="When it is looked at again; null while it is proposed."
    )
    entered_at: datetime


class SecurityRuleList(Listed[SecurityRuleShape]):
    """A page of lines."""


class SecurityRuleFields(Change):
    """Sets the class of a code; without a class the line ends."""

    code: str = Field(..., max_length=40, examples=["800.1.6.2"])
    security_class: SecurityClass | None
    basis: str = Field("", max_length=300, description="Empty: stays a proposal.")
    reason: str = Field("", max_length=300)
    review_on: Day | None = Field(
        None, description="Null: two years from now, of a confirmed line."
    )


class Reviewing(Change):
    """Lets confirmed classes go on as they are."""

    reason: str = Field(..., max_length=300, examples=["Uji konsekuensi 2026"])
    review_on: Day | None = Field(None, description="Null: two years from now.")
    codes: list[str] | None = Field(
        None, max_length=1000, description="Null: all that are due."
    )


class Confirming(Change):
    """Confirms proposed lines by the region's decree."""

    basis: str = Field(..., max_length=300, examples=["Keputusan Bupati 000.5/12/2026"])
    codes: list[str] | None = Field(
        None, max_length=1000, description="Null: all that are proposed."
    )


class ImportedLine(Schema):
    """A line of the table."""

    code: str = Field(..., max_length=40)
    security_class: SecurityClass
    reason: str = Field("", max_length=300)


class Importing(Change):
    """A table of lines; `basis` confirms them as one set."""

    lines: list[ImportedLine] = Field(..., min_length=1, max_length=MOST_LINES)
    basis: str = Field("", max_length=300, description="Empty: they stay proposals.")
    complete: bool = Field(default=False, description="Lines that are not in it end.")
    dry_run: bool = True


class ImportChanges(Schema):
    """What the table changes, by code."""

    added: list[str]
    changed: list[str]
    confirmed: list[str]
    ended: list[str]
    same: int
    applied: bool


class RulesQuery(ListQuery):
    """Filters of the lines."""

    confirmed: bool | None = None
    due: bool | None = Field(None, description="To be looked at again by today.")


def _shown(line: SecurityRule) -> SecurityRuleShape:
    same = ("id", "basis", "reason", "review_on", "entered_at")
    return SecurityRuleShape(
        **{name: getattr(line, name) for name in same},
        code=line.prefix,
        security_class=SecurityClass(line.security_class),
        confirmed=line.is_confirmed,
    )


@router.get(
    "/security-rules", response=SecurityRuleList, summary="Security classes by code"
)
def list_security_rules(
    request: ApiRequest, query: Annotated[RulesQuery, Query()]
) -> Any:
    """For administrators: the lines in force."""
    require_administrator(request.actor)
    rows = SecurityRule.objects.filter(ended_at__isnull=True)
    if query.confirmed is not None:
        rows = rows.filter(is_confirmed=query.confirmed)
    if query.due is not None:
        due = due_for_review().values("pk")
        rows = rows.filter(pk__in=due) if query.due else rows.exclude(pk__in=due)
    return page_of(rows, query, BY_CODE).shown(_shown)


@router.post(
    "/security-rules",
    response={201: SecurityRuleShape, 204: None},
    summary="Set the class of a code",
)
@needs_scope(TokenScope.ADMINISTER)
def set_one_security_rule(
    request: ApiRequest, response: HttpResponse, payload: SecurityRuleFields
) -> Any:
    """For administrators; answers 204 where the line ended."""
    values = payload.dict()
    content = RuleInput(**{**values, "security_class": payload.security_class or ""})
    line = set_security_rule(actor=request.actor, content=content)
    return Status(201, _shown(line)) if line else Status(204, None)


@router.post(
    "/security-rules/confirm",
    response=list[SecurityRuleShape],
    summary="Confirm proposed classes",
)
@needs_scope(TokenScope.ADMINISTER)
def confirm_proposed_rules(request: ApiRequest, payload: Confirming) -> Any:
    """For administrators: by the region's decree."""
    lines = confirm_security_rules(
        actor=request.actor, basis=payload.basis, codes=payload.codes
    )
    return [_shown(line) for line in lines]


@router.post(
    "/security-rules/review",
    response=list[SecurityRuleShape],
    summary="Let classes go on",
)
@needs_scope(TokenScope.ADMINISTER)
def review_rules(request: ApiRequest, payload: Reviewing) -> Any:
    """For administrators: with the reason, and the day of the next look."""
    lines = review_security_rules(
        actor=request.actor,
        review=ReviewInput(
            reason=payload.reason, review_on=payload.review_on, codes=payload.codes
        ),
    )
    return [_shown(line) for line in lines]


@router.post(
    "/security-rules/import", response=ImportChanges, summary="Take a SKKAAD over"
)
@needs_scope(TokenScope.ADMINISTER)
def import_rules(request: ApiRequest, payload: Importing) -> Any:
    """For administrators: all lines or none; `dry_run` only tells what changes."""
    require_administrator(request.actor)
    rows = [(one.code, one.security_class.value, one.reason) for one in payload.lines]
    content = SkkaadInput(
        lines=lines_of_rows(rows), basis=payload.basis, is_complete=payload.complete
    )
    found = import_security_rules(
        actor=request.actor, content=content, dry_run=payload.dry_run
    )
    return ImportChanges(
        added=[one.code for one in found.added],
        changed=[one.code for _rule, one in found.changed],
        confirmed=[one.code for one in found.confirmed],
        ended=[one.prefix for one in found.ended],
        same=found.same,
        applied=not payload.dry_run,
    )
