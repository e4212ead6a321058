"""Words for the things of the house itself: organisation, accounts, files, jobs."""

from django.utils.translation import gettext_lazy as _

from eoffice.absences.trail_acts import AbsenceAct
from eoffice.accounts.models import ApiToken, User
from eoffice.administration.trail_acts import (
    AccountAct,
    AgreementAct,
    OrganisationAct,
    TokenAct,
)
from eoffice.audit.trail_acts import AuditAct, OpeningAct
from eoffice.audit.trail_words import (
    moment,
    names_by,
    names_from,
    register_acts,
    register_thing,
)
from eoffice.files.trail_acts import ObjectAct, UploadAct
from eoffice.health.models import Proof
from eoffice.health.proofs import promises
from eoffice.health.trail_acts import ProofAct
from eoffice.holidays.models import Holiday, HolidayYear
from eoffice.holidays.trail_acts import HolidayAct
from eoffice.importing.trail_acts import ImportAct
from eoffice.jobs.models import Job
from eoffice.jobs.trail_acts import JobAct
from eoffice.objects.models import StoredObject, Upload
from eoffice.organisation.models import (
    Absence,
    ActingAssignment,
    Agreement,
    Official,
    Position,
    TermOfOffice,
    Unit,
)
from eoffice.outbox.models import OutboxDelivery
from eoffice.policies.models import PolicyVersion
from eoffice.policies.trail_acts import PolicyAct
from eoffice.second_copies.trail_acts import SecondCopyAct
from eoffice.upkeep.trail_acts import UpkeepAct


def register() -> None:
    """Say them (called once, at start)."""
    register_acts(OrganisationAct, ImportAct, AgreementAct, AccountAct, TokenAct)
    register_acts(UploadAct, ObjectAct, SecondCopyAct, JobAct, ProofAct, UpkeepAct)
    register_acts(AuditAct, OpeningAct, PolicyAct, HolidayAct)
    register_acts(AbsenceAct)
    register_thing(
        "organisation.absence",
        _("Absence"),
        names_by(Absence.objects.all, "position__title"),
    )
    register_thing("organisation.unit", _("Unit"), names_by(Unit.objects.all, "name"))
    register_thing(
        "organisation.position",
        _("Position"),
        names_by(Position.objects.all, "title"),
    )
    register_thing(
        "organisation.official",
        _("Official"),
        names_by(Official.objects.all, "name"),
    )
    register_thing(
        "policies.policyversion",
        _("Office rule"),
        names_by(PolicyVersion.objects.all, "name"),
    )
    register_thing(
        "holidays.holiday",
        _("Holiday"),
        names_by(Holiday.objects.all, "name"),
    )
    register_thing(
        "holidays.holidayyear",
        _("List of holidays"),
        names_by(HolidayYear.objects.all, "year"),
    )
    register_thing(
        "accounts.user",
        _("Account"),
        names_by(User.objects.all, "username"),
    )
    _register_tenures()
    _register_works()


def _register_tenures() -> None:
    """Positions held and asked for, by person and position."""
    for model, word in (
        (TermOfOffice, _("Term")),
        (ActingAssignment, _("Acting term")),
    ):
        rows = model.objects.select_related("official", "position").all
        register_thing(model._meta.label_lower, word, names_from(rows, _held))
    asked = Agreement.objects.select_related("official", "position", "unit").all
    for label, word in (
        (Agreement._meta.label_lower, _("Agreement of two")),
        ("organisation.administratorgrant", _("Administrator's role")),  # of before
    ):
        register_thing(label, word, names_from(asked, _agreed))


def _held(row: TermOfOffice | ActingAssignment) -> str:
    kind = row.get_kind_display() if isinstance(row, ActingAssignment) else ""
    return f"{row.official.name}, {kind} {row.position.title}".replace(",  ", ", ")


def _agreed(row: Agreement) -> str:
    official, position, unit = row.official, row.position, row.unit
    named = (
        official.name if official else "",
        position.title if position else "",
        unit.name if unit else "",
    )
    return ", ".join(filter(None, named))


def _register_works() -> None:
    """Files and works by moment, tokens by owner: a file's name may tell too much."""
    register_thing(
        ApiToken._meta.label_lower,
        _("Access token"),
        names_by(ApiToken.objects.all, "user__username"),
    )
    for model, word in (
        (Upload, _("File")),
        (StoredObject, _("Bytes")),
        (Job, _("Work")),
    ):
        rows, label = model.objects.all, model._meta.label_lower
        register_thing(
            label, word, names_from(rows, lambda row: moment(row.created_at))
        )
    register_thing(
        OutboxDelivery._meta.label_lower,
        _("Delivery"),
        names_by(OutboxDelivery.objects.all, "handler"),
    )
    register_thing(Proof._meta.label_lower, _("Proof of the house"), _proof_names)


def _proof_names(ids: list[str]) -> dict[str, str]:
    return {one.name: str(one.label) for one in promises() if one.name in ids}
