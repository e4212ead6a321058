"""Whether a route keeps the rules, and the whole check of a letter with its route.

Nobody initials below somebody whom they outrank: what a head signs in own authority no
sekda initials. Asked while drafting, at submit, and again before the signature.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position
from workflow.approval.ranks import outranks, rank_of, signing_rank
from workflow.approval.route_rules import ROUTE_RULES
from workflow.approval.routes import (
    ProposedStep,
    legal_head,
    route_by_rule,
    route_of,
)
from workflow.letters.checks import letter_faults
from workflow.letters.models import Letter, StepKind


def faults_before_submit(letter: Letter) -> list[Fault]:
    """Return every rule that the letter or its route breaks; empty: it may go."""
    return [*letter_faults(letter), *route_faults(letter)]


def route_faults(letter: Letter) -> list[Fault]:
    """Return what is wrong with the route as planned or proposed today."""
    if letter.signatory_position is None:
        return []
    steps = route_of(letter)
    return [
        *order_faults(letter, steps),
        *_legal_faults(letter, steps),
        *_rule_faults(letter, steps),
    ]


def order_faults(letter: Letter, steps: Sequence[ProposedStep]) -> Iterator[Fault]:
    """Yield the steps at which somebody initials below a position they outrank."""
    signatory = letter.signatory
    signed_at = signing_rank(signatory, letter.authority)
    ids: list[UUID] = [step.position_id for step in steps]
    rows = Position.objects.select_related("unit").in_bulk(ids)
    for index, step in enumerate(steps):
        position = rows[step.position_id]
        if step.kind == StepKind.SIGNATURE:
            continue
        is_above = outranks(rank_of(position), signed_at)
        below = signatory if is_above else _below(position, step, steps, rows)
        if below is not None:
            yield Fault(
                field=f"route.{index}",
                code="outranks",
                message=_(
                    "%(above)s does not initial below %(below)s. Take it out of the"
                    " route, put it in its order, or let %(above)s sign."
                )
                % {"above": position.title, "below": below.title},
            )


def _below(
    position: Position,
    step: ProposedStep,
    steps: Sequence[ProposedStep],
    rows: dict[UUID, Position],
) -> Position | None:
    """Return somebody of the line who comes later and stands lower."""
    if step.kind != StepKind.HIERARCHICAL:
        return None
    later = (
        rows[other.position_id]
        for other in steps
        if other.kind == StepKind.HIERARCHICAL and other.order > step.order
    )
    rank = rank_of(position)
    return next((one for one in later if outranks(rank, rank_of(one))), None)


def _rule_faults(letter: Letter, steps: Sequence[ProposedStep]) -> Iterator[Fault]:
    """Yield initials that a planned route lacks or has too many of."""
    if not letter.planned_steps.exists():  # what the rule proposes keeps the rule
        return
    rules = ROUTE_RULES.current()
    initials = [step for step in steps if step.kind == StepKind.HIERARCHICAL]
    if len(initials) > rules.most_initials:
        text = _("At most %(count)d initials in the line; take out the others.")
        told = text % {"count": rules.most_initials}
        yield Fault(field="route", code="too_many_initials", message=told)
    needed = {row.rank for row in rules.ranks if row.required}
    wanted = route_by_rule(letter, letter.signatory, rules) if needed else []
    missing = {step.position_id for step in wanted} - {s.position_id for s in steps}
    rows = Position.objects.select_related("unit").filter(pk__in=missing)
    for position in (one for one in rows if rank_of(one) in needed):
        text = _("%(title)s initials by rule. Put it back into the route.")
        told = text % {"title": position.title}
        yield Fault(field="route", code="mandatory_step", message=told)


def _legal_faults(letter: Letter, steps: Sequence[ProposedStep]) -> Iterator[Fault]:
    legal = legal_head(letter, ROUTE_RULES.current())
    on_the_way = {letter.drafter_position_id, *(step.position_id for step in steps)}
    if legal is not None and legal.pk not in on_the_way:
        text = _(
            "A legal product bears the initial of %(title)s. Add it to the route before"
            " the last initial."
        )
        told = text % {"title": legal.title}
        yield Fault(field="route", code="legal_initial", message=told)
