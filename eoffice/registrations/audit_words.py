"""Words for the acts of the house itself: organisation, accounts, files, jobs."""

from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import ApiToken, User
from eoffice.audit.trail_words import (
    moment,
    names_by,
    names_from,
    register_actions,
    register_thing,
)
from eoffice.health.models import Proof
from eoffice.health.proofs import promises
from eoffice.jobs.models import Job
from eoffice.objects.models import StoredObject, Upload
from eoffice.organisation.models import (
    ActingAssignment,
    Agreement,
    Official,
    Position,
    TermOfOffice,
    Unit,
)
from eoffice.outbox.models import OutboxDelivery

ACTIONS = {
    "unit.created": _("Unit added"),
    "unit.changed": _("Unit changed"),
    "unit.closed": _("Unit closed"),
    "position.created": _("Position added"),
    "position.changed": _("Position changed"),
    "position.closed": _("Position closed"),
    "official.created": _("Official added"),
    "official.changed": _("Official's data changed"),
    "official.appointed": _("Official appointed"),
    "term.ended": _("Term ended"),
    "acting_holder.assigned": _("Acting holder assigned"),
    "acting_holder.ended": _("Acting assignment ended"),
    "unit.imported": _("Unit as the import has it"),
    "position.imported": _("Position as the import has it"),
    "account.imported": _("Account as the import has it"),
    "official.imported": _("Official as the import has it"),
    "term.imported": _("Term as the import has it"),
    "acting.imported": _("Acting term as the import has it"),
    "administrator.requested": _("Administrator's role asked for"),
    "administrator.confirmed": _("Administrator's role agreed"),
    "administrator.refused": _("Administrator's role refused"),
    "agreement.asked": _("Second administrator asked"),
    "agreement.confirmed": _("Second administrator agreed"),
    "agreement.refused": _("Refused by a second administrator, or taken back"),
    "account.created": _("Account opened"),
    "account.password_reset": _("Temporary password given"),
    "account.password_changed": _("Password changed"),
    "account.disabled": _("Account closed"),
    "account.enabled": _("Account opened again"),
    "account.sessions_ended": _("Sessions ended"),
    "token.made": _("Access token made"),
    "token.revoked": _("Access token revoked"),
    "upload.received": _("File received"),
    "upload.clean": _("File checked, clean"),
    "upload.refused": _("File refused"),
    "job.started": _("Long work begun"),
    "job.cancelled": _("Long work called off"),
    "outbox.retried": _("Stuck delivery tried again"),
    "stuck.retried": _("Stuck work tried again"),
    "object.sealed": _("Bytes sealed"),
    "content.opened": _("Content opened"),
    "proof.asked": _("Proof asked for"),
    "proof.broken": _("Proof does not hold"),
    "proof.holds_again": _("Proof holds again"),
    "audit.exported": _("Audit trail taken out"),
}


def register() -> None:
    """Say them (called once, at start)."""
    register_actions(ACTIONS)
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
