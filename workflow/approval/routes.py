"""The route a letter takes from drafter to signatory, proposed by rule.

Paraf in ascending order by the superiors between drafter and signatory, at most
three, those nearest to the signatory (Permendagri 54/2009 annex C); a letter drafted
by its own signatory needs none.
"""

from dataclasses import dataclass
from uuid import UUID

from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import superiors_of
from workflow.letters.models import Letter, StepKind

MOST_INITIALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedStep:
    """One step of a route; steps of equal order run in parallel."""

    order: int
    kind: str
    position_id: UUID


def proposed_route(drafter: Position, signatory: Position) -> list[ProposedStep]:
    """Return the initials proposed for this pair, without the signature itself."""
    if drafter.pk == signatory.pk:
        return []
    between: list[Position] = []
    for superior in superiors_of(drafter):
        if superior.pk == signatory.pk:
            break
        between.append(superior)
    reaches = any(s.pk == signatory.pk for s in superiors_of(drafter))
    # A signatory outside the line of superiors: then those nearest to the drafter.
    chosen = between[-MOST_INITIALS:] if reaches else between[:MOST_INITIALS]
    return [
        ProposedStep(order=n, kind=StepKind.HIERARCHICAL, position_id=p.pk)
        for n, p in enumerate(chosen, start=1)
    ]


def route_of(letter: Letter) -> list[ProposedStep]:
    """Return the planned route, or the proposal where none was planned.

    The last step is always the signature.
    """
    signatory = letter.signatory_position
    if signatory is None:
        return []
    planned = [
        ProposedStep(order=p.order, kind=p.kind, position_id=p.position_id)
        for p in letter.planned_steps.all()
        # The signature stands for the signatory's own initial.
        if p.position_id != signatory.pk
    ]
    steps = planned or proposed_route(letter.drafter_position, signatory)
    last = max((step.order for step in steps), default=0)
    signature = ProposedStep(
        order=last + 1, kind=StepKind.SIGNATURE, position_id=signatory.pk
    )
    return [*steps, signature]
