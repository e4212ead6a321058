"""Rules that fit each other's letters: the first counts, so some are never reached."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position, PositionKind, Unit, UnitKind
from workflow.numbering.rule_model import RegisterRule

SIGNERS = ("signer_kinds", "signer_unit_kinds", "signer_units", "signer_positions")
#: Places in the order: room between two delivered rules, and beyond the last.
LAST_PLACE = 999


def signer_faults(rule: RegisterRule) -> Iterator[Fault]:
    """Tell what is wrong with name, place and signatories of a rule by itself."""
    if not rule.name:
        text = _("Give the rule a name.")
        yield Fault(field="name", code="required", message=text)
    if not 1 <= rule.order <= LAST_PLACE:
        text = _("A place from 1 to %(last)d.") % {"last": LAST_PLACE}
        yield Fault(field="order", code="order", message=text)
    kinds = set(rule.signer_kinds) - set(PositionKind.values)
    if kinds or set(rule.signer_unit_kinds) - set(UnitKind.values):
        text = _("This choice is not known.")
        yield Fault(field="signer_kinds", code="unknown_choice", message=text)
    for field, model in (("signer_units", Unit), ("signer_positions", Position)):
        named = set(getattr(rule, field))
        rows = model.objects.filter(pk__in=named)
        days = dict(rows.values_list("pk", "closed_on"))
        if named - set(days) or any(days.values()):
            text = _("One of those chosen exists no more. Choose another.")
            yield Fault(field=field, code="closed", message=text)


def order_faults(
    rule: RegisterRule, former: RegisterRule, others: Sequence[RegisterRule]
) -> Iterator[Fault]:
    """Tell where the rule and others take each other's letters."""
    for other in others:
        told = {"rule": other.name}
        if other.order == rule.order:
            text = _("“%(rule)s” has this place already. Choose another.")
            yield Fault(field="order", code="order_taken", message=text % told)
        elif other.order < rule.order and _covers(other, rule):
            text = _("“%(rule)s” comes before and takes all these letters.")
            yield Fault(field="order", code="never_reached", message=text % told)
        elif other.order > rule.order and _covers(rule, other):
            text = _(
                "It comes before “%(rule)s” and takes all its letters. Change that rule"
                " instead, or choose fewer types or signatories."
            )
            yield Fault(field="order", code="hides", message=text % told)
    if is_for_all(former) and not any(map(is_for_all, [rule, *others])):
        text = _(
            "This rule is for all letters that no other names. Without it some would"
            " have no register: let it be for all types and signatories."
        )
        yield Fault(field="letter_types", code="some_without", message=text)


def in_order(rules: Iterable[RegisterRule], day: date | None = None) -> list:
    """Return the rules that hold on the day, in the order in which they count."""
    day = day or timezone.localdate()
    holding = (
        one
        for one in rules
        if (one.valid_from_on or date.min) <= day <= (one.valid_to_on or date.max)
    )
    return sorted(holding, key=lambda one: (one.order, one.code))


def is_for_all(rule: RegisterRule) -> bool:
    """Tell whether the rule fits every letter that no other takes."""
    return not rule.letter_types and not any(getattr(rule, one) for one in SIGNERS)


def _covers(rule: RegisterRule, other: RegisterRule) -> bool:
    """Tell whether the rule fits each letter that the other fits."""
    types = set(rule.letter_types)
    if types and not (other.letter_types and types.issuperset(other.letter_types)):
        return False
    mine = [set(getattr(rule, one)) for one in SIGNERS]
    theirs = [set(getattr(other, one)) for one in SIGNERS]
    if not any(mine):
        return True
    return any(theirs) and all(a >= b for a, b in zip(mine, theirs, strict=True))
