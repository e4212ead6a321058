"""Words for the acts of the house itself: organisation, accounts, files, jobs."""

from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import User
from eoffice.audit.words import names_by, register_actions, register_thing
from eoffice.organisation.models import Official, Position, Unit

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
    "administrator.requested": _("Administrator's role asked for"),
    "administrator.confirmed": _("Administrator's role agreed"),
    "administrator.refused": _("Administrator's role refused"),
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
    register_thing("accounts.apitoken", _("Access token"))
    register_thing("objects.upload", _("File"))
    register_thing("jobs.job", _("Long work"))
    register_thing("outbox.delivery", _("Delivery"))
