"""Acts on the organisation and its accounts, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class OrganisationAct(TrailAct):
    """Units, positions, officials and their terms."""

    UNIT_CREATED = "unit.created", _("Unit added")
    UNIT_CHANGED = "unit.changed", _("Unit changed")
    UNIT_CLOSED = "unit.closed", _("Unit closed")
    POSITION_CREATED = "position.created", _("Position added")
    POSITION_CHANGED = "position.changed", _("Position changed")
    POSITION_CLOSED = "position.closed", _("Position closed")
    OFFICIAL_CREATED = "official.created", _("Official added")
    OFFICIAL_CHANGED = "official.changed", _("Official's data changed")
    OFFICIAL_APPOINTED = "official.appointed", _("Official appointed")
    TERM_ENDED = "term.ended", _("Term ended")
    ACTING_HOLDER_ASSIGNED = "acting_holder.assigned", _("Acting holder assigned")
    ACTING_HOLDER_ENDED = "acting_holder.ended", _("Acting assignment ended")


class AgreementAct(TrailAct):
    """Acts that take two; administrator's roles were asked for alone before."""

    ADMINISTRATOR_REQUESTED = (
        "administrator.requested",
        _("Administrator's role asked for"),
    )
    ADMINISTRATOR_CONFIRMED = (
        "administrator.confirmed",
        _("Administrator's role agreed"),
    )
    ADMINISTRATOR_REFUSED = "administrator.refused", _("Administrator's role refused")
    AGREEMENT_ASKED = "agreement.asked", _("Second administrator asked")
    AGREEMENT_CONFIRMED = "agreement.confirmed", _("Second administrator agreed")
    AGREEMENT_REFUSED = (
        "agreement.refused",
        _("Refused by a second administrator, or taken back"),
    )


class AccountAct(TrailAct):
    """What is done with an account."""

    CREATED = "account.created", _("Account opened")
    PASSWORD_RESET = "account.password_reset", _("Temporary password given")
    PASSWORD_CHANGED = "account.password_changed", _("Password changed")
    DISABLED = "account.disabled", _("Account closed")
    ENABLED = "account.enabled", _("Account opened again")
    SESSIONS_ENDED = "account.sessions_ended", _("Sessions ended")


class TokenAct(TrailAct):
    """What is done with an access token."""

    MADE = "token.made", _("Access token made")
    REVOKED = "token.revoked", _("Access token revoked")
