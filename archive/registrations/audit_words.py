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
from archive.loans.trail_acts import LoanAct
from archive.papers.trail_acts import PaperAct
from archive.places.models import RecordBox
from archive.places.trail_acts import BoxAct
from archive.programmes.trail_acts import ProgrammeAct
from archive.record_files.models import EventProof, RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.models import Record
from archive.records.trail_acts import RecordAct
from archive.retention.versions import ScheduleVersion
from archive.schedules.trail_acts import ScheduleAct
from eoffice.audit.trail_words import names_by, register_acts, register_thing


def register() -> None:
    """Say them (called once, at start)."""
    register_acts(RecordAct, RecordFileAct, ClassificationAct, HoldAct, DisposalAct)
    register_acts(PaperAct, CustodyAct, GrantAct, ScheduleAct, ExportAct, BoxAct)
    register_acts(LoanAct, ProgrammeAct)
    register_thing(
        "archive.scheduleversion",
        _("Version of the retention schedule"),
        names_by(ScheduleVersion.objects.all, "name"),
    )
    register_thing("archive.export", _("Export"), names_by(Export.objects.all, "id"))
    register_thing(
        "archive.recordbox", _("Box"), names_by(RecordBox.objects.all, "code")
    )
    register_thing(
        "archive.legalhold", _("Legal hold"), names_by(LegalHold.objects.all, "id")
    )
    register_thing(
        "archive.custodymove",
        _("Move of custody"),
        names_by(CustodyMove.objects.all, "name"),
    )
    register_thing(
        "archive.destructionlist",
        _("Destruction list"),
        names_by(DestructionList.objects.all, "name"),
    )
    register_thing(
        "archive.appraisalcommittee",
        _("Appraisal committee"),
        names_by(AppraisalCommittee.objects.all, "decree_number"),
    )
    register_thing(
        "archive.securityrule",
        _("Line of the SKKAAD"),
        names_by(SecurityRule.objects.all, "prefix"),
    )
    register_thing(
        "archive.record", _("Record"), names_by(Record.objects.all, "number")
    )
    register_thing(
        "archive.recordfile",
        _("Record file"),
        names_by(RecordFile.objects.all, "number"),
    )
    register_thing(
        "archive.eventproof",
        _("Proof of an event"),
        names_by(EventProof.objects.all, "record_file__number"),
    )
