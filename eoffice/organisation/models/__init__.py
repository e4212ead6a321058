from eoffice.organisation.models.grant import (
    AdministratorGrant,
    GrantAct,
    GrantState,
)
from eoffice.organisation.models.import_draft import ImportDraft
from eoffice.organisation.models.official import Official
from eoffice.organisation.models.position import Position, PositionDuty, PositionKind
from eoffice.organisation.models.term import (
    ActingAssignment,
    ActingKind,
    TermOfOffice,
)
from eoffice.organisation.models.unit import Unit, UnitKind

__all__ = [
    "ActingAssignment",
    "ActingKind",
    "AdministratorGrant",
    "GrantAct",
    "GrantState",
    "ImportDraft",
    "Official",
    "Position",
    "PositionDuty",
    "PositionKind",
    "TermOfOffice",
    "Unit",
    "UnitKind",
]
