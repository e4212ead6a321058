"""The region's SKKAAD: security classes by code, changed and confirmed by the office.

Set by the head of the region (PP 28/2012 Ps 53). What ships is a proposal: it holds,
closed rather than open, until it is confirmed with its decree or changed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.classification.catalogue import code_today
from archive.classification.models import ClassificationCode, SecurityRule
from archive.classification.reviewing import LONGEST, next_review
from archive.classification.trail_acts import ClassificationAct
from archive.reference_data import write_default_classes
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, Stale
from eoffice.organisation.access import require_administrator
from eoffice.organisation.actor import Actor
from workflow.security_class import SecurityClass


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInput:
    """A line of the SKKAAD; an empty class ends it: the code above holds again.

    `basis` is the decree with its number; without one the line stays a proposal.
    `review_on`: when it is looked at again; of a confirmed one two years from now.
    """

    code: str
    security_class: str
    basis: str = ""
    reason: str = ""
    review_on: date | None = None


def rules_in_force() -> list[SecurityRule]:
    """Return the lines that hold today, by code; there are hundreds at most."""
    return list(SecurityRule.objects.filter(ended_at__isnull=True))


def proposed_count() -> int:
    """Return how many lines wait for the office's confirmation."""
    lines = SecurityRule.objects.filter(ended_at__isnull=True, is_confirmed=False)
    return lines.count()


def told_unconfirmed() -> str:
    """Return what operators should know while no line is the region's own decree."""
    lines = SecurityRule.objects.filter(ended_at__isnull=True, is_confirmed=True)
    if lines.exists():
        return ""
    return "no SKKAAD was confirmed: the proposed classes hold (/pengaturan/skkaad/)"


@transaction.atomic
def set_security_rule(*, actor: Actor, content: RuleInput) -> SecurityRule | None:
    """Set the class of a code and of all below it; return the line that holds now.

    Raises:
        NotFound: not an administrator.
        Invalid: with every fault.
        Stale: somebody else set it at this moment.
    """
    actor = require_administrator(actor)
    code, before = _checked(content)
    if before is not None:
        _end(before)
        if not content.security_class:
            trail.record(
                ClassificationAct.CLASS_ENDED,
                before,
                actor=actor,
                code=code,
                reason=content.reason.strip(),
            )
            write_default_classes(ClassificationCode, SecurityRule)
            return None
    line = _written(
        SecurityRule(
            prefix=code,
            security_class=content.security_class,
            is_confirmed=bool(content.basis.strip()),
            basis=content.basis.strip(),
            reason=content.reason.strip(),
            review_on=_review_on(content),
            entered_by=actor.official,
        )
    )
    trail.record(
        ClassificationAct.CLASS_SET,
        line,
        actor=actor,
        code=code,
        before=before.security_class if before else "",
        after=line.security_class,
        basis=line.basis,
        reason=line.reason,
        review_on=line.review_on.isoformat() if line.review_on else None,
    )
    write_default_classes(ClassificationCode, SecurityRule)
    return line


def _review_on(content: RuleInput) -> date | None:
    if content.review_on or not content.basis.strip():
        return content.review_on
    return next_review()


def _checked(content: RuleInput) -> tuple[str, SecurityRule | None]:
    code, faults = content.code.strip(), []
    lines = SecurityRule.objects.select_for_update(no_key=True, of=("self",))
    before = lines.filter(prefix=code, ended_at__isnull=True).first()
    if before is None and code_today(code) is None:
        text = _("This classification code is not in force.")
        faults.append(Fault(field="code", code="unknown_code", message=text))
    wanted = content.security_class
    if wanted not in SecurityClass.values and (wanted or before is None):
        text = _("This choice is not known.")
        faults.append(Fault(field="security_class", code="unknown", message=text))
    if not (content.reason.strip() or content.basis.strip()):
        text = _("Say why, or on what decree it rests.")
        faults.append(Fault(field="reason", code="required", message=text))
    if content.review_on and content.review_on <= timezone.localdate():
        text = _("Choose a day after today.")
        faults.append(Fault(field="review_on", code="out_of_range", message=text))
    for name in ("basis", "reason"):
        if len(getattr(content, name).strip()) > LONGEST:
            told = _("At most %(longest)d characters.") % {"longest": LONGEST}
            faults.append(Fault(field=name, code="too_long", message=told))
    if faults:
        raise Invalid(faults)
    return code, before


@transaction.atomic
def confirm_security_rules(
    *, actor: Actor, basis: str, codes: Collection[str] | None = None
) -> list[SecurityRule]:
    """Confirm proposed lines by the region's decree; all of them, or those named.

    Raises:
        NotFound: not an administrator.
        Invalid: no decree is named, or a code has no proposed line.
    """
    actor = require_administrator(actor)
    lines = SecurityRule.objects.select_for_update(no_key=True, of=("self",))
    found = lines.filter(ended_at__isnull=True, is_confirmed=False).order_by("prefix")
    waiting = list(found if codes is None else found.filter(prefix__in=codes))
    faults = []
    if not basis.strip() or len(basis.strip()) > LONGEST:
        text = _("Name the decree: number and date.")
        faults.append(Fault(field="basis", code="required", message=text))
    if codes is not None and {one.prefix for one in waiting} != set(codes):
        text = _("One of these codes has no proposed line.")
        faults.append(Fault(field="codes", code="unknown", message=text))
    if faults:
        raise Invalid(faults)
    return [_confirmed(line, basis.strip(), actor) for line in waiting]


def _confirmed(before: SecurityRule, basis: str, actor: Actor) -> SecurityRule:
    _end(before)
    line = _written(
        SecurityRule(
            prefix=before.prefix,
            security_class=before.security_class,
            is_confirmed=True,
            basis=basis,
            reason=before.reason,
            review_on=before.review_on or next_review(),
            entered_by=actor.official,
        )
    )
    trail.record(
        ClassificationAct.CLASS_CONFIRMED,
        line,
        actor=actor,
        code=line.prefix,
        basis=basis,
    )
    return line


def _end(line: SecurityRule) -> None:
    line.ended_at = timezone.now()
    line.save(update_fields=["ended_at"])


def _written(line: SecurityRule) -> SecurityRule:
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError as taken:  # set at the same moment by somebody else
        raise Stale from taken
    return line
