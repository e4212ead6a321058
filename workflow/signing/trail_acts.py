"""Acts of signing that are not of one letter, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class SignerAct(TrailAct):
    """What becomes of a signing certificate."""

    WITHDRAWN = "signer.withdrawn", _("Signing certificate withdrawn")
    ENROLLED = "signer.enrolled", _("Signing certificate taken into use")


class SessionAct(TrailAct):
    """Many letters signed at once."""

    SESSION_OPENED = "signing.session_opened", _("Signing of several letters begun")
