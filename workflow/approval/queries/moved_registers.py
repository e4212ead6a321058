"""Which letters on their way a changed rule of the registers leads elsewhere.

Letters that have their number are never among them. A number that is only reserved is
void at the signature when the letter went to another register (decision 34).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from eoffice.organisation.models import Position, Unit
from eoffice.organisation.queries.upwards import register_ids_of
from workflow.letter_types.models import LetterType
from workflow.letters.models import Letter
from workflow.letters.models.states import UNDER_APPROVAL
from workflow.numbering.contradictions import in_order
from workflow.numbering.places import fitting_rule, owner_of
from workflow.numbering.rule_model import RegisterRule


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLetters:
    """Letters of a type and a signatory that go to another register."""

    type_name: str
    signer: str
    count: int
    before: str  # whose register, empty: none
    after: str


def moved_letters(rule: RegisterRule, day: date) -> list[MovedLetters]:
    """Return what the rule as it would be changes for letters on their way.

    Told by type and signatory, never by subject: who looks is an administrator.
    """
    rules = list(RegisterRule.objects.select_related("owner_unit"))
    before = in_order(rules, day)
    after = in_order([*(one for one in rules if one.code != rule.code), rule], day)
    rows = Letter.objects.filter(
        status__in=UNDER_APPROVAL, signatory_position__isnull=False
    )
    counted = rows.order_by().values_list("signatory_position", "letter_type")
    groups = list(counted.annotate(n=Count("pk")))
    signers = Position.objects.select_related("unit").in_bulk(
        [one[0] for one in groups]
    )
    types = LetterType.objects.in_bulk([one[1] for one in groups])
    keepers = _keepers(one.unit for one in signers.values())
    found = []
    for signer_id, type_id, number in groups:
        signer, letter_type = signers[signer_id], types[type_id]
        keeper = keepers[signer.unit_id]
        places = [
            _place(rules, signer, letter_type.code, keeper) for rules in (before, after)
        ]
        if places[0] != places[1]:
            found.append(
                MovedLetters(
                    type_name=letter_type.name,
                    signer=signer.title,
                    count=number,
                    before=places[0],
                    after=places[1],
                )
            )
    return sorted(found, key=lambda one: (one.type_name, one.signer))


def _keepers(units: Iterable[Unit]) -> dict[object, Unit]:
    given = {unit.pk: unit for unit in units}
    registers = register_ids_of(given.values())
    keepers = Unit.objects.in_bulk(set(registers.values()))
    return {pk: keepers[register] for pk, register in registers.items()}


def _place(
    rules: Iterable[RegisterRule], signer: Position, type_code: str, keeper: Unit
) -> str:
    rule = fitting_rule(rules, signer, type_code, keeper)
    if rule is None:
        return ""
    owner = owner_of(rule, signer.unit, keeper)
    return f"{owner.name}, {rule.get_series_display()}"
