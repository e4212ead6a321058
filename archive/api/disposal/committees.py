"""`/appraisal-committees`: who appraises, by decree."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Router, Status

from archive.api.disposal import destruction_shapes as shapes
from archive.disposal.access import committees_visible_to
from archive.disposal.committee_model import AppraisalCommittee, MemberRole
from archive.disposal.committees import Decree, form_committee
from eoffice.api.organisation.shapes import PositionRef, UnitRef
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of

router = Router()


class CommitteePage(Listed[shapes.Committee]):
    """A page of committees."""


class CommitteesQuery(ListQuery):
    """Filters of the committees in force."""

    unit: UUID | None = Field(None, description="The records unit.")


def _shown(one: AppraisalCommittee) -> shapes.Committee:
    members = one.members.all()
    return shapes.Committee(
        id=one.pk,
        unit=UnitRef.model_validate(one.unit, from_attributes=True),
        number=one.decree_number,
        decided_on=one.decided_on,
        members=[
            shapes.MemberShape(
                position=PositionRef.model_validate(
                    member.position, from_attributes=True
                ),
                role=MemberRole(member.role),
                role_label=member.get_role_display(),
            )
            for member in members
        ],
    )


@router.get(
    "/appraisal-committees", response=CommitteePage, summary="Committees in force"
)
def list_appraisal_committees(
    request: ApiRequest, query: Annotated[CommitteesQuery, Query()]
) -> Any:
    """For archivists, administrators and auditors."""
    rows = committees_visible_to(request.actor).select_related("unit")
    rows = rows.filter(unit=query.unit) if query.unit else rows
    rows = rows.prefetch_related("members__position")
    return page_of(rows, query, NEWEST_FIRST).shown(_shown)


@router.post(
    "/appraisal-committees",
    response={201: shapes.Committee},
    summary="Enter a committee",
)
def create_appraisal_committee(
    request: ApiRequest, payload: shapes.CommitteeFields
) -> Any:
    """By its decree; the committee before it ends."""
    made = form_committee(
        actor=request.actor,
        unit_id=payload.unit,
        decree=Decree(
            number=payload.number,
            decided_on=payload.decided_on,
            members=[(one.position, one.role) for one in payload.members],
        ),
    )
    return Status(201, _shown(made))
