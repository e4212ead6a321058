"""Events of the house's proofs."""

from eoffice.outbox.events import EventName


class ProofEvent(EventName):
    """What became of a proof; each carries its name as `proof`."""

    BROKEN = "proof.broken"
    HOLDS_AGAIN = "proof.holds_again"
