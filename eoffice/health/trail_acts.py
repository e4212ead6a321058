"""Acts on the proofs of the house, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ProofAct(TrailAct):
    """What becomes of a proof."""

    ASKED = "proof.asked", _("Proof asked for")
    BROKEN = "proof.broken", _("Proof does not hold")
    HOLDS_AGAIN = "proof.holds_again", _("Proof holds again")
