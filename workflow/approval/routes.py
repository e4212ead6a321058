"""The route a letter takes from drafter to signatory, proposed by rule.

Paraf in ascending order by the superiors between drafter and signatory, with the
secretary of the office before its head, at most three, those nearest to the signatory
(`workflow.approval.route_rules`); a letter drafted by its own signatory needs none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from eoffice.organisation.models import Position, PositionKind
from eoffice.organisation.queries.holders import holding_of, superiors_of
from workflow.approval.ranks import RouteRank, outranks, rank_of
from workflow.approval.route_rules import ROUTE_RULES, RouteRules
from workflow.letters.models import Letter, StepKind
from workflow.mandates.queries.signatories import office_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedStep:
    """One step of a route; steps of equal order run in parallel."""

    order: int
    kind: str
    position_id: UUID


def proposed_route(
    drafter: Position, signatory: Position, rules: RouteRules | None = None
) -> list[ProposedStep]:
    """Return the initials proposed for this pair, without the signature itself."""
    if drafter.pk == signatory.pk:
        return []
    rules = rules or ROUTE_RULES.current()
    line = _with_those_beside(_line(drafter, signatory), drafter, signatory, rules)
    ranks = {row.rank for row in rules.ranks}
    initials = [one for one in line if rank_of(one) is None or rank_of(one) in ranks]
    return [
        ProposedStep(order=n, kind=StepKind.HIERARCHICAL, position_id=p.pk)
        for n, p in enumerate(initials[-rules.most_initials :], start=1)
    ]


def _line(drafter: Position, signatory: Position) -> list[Position]:
    """Return the superiors below the signatory, nearest to the drafter first."""
    above = superiors_of(drafter)
    if signatory in above:
        return above[: above.index(signatory)]
    # A signatory outside the line, as a wakil: those who stand below that rank.
    top = rank_of(signatory)
    return [one for one in above if outranks(top, rank_of(one))]


def _with_those_beside(
    line: Sequence[Position], drafter: Position, signatory: Position, rules: RouteRules
) -> list[Position]:
    """Put in who initials though nobody below answers to them: the sekretaris."""
    found = list(line)
    wanted = {row.rank for row in rules.ranks if row.always}
    if RouteRank.OFFICE_SECRETARY not in wanted:
        return found
    secretary = _secretary_beside(drafter)
    if secretary is None or secretary in (drafter, signatory, *found):
        return found
    rank = RouteRank.OFFICE_SECRETARY
    if not outranks(rank_of(signatory), rank) or outranks(rank_of(drafter), rank):
        return found
    place = next(
        (n for n, one in enumerate(found) if outranks(rank_of(one), rank)), len(found)
    )
    found.insert(place, secretary)
    return found


def _secretary_beside(drafter: Position) -> Position | None:
    """Return the sekretaris of the drafter's office, when somebody holds it."""
    office = office_of(drafter.unit)
    if office is None:
        return None
    beside = Position.objects.filter(
        unit=office, is_head=False, kind=PositionKind.STRUCTURAL, closed_on=None
    )
    able = beside.filter(superior__is_head=True).select_related("unit")
    found = [one for one in able if rank_of(one) == RouteRank.OFFICE_SECRETARY]
    # Two beside one head are no secretaries: nobody is guessed.
    if len(found) != 1 or holding_of(found[0]) is None:
        return None
    return found[0]


def legal_head(letter: Letter, rules: RouteRules) -> Position | None:
    """Return who initials legal products beside the way (Bagian Hukum), or nobody."""
    if letter.letter_type.code not in rules.legal_types:
        return None
    named = Q(unit__code=rules.legal_unit) | Q(unit__name__iexact=rules.legal_unit)
    heads = Position.objects.filter(named, is_head=True, closed_on=None)
    return heads.select_related("unit").first()


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
    steps = planned or route_by_rule(letter, signatory, ROUTE_RULES.current())
    last = max((step.order for step in steps), default=0)
    signature = ProposedStep(
        order=last + 1, kind=StepKind.SIGNATURE, position_id=signatory.pk
    )
    return [*steps, signature]


def route_by_rule(
    letter: Letter, signatory: Position, rules: RouteRules
) -> list[ProposedStep]:
    """Return the initials that the rule proposes, without the signature."""
    drafter = letter.drafter_position
    steps = proposed_route(drafter, signatory, rules)
    legal = legal_head(letter, rules)
    known = {drafter.pk, signatory.pk, *(step.position_id for step in steps)}
    if legal is None or legal.pk in known:
        return steps
    # Heard before the last initial of the line, which answers for all before it.
    place = max(len(steps) - 1, 0)
    heard = ProposedStep(
        order=place + 1, kind=StepKind.COORDINATION, position_id=legal.pk
    )
    rest = [
        ProposedStep(order=step.order + 1, kind=step.kind, position_id=step.position_id)
        for step in steps[place:]
    ]
    return [*steps[:place], heard, *rest]
