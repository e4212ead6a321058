"""Taking a whole SKKAAD over from a table: its differences first, then all or nothing.

Lines with a decree are confirmed by it as one set; without one they are proposals that
wait for confirmation ("usul, sahkan").
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.classification.models import ClassificationCode, SecurityRule
from archive.classification.reviewing import next_review
from archive.classification.securing import LONGEST
from archive.classification.tables import MOST_FAULTS, LineGiven
from archive.classification.trail_acts import ClassificationAct
from archive.reference_data import write_default_classes
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.access import require_administrator
from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SkkaadInput:
    """The lines, the decree that confirms them (empty: none yet), whether it is all.

    `is_complete`: lines that are not in the table end.
    """

    lines: Sequence[LineGiven]
    basis: str = ""
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SkkaadDifference:
    """What a table changes, as codes with their class before and after."""

    added: Sequence[LineGiven]
    changed: Sequence[tuple[SecurityRule, LineGiven]]
    confirmed: Sequence[LineGiven]
    ended: Sequence[SecurityRule]
    same: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.added or self.changed or self.confirmed or self.ended)


def import_security_rules(
    *, actor: Actor, content: SkkaadInput, dry_run: bool
) -> SkkaadDifference:
    """Tell what the table changes; without `dry_run` also write it, all or nothing.

    Raises:
        NotFound: not an administrator.
        Invalid: with every code that is not in force.
    """
    actor = require_administrator(actor)
    with transaction.atomic():
        rules = SecurityRule.objects.filter(ended_at__isnull=True).order_by("pk")
        if not dry_run:
            rules = rules.select_for_update(no_key=True, of=("self",))
        now = {rule.prefix: rule for rule in rules}
        _check(content, now)
        found = _difference(content, now)
        if not dry_run and not found.is_empty:
            _write(actor, content, found, now)
    return found


def _check(content: SkkaadInput, now: dict[str, SecurityRule]) -> None:
    codes = [one.code for one in content.lines]
    known = set(
        ClassificationCode.objects.filter(code__in=codes).values_list("code", flat=True)
    )
    text = _("Code %(code)s is not in force.")
    faults = [
        Fault(field="lines", code="unknown_code", message=text % {"code": code})
        for code in codes
        if code not in known and code not in now
    ]
    if len(content.basis.strip()) > LONGEST:
        told = _("At most %(longest)d characters.") % {"longest": LONGEST}
        faults.append(Fault(field="basis", code="too_long", message=told))
    if faults:
        raise Invalid(faults[:MOST_FAULTS])


def _difference(content: SkkaadInput, now: dict[str, SecurityRule]) -> SkkaadDifference:
    given = {one.code: one for one in content.lines}
    both = [(now[code], line) for code, line in given.items() if code in now]
    changed = [
        pair for pair in both if pair[0].security_class != pair[1].security_class
    ]
    same = [pair for pair in both if pair[0].security_class == pair[1].security_class]
    decided = bool(content.basis.strip())
    confirmed = [line for rule, line in same if decided and not rule.is_confirmed]
    missing = [rule for code, rule in sorted(now.items()) if code not in given]
    return SkkaadDifference(
        added=[line for code, line in given.items() if code not in now],
        changed=changed,
        confirmed=confirmed,
        ended=missing if content.is_complete else [],
        same=len(same) - len(confirmed),
    )


def _write(
    actor: Actor,
    content: SkkaadInput,
    found: SkkaadDifference,
    now: dict[str, SecurityRule],
) -> None:
    lines = [*found.added, *(line for _rule, line in found.changed), *found.confirmed]
    over = [now[one.code].pk for one in lines if one.code in now]
    over += [rule.pk for rule in found.ended]
    SecurityRule.objects.filter(pk__in=over).update(ended_at=timezone.now())
    basis = content.basis.strip()
    SecurityRule.objects.bulk_create(
        SecurityRule(
            prefix=one.code,
            security_class=one.security_class,
            is_confirmed=bool(basis),
            basis=basis,
            review_on=next_review() if basis else None,
            reason=one.reason or (now[one.code].reason if one.code in now else ""),
            entered_by=actor.official,
        )
        for one in lines
    )
    write_default_classes(ClassificationCode, SecurityRule)
    trail.record(
        ClassificationAct.CLASSES_IMPORTED,
        actor.official,
        actor=actor,
        added=len(found.added),
        changed=len(found.changed),
        confirmed=len(found.confirmed),
        ended=len(found.ended),
        basis=basis,
    )
