"""Which register numbers a letter, and how the number is printed there.

The first rule in force counts that fits type and signatory (office practice 2): letters
of bupati, wakil, sekda and asisten stand in the register of Bagian Umum, decrees and
legal products in that of Bagian Hukum, others in their agency's, nota dinas in a series
of each unit. All of it is data (`RegisterRule`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from eoffice.organisation.models import Position, Unit, UnitKind
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.numbering.errors import NoRegister, RegisterClosed
from workflow.numbering.patterns import NumberFacts, printed
from workflow.numbering.rule_model import OwnerKind, RegisterRule
from workflow.security_class import SecurityClass


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRequest:
    """For what a number is wanted: all that the register needs to know.

    `signer` is the signing position with its unit; `type_pattern` is printed where the
    rule has none of its own.
    """

    purpose_id: UUID
    signer: Position
    type_code: str
    type_pattern: str
    classification_code: str
    security_class: str = SecurityClass.BIASA


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPlace:
    """Where a letter is numbered on a day: unit, series, pattern, and by which rule."""

    unit: Unit
    series: str
    pattern: str
    rule: RegisterRule

    def text(self, wanted: NumberRequest, *, value: int, on: date) -> str:
        """Return the number as printed."""
        facts = NumberFacts(
            klasifikasi=wanted.classification_code,
            urut=value,
            unit=self.unit.code,
            day=on,
            sifat=SecurityClass(wanted.security_class).letter,
            jabatan=wanted.signer.code,
        )
        return printed(self.pattern, facts)


def rules_on(day: date) -> list[RegisterRule]:
    """Return the rules in force on the day, in their order: one query."""
    rows = RegisterRule.objects.in_force(day).select_related("owner_unit")
    return list(rows.order_by("order", "code"))


def place_for(wanted: NumberRequest, on: date) -> RegisterPlace:
    """Return where the letter is numbered on the day.

    Raises:
        NoRegister: no rule fits, or letters of the type bear no number.
        RegisterClosed: the unit that owns the register exists no more.
    """
    keeper = register_unit_of(wanted.signer.unit)
    rule = fitting_rule(rules_on(on), wanted.signer, wanted.type_code, keeper)
    pattern = (rule.pattern or wanted.type_pattern) if rule else ""
    if rule is None or not pattern:
        raise NoRegister
    unit = owner_of(rule, wanted.signer.unit, keeper)
    if unit.closed_on is not None and unit.closed_on <= on:
        raise RegisterClosed(unit)
    return RegisterPlace(unit=unit, series=rule.series, pattern=pattern, rule=rule)


def series_of_type(type_code: str, on: date) -> list[str]:
    """Return the series that may number letters of the type, whoever signs."""
    rules = rules_on(on)
    named = [rule for rule in rules if type_code in rule.letter_types]
    fitting = named or [rule for rule in rules if not rule.letter_types]
    return sorted({rule.series for rule in fitting})


def fitting_rule(
    rules: Iterable[RegisterRule], signer: Position, type_code: str, keeper: Unit
) -> RegisterRule | None:
    """Return the first rule that fits the type and the signatory."""
    return next(
        (
            rule
            for rule in rules
            if (not rule.letter_types or type_code in rule.letter_types)
            and _fits_signer(rule, signer, keeper)
        ),
        None,
    )


def _fits_signer(rule: RegisterRule, signer: Position, keeper: Unit) -> bool:
    asked = (
        rule.signer_kinds,
        rule.signer_unit_kinds,
        rule.signer_units,
        rule.signer_positions,
    )
    if not any(asked):
        return True
    return (
        signer.kind in rule.signer_kinds
        or keeper.kind in rule.signer_unit_kinds
        or not set(rule.signer_units).isdisjoint(signer.unit.path)
        or signer.pk in rule.signer_positions
    )


def owner_of(rule: RegisterRule, unit: Unit, keeper: Unit) -> Unit:
    """Return the unit that owns the register of a signatory of `unit`."""
    if rule.owner == OwnerKind.UNIT:
        return unit
    if rule.owner == OwnerKind.AGENCY:
        return keeper
    return rule.owner_unit or unit_sought(rule) or keeper


def unit_sought(rule: RegisterRule) -> Unit | None:
    """Return the unit that a shipped rule means: by its name, else the secretariat.

    An open unit before a closed one; with none of the name, the regional secretariat
    keeps the register itself.
    """
    of_name = Unit.objects.filter(name__istartswith=rule.owner_name or "-")
    found = of_name.order_by(F("closed_on").asc(nulls_first=True), "code").first()
    if found is not None:
        return found
    secretariats = Unit.objects.filter(kind=UnitKind.SECRETARIAT, closed_on=None)
    return secretariats.order_by("code").first()


def settle_owner(place: RegisterPlace) -> bool:
    """Keep the unit a shipped rule was found to mean; tell whether it is new.

    From the first number on: a unit that is made later must not turn the register of
    a running year.
    """
    rule = place.rule
    if rule.owner != OwnerKind.NAMED or rule.owner_unit_id is not None:
        return False
    rows = RegisterRule.objects.filter(pk=rule.pk, owner_unit=None)
    return bool(rows.update(owner_unit=place.unit))
