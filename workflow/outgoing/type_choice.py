"""What a person may write: the types they use most, and all of them by family."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.actor import Actor
from workflow.letter_types.content import TypeFamily
from workflow.letter_types.models import LetterTypeVersion
from workflow.letters.models import Letter

MOST_USED = 4
#: A type that somebody wrote once is no habit.
HABIT = 2
ORDER = (TypeFamily.MAIL, TypeFamily.RULES, TypeFamily.SPECIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeGroup:
    """Types under one heading, in the order they are offered."""

    label: str | Promise
    types: list[Any]


def types_to_choose(actor: Actor) -> list[TypeGroup]:
    """Return what can be drafted today, in groups: three queries at most.

    A type of a family of the office's own stands with the special ones.
    """
    found_types = LetterTypeVersion.objects.draftable().listed().order_by("name")
    rows = list(found_types.defer("start", "example", "fields"))
    by_code = {one.code: one for one in rows}
    usual = [by_code[code] for code in _usual_codes(actor) if code in by_code]
    found = [TypeGroup(label=_("What you write most"), types=usual[:MOST_USED])]
    for family in ORDER:
        types = [one for one in rows if _family_of(one) == family]
        found.append(TypeGroup(label=family.label, types=types))
    return [group for group in found if group.types]


def _family_of(version: LetterTypeVersion) -> TypeFamily:
    known = version.family in TypeFamily.values
    return TypeFamily(version.family) if known else TypeFamily.SPECIAL


def _usual_codes(actor: Actor) -> list[str]:
    own = Letter.objects.filter(drafter=actor.official).order_by()
    counted = own.values("letter_type__code").annotate(times=Count("pk"))
    often = counted.filter(times__gte=HABIT).order_by("-times", "letter_type__code")
    return list(often.values_list("letter_type__code", flat=True)[: 2 * MOST_USED])
