"""Adding and changing rules of the registers: each version holds from a day on.

What was numbered stays as it is. Refused is what would print one number twice in a
year: two registers with patterns that cannot be told apart, or a register that begins
again in the middle of a year.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, Stale
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.numbering.contradictions import SIGNERS, order_faults, signer_faults
from workflow.numbering.models import NAMED_SERIES, Series
from workflow.numbering.patterns import may_print_alike, pattern_faults
from workflow.numbering.places import unit_sought
from workflow.numbering.rule_model import OwnerKind, RegisterRule
from workflow.numbering.trail_acts import NumberAct

NEW_YEAR = (1, 1)
CODE_STEM = 30  # of 40 characters; a number comes after it


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerInput:
    """Whose letters a rule is for: any of these fits; none at all: everybody's."""

    kinds: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    units: tuple[UUID, ...] = ()
    positions: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRuleInput:
    """What a rule says, from when and why.

    Name, place in the order and signatories stay as they are where not given.
    """

    name: str = ""
    order: int | None = None
    signers: SignerInput | None = None
    owner: str
    owner_unit_id: UUID | None
    series: str
    pattern: str
    letter_types: tuple[str, ...]
    from_on: date
    reason: str


@transaction.atomic
def change_register_rule(
    *,
    actor: Actor,
    code: str,
    given: RegisterRuleInput,
    type_patterns: Mapping[str, str],
    read: UUID | None = None,
) -> RegisterRule:
    """Write the rule as it holds from the day on; the former ends the day before.

    `type_patterns` are those of the letter types, printed where the rule has none.
    `read` is the version that was looked at.

    Raises:
        NotFound: not an administrator, or no such rule.
        Stale: somebody else changed it since it was read.
        Invalid: every fault.
    """
    actor = access.require_administrator(actor)
    # All of them: rules are judged against each other.
    rows = RegisterRule.objects.select_for_update(no_key=True, of=("self",))
    rules = list(rows.select_related("owner_unit").order_by("pk"))
    former = newest_version(rules, code)
    if read is not None and read != former.pk:
        raise Stale
    rule = _judged(former, given, rules, type_patterns)
    # One that was ended before that day stays ended between the two.
    if former.valid_to_on is None or former.valid_to_on >= given.from_on:
        former.valid_to_on = given.from_on - timedelta(days=1)
        # It ends by this change, not by the end that was decided before.
        former.ended_reason, former.ended_by, former.ended_at = "", None, None
        ending = ["ended_reason", "ended_by", "ended_at"]
        former.save(update_fields=["valid_to_on", *ending])
    rule.entered_by = actor.official
    rule.save(force_insert=True)
    trail.record(
        NumberAct.RULE_CHANGED,
        rule,
        actor=actor,
        rule=code,
        effective_from=given.from_on.isoformat(),
    )
    return rule


@transaction.atomic
def add_register_rule(
    *, actor: Actor, given: RegisterRuleInput, type_patterns: Mapping[str, str]
) -> RegisterRule:
    """Write a rule that there was not before; it holds from the day on.

    Raises:
        NotFound: not an administrator.
        Invalid: every fault.
    """
    actor = access.require_administrator(actor)
    rows = RegisterRule.objects.select_for_update(no_key=True, of=("self",))
    rules = list(rows.select_related("owner_unit").order_by("pk"))
    rule = _judged(_blank(given, rules), given, rules, type_patterns)
    rule.entered_by = actor.official
    rule.save(force_insert=True)
    trail.record(
        NumberAct.RULE_ADDED,
        rule,
        actor=actor,
        rule=rule.code,
        effective_from=given.from_on.isoformat(),
    )
    return rule


def _blank(given: RegisterRuleInput, rules: Iterable[RegisterRule]) -> RegisterRule:
    """Return a rule that says nothing yet, with a code of its own."""
    taken = {rule.code for rule in rules}
    stem = slugify(given.name)[:CODE_STEM] or "aturan"
    codes = (f"{stem}-{number}" for number in count(1))
    return RegisterRule(code=next(one for one in codes if one not in taken), order=0)


