from eoffice.organisation.models.absence import Absence, AbsenceState
from eoffice.organisation.models.agreement import Agreement, AgreementState
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
    "Absence",
    "AbsenceState",
    "ActingAssignment",
    "ActingKind",
    "Agreement",
    "AgreementState",
    "ImportDraft",
    "Official",
    "Position",
    "PositionDuty",
    "PositionKind",
    "TermOfOffice",
    "Unit",
    "UnitKind",
]
