"""Ending a rule of the registers from a day on; its versions and numbers stay.

From that day its letters follow the next rule that fits. Refused is what would leave
letters without a register, or begin a register again in the middle of a year.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, Stale, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from workflow.numbering.changing import (
    faults_beside,
    newest_version,
    patterns_of,
    told_apart,
)
from workflow.numbering.contradictions import is_for_all
from workflow.numbering.rule_model import RegisterRule
from workflow.numbering.trail_acts import NumberAct

NEW_YEAR = (1, 1)


class RuleEnded(StateForbids):
    """It ends already, or another version of it is planned."""

    code = "rule_ended"
    message = _("This rule ends already. Change it instead.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEnding:
    """From which day the rule holds no more, and why; `read`: the version looked at."""

    code: str
    from_on: date
    reason: str
    read: UUID | None = None


@transaction.atomic
def end_register_rule(
    *, actor: Actor, ending: RuleEnding, type_patterns: Mapping[str, str]
) -> RegisterRule:
    """Let the rule end the day before; return it.

    Raises:
        NotFound: not an administrator, or no such rule.
        Stale: somebody else changed it since it was read.
        RuleEnded: it ends already.
        Invalid: every fault.
    """
    actor = access.require_administrator(actor)
    # All of them: rules are judged against each other.
    rows = RegisterRule.objects.select_for_update(no_key=True, of=("self",))
    rules = list(rows.select_related("owner_unit").order_by("pk"))
    rule = _judged(rules, ending, type_patterns)
    rule.ended_reason = ending.reason.strip()[:300]
    rule.ended_by, rule.ended_at = actor.official, timezone.now()
    rule.save(update_fields=["valid_to_on", "ended_reason", "ended_by", "ended_at"])
    trail.record(
        NumberAct.RULE_ENDED,
        rule,
        actor=actor,
        rule=rule.code,
        ended_from=ending.from_on.isoformat(),
    )
    return rule


def ending_looked_at(
    *, actor: Actor, ending: RuleEnding, type_patterns: Mapping[str, str]
) -> RegisterRule:
    """Return the rule as it would end; nothing is written.

    Raises:
        NotFound, Stale, RuleEnded, Invalid: as `end_register_rule`.
    """
    access.require_administrator(actor)
    rules = list(RegisterRule.objects.select_related("owner_unit").order_by("pk"))
    return _judged(rules, ending, type_patterns)


def _judged(
    rules: Sequence[RegisterRule], ending: RuleEnding, type_patterns: Mapping[str, str]
) -> RegisterRule:
    rule = newest_version(rules, ending.code)
    if ending.read is not None and ending.read != rule.pk:
        raise Stale
    if rule.valid_to_on is not None:
        raise RuleEnded
    others = [
        one
        for one in rules
        if one.code != rule.code
        and (one.valid_to_on is None or one.valid_to_on >= ending.from_on)
    ]
    faults = list(_faults(rule, others, ending, type_patterns))
    if faults:
        raise Invalid(faults)
    rule.valid_to_on = ending.from_on - timedelta(days=1)
    return rule


def _faults(
    rule: RegisterRule,
    others: Sequence[RegisterRule],
    ending: RuleEnding,
    type_patterns: Mapping[str, str],
) -> Iterator[Fault]:
    from_on = ending.from_on
    if from_on < timezone.localdate():
        text = _("A rule does not end in the past: letters were numbered by it.")
        yield Fault(field="from_on", code="date_past", message=text)
    elif rule.valid_from_on is not None and from_on <= rule.valid_from_on:
        text = _("It begins on %(day)s. Choose a later day.")
        told = text % {"day": date_format(rule.valid_from_on, "j F Y")}
        yield Fault(field="from_on", code="not_begun", message=told)
    if not ending.reason.strip():
        text = _("Say why, or on what decree it rests.")
        yield Fault(field="reason", code="required", message=text)
    if is_for_all(rule) and not any(map(is_for_all, others)):
        text = _(
            "This rule is for all letters that no other names. Without it some would"
            " have no register."
        )
        yield Fault(field="code", code="some_without", message=text)
    yield from _number_faults(rule, others, from_on, type_patterns)


def _number_faults(
    rule: RegisterRule,
    others: Sequence[RegisterRule],
    from_on: date,
    type_patterns: Mapping[str, str],
) -> Iterator[Fault]:
    """Tell where its letters would get numbers that were or are printed elsewhere."""
    own = patterns_of(rule, type_patterns, [rule, *others])
    is_new_year = (from_on.month, from_on.day) == NEW_YEAR
    for other in others:
        theirs = patterns_of(other, type_patterns, others)
        if not is_new_year and not told_apart(rule, other, own, theirs):
            text = _(
                "“%(rule)s” takes over these letters and might print numbers that were"
                " given this year already. Let the rule end on 1 January."
            )
            told = text % {"rule": other.name}
            yield Fault(field="from_on", code="number_twice", message=told)
    known = {fault.message for fault in _beside([rule, *others], type_patterns)}
    for fault in _beside(others, type_patterns):
        if fault.message not in known:
            yield Fault(field="code", code=fault.code, message=fault.message)


def _beside(
    rules: Sequence[RegisterRule], type_patterns: Mapping[str, str]
) -> Iterator[Fault]:
    for one in rules:
        rest = [other for other in rules if other is not one]
        yield from faults_beside(one, one, rest, type_patterns)
