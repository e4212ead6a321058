"""Acts on accounts and their tokens, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


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