def looked_at(
    *,
    actor: Actor,
    code: str | None,
    given: RegisterRuleInput,
    type_patterns: Mapping[str, str],
) -> tuple[RegisterRule, list[str]]:
    """Return the rule as it would be, and its patterns; nothing is written.

    `code` None: a rule that is added.

    Raises:
        NotFound, Invalid: as `change_register_rule`.
    """
    access.require_administrator(actor)
    rules = list(RegisterRule.objects.select_related("owner_unit").order_by("pk"))
    former = _blank(given, rules) if code is None else newest_version(rules, code)
    rule = _judged(former, given, rules, type_patterns)
    beside = [one for one in rules if one.code != code and _holds(one, given.from_on)]
    return rule, sorted(patterns_of(rule, type_patterns, [rule, *beside]))


def newest_version(rules: Iterable[RegisterRule], code: str) -> RegisterRule:
    """Return the version of the rule that began last; raises NotFound."""
    mine = [rule for rule in rules if rule.code == code]
    if not mine:
        raise NotFound
    return max(mine, key=lambda rule: rule.valid_from_on or date.min)


def _judged(
    former: RegisterRule,
    given: RegisterRuleInput,
    rules: Iterable[RegisterRule],
    type_patterns: Mapping[str, str],
) -> RegisterRule:
    """Return the rule as it would be; raises `Invalid` with every fault."""
    rule = _changed(former, given)
    others = [
        one for one in rules if one.code != rule.code and _holds(one, given.from_on)
    ]
    faults = [
        *_day_faults(former, given),
        *_own_faults(rule, given, type_patterns),
    ]
    if not faults:
        faults += order_faults(rule, former, others)
        faults += faults_beside(rule, former, others, type_patterns)
    if faults:
        raise Invalid(faults)
    return rule


def _changed(former: RegisterRule, given: RegisterRuleInput) -> RegisterRule:
    signers = given.signers
    told = {name: getattr(former, name) for name in SIGNERS}
    if signers is not None:
        lists = (signers.kinds, signers.unit_kinds, signers.units, signers.positions)
        told = dict(zip(SIGNERS, map(list, lists), strict=True))
    named = given.owner == OwnerKind.NAMED
    return RegisterRule(
        **told,
        code=former.code,
        owner_name=former.owner_name,
        name=given.name.strip()[:120] or former.name,
        order=former.order if given.order is None else given.order,
        owner=given.owner,
        owner_unit_id=given.owner_unit_id if named else None,
        series=given.series,
        pattern=given.pattern.strip(),
        letter_types=list(given.letter_types),
        valid_from_on=given.from_on,
        reason=given.reason.strip()[:300],
    )


def _holds(rule: RegisterRule, day: date) -> bool:
    return rule.valid_to_on is None or rule.valid_to_on >= day


def _day_faults(former: RegisterRule, given: RegisterRuleInput) -> Iterator[Fault]:
    from_on = given.from_on
    if from_on < timezone.localdate():
        text = _("A rule does not begin in the past: letters went out by the former.")
        yield Fault(field="from_on", code="date_past", message=text)
    elif former.valid_from_on is not None and from_on <= former.valid_from_on:
        text = _("Another change begins on %(day)s. Choose a later day.")
        told = text % {"day": date_format(former.valid_from_on, "j F Y")}
        yield Fault(field="from_on", code="change_planned", message=told)
    if not given.reason.strip():
        text = _("Say why, or on what decree it rests.")
        yield Fault(field="reason", code="required", message=text)


