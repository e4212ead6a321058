"""`/agreements`: what takes two administrators; one asks, another agrees or refuses.

Wherever an act takes two, its own address answers 202 with `Location` of the
agreement instead of 200 or 201, and nothing is changed yet.
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.administration.agreeing import (
    AgreementOutcome,
    confirm_agreement,
    refuse_agreement,
)
from eoffice.administration.agreements import (
    Request,
    agreement_of,
    agreements_visible_to,
    request_of,
)
from eoffice.api.authentication import needs_scope
from eoffice.api.organisation import shapes
from eoffice.api.requests import ApiRequest
from eoffice.errors import StateForbids
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from eoffice.organisation import access, models
from eoffice.organisation.actor import Actor

router = Router()


class OnThePageOnly(StateForbids):
    """Half a password comes of it, which is shown once, to a person."""

    code = "on_the_page_only"
    message = _("A password comes of this. Agree to it on the page of agreements.")


class AgreementChange(Schema):
    """One value in words."""

    label: str = Field(..., examples=["tugas"])
    was: str = Field(..., description="Empty where there was none.")
    becomes: str = Field(..., examples=["Penandatangan"])


class Agreement(Schema):
    """What one administrator asked for and another decides."""

    id: UUID
    act: str = Field(..., examples=["appoint_official"])
    act_label: str
    state: models.AgreementState
    about: str = Field(..., description="Whom and what it concerns, in words.")
    position: shapes.PositionRef | None
    official: shapes.OfficialRef | None
    unit: shapes.UnitRef | None
    changes: list[AgreementChange] = Field(..., description="Empty once decided.")
    stale: bool = Field(..., description="It changed since; it cannot be agreed to.")
    requested_by: str
    requested_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class AgreementList(Listed[Agreement]):
    """A page of agreements."""


class AgreementQuery(ListQuery):
    """Filters of the list."""

    state: models.AgreementState | None = None

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        return found.filter(state=self.state) if self.state else found


def show(request: Request) -> Agreement:
    """Return the agreement as it is shown."""
    row = request.agreement
    seat, official, unit = row.position, row.official, row.unit
    return Agreement(
        id=row.id,
        act=row.act,
        act_label=request.label,
        state=models.AgreementState(row.state),
        about=request.subject,
        position=shapes.PositionRef(id=seat.id, title=seat.title) if seat else None,
        official=_official(official),
        unit=shapes.UnitRef(id=unit.id, code=unit.code, name=unit.name)
        if unit
        else None,
        changes=[
            AgreementChange(label=one.label, was=one.was, becomes=one.becomes)
            for one in request.changes
        ],
        stale=request.is_stale,
        requested_by=_name(row.requested_by),
        requested_at=row.requested_at,
        decided_by=_name(row.decided_by) if row.decided_by else None,
        decided_at=row.decided_at,
    )


def _official(official: models.Official | None) -> shapes.OfficialRef | None:
    if official is None:
        return None
    return shapes.OfficialRef(id=official.id, name=official.full_name)


def _name(user: Any) -> str:
    return str(getattr(user, "official", None) or user)


def waiting(actor: Actor, response: HttpResponse, outcome: AgreementOutcome) -> Any:
    """Answer 202: it waits for a second administrator."""
    agreement: Any = outcome.agreement
    response.headers["Location"] = reverse("api:get_agreement", args=[agreement.pk])
    return Status(202, show(agreement_of(actor, agreement.pk)))


@router.get("/agreements", response=AgreementList, summary="Agreements, latest first")
def list_agreements(
    request: ApiRequest, query: Annotated[AgreementQuery, Query()]
) -> Any:
    """For administrators: what waits for a second one, and what was decided."""
    actor = access.require_administrator(request.actor)
    page = page_of(query.rows(agreements_visible_to(actor)), query, NEWEST_FIRST)
    return page.shown(lambda row: show(request_of(row, actor)))


@router.get(
    "/agreements/{uuid:agreement_id}", response=Agreement, summary="One agreement"
)
def get_agreement(request: ApiRequest, agreement_id: UUID) -> Any:
    """For administrators."""
    actor = access.require_administrator(request.actor)
    return show(agreement_of(actor, agreement_id))


@router.post(
    "/agreements/{uuid:agreement_id}/confirm",
    response=Agreement,
    summary="Agree to what another administrator asked for",
)
@needs_scope(TokenScope.ADMINISTER)
def confirm(request: ApiRequest, agreement_id: UUID) -> Any:
    """For administrators, never for the one who asked: it is done at once.

    409 `on_the_page_only` where a password comes of it.
    """
    actor = access.require_administrator(request.actor)
    if agreement_of(actor, agreement_id).hands_out:
        raise OnThePageOnly
    confirm_agreement(actor=actor, agreement_id=agreement_id)
    return show(agreement_of(actor, agreement_id))


@router.post(
    "/agreements/{uuid:agreement_id}/refuse",
    response=Agreement,
    summary="Refuse an agreement, or take one's own back",
)
@needs_scope(TokenScope.ADMINISTER)
def refuse(request: ApiRequest, agreement_id: UUID) -> Any:
    """For administrators; nothing is changed."""
    actor = access.require_administrator(request.actor)
    refuse_agreement(actor=actor, agreement_id=agreement_id)
    return show(agreement_of(actor, agreement_id))
