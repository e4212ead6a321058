"""Words for the acts of the archive in the audit trail; things by number alone."""

from django.utils.translation import gettext_lazy as _

from archive.classification.models import SecurityRule
from archive.classification.trail_acts import ClassificationAct
from archive.custody.models import CustodyMove
from archive.custody.trail_acts import CustodyAct
from archive.disposal.committee_model import AppraisalCommittee
from archive.disposal.models import DestructionList
from archive.disposal.trail_acts import DisposalAct
from archive.exchange.models import Export
from archive.exchange.trail_acts import ExportAct
from archive.grants.trail_acts import GrantAct
from archive.holds.models import LegalHold
from archive.holds.trail_acts import HoldAct
from archive.intake.models import Accession
from archive.intake.trail_acts import IntakeAct
from archive.loans.trail_acts import LoanAct
from archive.open_data.trail_acts import OpenDataAct
from archive.papers.trail_acts import PaperAct
from archive.places.models import RecordBox
from archive.places.trail_acts import BoxAct
from archive.programmes.trail_acts import ProgrammeAct
from archive.record_files.models import EventProof, RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.models import Record
from archive.records.trail_acts import RecordAct
from archive.retention.versions import ScheduleVersion
from archive.reviews.models import Review
from archive.reviews.trail_acts import ReviewAct
from archive.schedules.trail_acts import ScheduleAct
from eoffice.audit.trail_words import names_by, register_acts, register_thing

ACTS = (
    RecordAct,
    RecordFileAct,
    ClassificationAct,
    HoldAct,
    DisposalAct,
    PaperAct,
    CustodyAct,
    ReviewAct,
    GrantAct,
    ScheduleAct,
    ExportAct,
    IntakeAct,
    BoxAct,
    LoanAct,
    ProgrammeAct,
    OpenDataAct,
)


#: Model -> its word, its rows, and the field that names one: numbers, no words.
THINGS = (
    (
        "archive.scheduleversion",
        _("Version of the retention schedule"),
        ScheduleVersion,
        "name",
    ),
    ("archive.accession", _("Intake"), Accession, "id"),
    ("archive.export", _("Export"), Export, "id"),
    ("archive.recordbox", _("Box"), RecordBox, "code"),
    ("archive.legalhold", _("Legal hold"), LegalHold, "id"),
    ("archive.custodymove", _("Move of custody"), CustodyMove, "name"),
    ("archive.review", _("Review"), Review, "name"),
    ("archive.destructionlist", _("Destruction list"), DestructionList, "name"),
    (
        "archive.appraisalcommittee",
        _("Appraisal committee"),
        AppraisalCommittee,
        "decree_number",
    ),
    ("archive.securityrule", _("Line of the SKKAAD"), SecurityRule, "prefix"),
    ("archive.record", _("Record"), Record, "number"),
    ("archive.recordfile", _("Record file"), RecordFile, "number"),
    ("archive.eventproof", _("Proof of an event"), EventProof, "record_file__number"),
)


def register() -> None:
    """Say them (called once, at start)."""
    register_acts(*ACTS)
    for name, word, model, field in THINGS:
        register_thing(name, word, names_by(model.objects.all, field))
