"""A warning that was read and not followed stands in the trail."""

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.holders import Holding
from workflow.approval.warnings import signing_warnings
from workflow.letters.models import Letter
from workflow.letters.trail_acts import LetterAct


def record_overridden(actor: Actor, letter: Letter) -> None:
    """Record each warning of the letter that its signatory did not follow.

    By the signing transaction; a Plh. who signs what is strategic answers for it
    (UU 30/2014 Ps 14 (7)).
    """
    mandate = actor.mandate_for(letter.signatory.pk)
    if mandate is None:
        return
    holding = Holding(official=actor.official, kind=mandate.kind)
    for warning in signing_warnings(letter, holding):
        trail.record(
            LetterAct.WARNING_OVERRIDDEN,
            letter,
            actor=actor,
            rule=warning.code,
            classification=letter.classification_code,
            held_as=mandate.kind,
        )