def _own_faults(
    rule: RegisterRule, given: RegisterRuleInput, type_patterns: Mapping[str, str]
) -> Iterator[Fault]:
    if given.owner not in OwnerKind.values or given.series not in Series.values:
        text = _("This choice is not known.")
        yield Fault(field="owner", code="unknown_choice", message=text)
        return
    yield from signer_faults(rule)
    if rule.owner == OwnerKind.NAMED:
        yield from _unit_faults(rule)
    if rule.pattern:
        for told in pattern_faults(rule.pattern):
            yield Fault(field="pattern", code="pattern", message=told)
    unknown = sorted(set(rule.letter_types) - set(type_patterns))
    if unknown:
        text = _("Unknown letter types: %(types)s.") % {"types": ", ".join(unknown)}
        yield Fault(field="letter_types", code="unknown_type", message=text)


def _unit_faults(rule: RegisterRule) -> Iterator[Fault]:
    named = rule.owner_unit_id
    unit = Unit.objects.filter(pk=named).first() if named else None
    if unit is None:
        text = _("Choose the unit that keeps this register.")
        yield Fault(field="owner_unit", code="required", message=text)
    elif unit.closed_on is not None:
        text = _("%(unit)s exists no more. Choose another unit.") % {"unit": unit.name}
        yield Fault(field="owner_unit", code="unit_closed", message=text)
    rule.owner_unit = unit


def faults_beside(
    rule: RegisterRule,
    former: RegisterRule,
    others: list[RegisterRule],
    type_patterns: Mapping[str, str],
) -> Iterator[Fault]:
    """Tell where the rule would print numbers that another register prints."""
    beside = [rule, *others]
    own = patterns_of(rule, type_patterns, beside)
    shows_unit = all("{unit}" in pattern for pattern in own)
    if rule.owner != OwnerKind.NAMED and not shows_unit:
        text = _(
            "Registers of several units would print the same numbers. Let the pattern"
            " show {unit}."
        )
        yield Fault(field="pattern", code="unit_not_shown", message=text)
    day = rule.valid_from_on or date.min
    if (
        _home(rule) != _home(former)
        and not shows_unit
        and (day.month, day.day) != NEW_YEAR
    ):
        text = _(
            "Another register begins with number 1, and the pattern does not show"
            " {unit}: the same number would be printed twice this year. Let it begin on"
            " 1 January, or show {unit}."
        )
        yield Fault(field="from_on", code="number_twice", message=text)
    for other in others:
        theirs = patterns_of(other, type_patterns, beside)
        if not told_apart(rule, other, own, theirs):
            text = _(
                "“%(rule)s” might print the same numbers from another register. Add"
                " letters that tell them apart."
            )
            told = text % {"rule": other.name}
            yield Fault(field="pattern", code="not_told_apart", message=told)


def patterns_of(
    rule: RegisterRule,
    type_patterns: Mapping[str, str],
    rules: Iterable[RegisterRule],
) -> frozenset[str]:
    """Return the patterns that numbers of the rule are printed by.

    A rule for all types is for those that no other of the `rules` names.
    """
    if rule.pattern:
        return frozenset({rule.pattern})
    named = {code for one in rules for code in one.letter_types}
    types = rule.letter_types or set(type_patterns) - named
    return frozenset(type_patterns.get(one, "") for one in types) - {""}


def told_apart(
    rule: RegisterRule,
    other: RegisterRule,
    own: Iterable[str],
    others_patterns: Iterable[str],
) -> bool:
    """Tell whether two rules lead to one register, or print numbers that differ."""
    if rule.series in NAMED_SERIES or other.series in NAMED_SERIES:
        return True
    mine, theirs = _fixed_unit(rule), _fixed_unit(other)
    # One register, or that of another unit, whose code is shown.
    if rule.series == other.series and (mine == theirs or not (mine and theirs)):
        return True
    return not any(
        may_print_alike(first, mine, second, theirs)
        for first in own
        for second in others_patterns
    )


def _home(rule: RegisterRule) -> tuple[str, str | None, str]:
    return rule.owner, _fixed_unit(rule), rule.series


def _fixed_unit(rule: RegisterRule) -> str | None:
    """Return the code of the one unit that the rule leads to; None: many."""
    if rule.owner != OwnerKind.NAMED:
        return None
    unit = rule.owner_unit or unit_sought(rule)
    return unit.code if unit else None
