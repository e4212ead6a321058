"""The registers as their keepers see them: owner, series, pattern, next number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.upwards import register_ids_of
from workflow.numbering.access import clerk_registers
from workflow.numbering.changing import patterns_of
from workflow.numbering.models import NumberState, Register, Series
from workflow.numbering.operations import AGENDA_PATTERN
from workflow.numbering.patterns import NumberFacts, printed
from workflow.numbering.places import rules_on
from workflow.numbering.rule_model import OwnerKind, RegisterRule

#: What stands for code and position where a number is only shown.
SAMPLE_CODE, SAMPLE_POSITION, SAMPLE_UNIT = "000.1.5", "JABATAN", "UNIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacts:
    """A register with how it prints and what its next number would look like."""

    register: Register
    patterns: Sequence[str]
    next_text: str
    rule: str

    @property
    def usual(self) -> str:
        """Return the plainest of its patterns."""
        return _usual(self.patterns) if self.patterns else ""


def next_value(rule: RegisterRule, year: int) -> int:
    """Return the next number of the one register a rule leads to; of many: 1."""
    if rule.owner_unit_id is None:
        return 1
    rows = Register.objects.filter(
        unit=rule.owner_unit_id, series=rule.series, year=year
    )
    return (rows.values_list("last_value", flat=True).first() or 0) + 1


def registers_visible_to(actor: Actor | None) -> QuerySet[Register]:
    """Return all to administrators, to record clerks those of their unit."""
    rows = Register.objects.select_related("unit")
    if is_administrator(actor):
        return rows
    mine = clerk_registers(actor) if actor else set()
    if not mine:
        return rows.none()
    units = {
        one.unit_id: one.unit for one in rows.distinct("unit_id").order_by("unit_id")
    }
    keepers = register_ids_of(list(units.values()))
    return rows.filter(
        unit__in=[pk for pk, keeper in keepers.items() if keeper in mine]
    )


def with_counts(registers: QuerySet[Register]) -> QuerySet[Register]:
    """Bring how many numbers are used, reserved and void."""
    return registers.annotate(
        **{
            str(state): Count("numbers", filter=Q(numbers__state=state))
            for state in NumberState
        }
    )


def facts_of(
    registers: Sequence[Register], type_patterns: Mapping[str, str]
) -> dict[UUID, RegisterFacts]:
    """Return, by register, how it prints today; one query however many."""
    today = timezone.localdate()
    rules = rules_on(today)
    found = {}
    for one in registers:
        leading = (rule for rule in rules if _leads_to(rule, one))
        rule = next(leading, None)
        patterns = patterns_of(rule, type_patterns, rules) if rule else frozenset()
        found[one.pk] = _facts(one, rule, sorted(patterns), today)
    return found


def _leads_to(rule: RegisterRule, register: Register) -> bool:
    if rule.series != register.series:
        return False
    if rule.owner == OwnerKind.NAMED:
        return rule.owner_unit_id == register.unit_id
    return rule.owner == OwnerKind.UNIT or register.unit.keeps_register


def _facts(
    register: Register,
    rule: RegisterRule | None,
    patterns: Sequence[str],
    today: date,
) -> RegisterFacts:
    if register.series == Series.AGENDA:
        patterns = [AGENDA_PATTERN]
    facts = NumberFacts(
        klasifikasi=SAMPLE_CODE,
        urut=register.last_value + 1,
        unit=register.unit.code,
        day=today if today.year == register.year else date(register.year, 12, 31),
        jabatan=SAMPLE_POSITION,
    )
    return RegisterFacts(
        register=register,
        patterns=patterns,
        # One of several: letters of other types print their own.
        next_text=printed(_usual(patterns), facts) if patterns else "",
        rule=rule.name if rule else "",
    )


def _usual(patterns: Sequence[str]) -> str:
    return min(patterns, key=lambda pattern: (len(pattern), pattern))
