"""Who am I: account, roles and positions of this moment."""

from datetime import date
from uuid import UUID

from ninja import Field, Router, Schema

from eoffice.api.requests import ApiRequest
from eoffice.organisation.actor import Actor, Mandate

router = Router()


class UnitRef(Schema):
    """A unit, as other things point to it."""

    id: UUID
    code: str = Field(..., examples=["DISKOMINFO"])
    name: str = Field(..., examples=["Dinas Komunikasi dan Informatika"])


class HeldPosition(Schema):
    """A position held today, definitively or acting."""

    id: UUID
    title: str = Field(..., examples=["Plh. Kepala Dinas Kesehatan"])
    unit: UnitRef
    kind: str = Field(
        ...,
        description="permanent, acting_vacant, acting_absent, …",
        examples=["permanent"],
    )
    from_on: date = Field(..., serialization_alias="from")
    to_on: date | None = Field(..., serialization_alias="to")
    main: bool


class Me(Schema):
    """The person behind the session or token."""

    id: UUID
    username: str = Field(..., examples=["198003122005011003"])
    name: str = Field(..., examples=["Ir. Widya Kusumaningrum, M.T."])
    roles: list[str] = Field(..., examples=[["drafter", "receiver"]])
    positions: list[HeldPosition]


def _held(mandate: Mandate) -> HeldPosition:
    unit = mandate.position.unit
    return HeldPosition(
        id=mandate.position.id,
        title=mandate.title,
        unit=UnitRef(id=unit.id, code=unit.code, name=unit.name),
        kind=mandate.kind,
        from_on=mandate.from_on,
        to_on=mandate.to_on,
        main=mandate.is_main,
    )


def me_of(actor: Actor, username: str) -> Me:
    """Return the actor as `/me` shows it."""
    return Me(
        id=actor.official.id,
        username=username,
        name=actor.official.full_name,
        roles=actor.roles,
        positions=[_held(mandate) for mandate in actor.mandates],
    )


@router.get("/me", response=Me, summary="Who am I", by_alias=True)
def get_me(request: ApiRequest) -> Me:
    """Name, roles and positions of this moment, the main one first."""
    return me_of(request.actor, request.user.username)
