"""Changing a policy: a new version with its reason and its first day."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, Stale
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.policies.models import PolicyVersion
from eoffice.policies.policy import OfficePolicy, Shape, policy_named
from eoffice.policies.trail_acts import PolicyAct


def last_number(name: str) -> int:
    """Return the number of the newest version; 0: only what the product ships."""
    rows = PolicyVersion.objects.filter(name=name).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def checked_value(policy: OfficePolicy[Shape], value: Any) -> Shape:
    """Return the value in the policy's shape.

    Raises:
        Invalid: every fault, each at its field (`rules.2.giver`).
    """
    try:
        read = policy.shape.model_validate(value)
    except ValidationError as refusal:
        raise Invalid([_fault(error) for error in refusal.errors()]) from refusal
    faults = list(policy.faults(read)) if policy.faults else []
    if faults:
        raise Invalid(faults)
    return read


def _fault(error: Any) -> Fault:
    field = ".".join(str(part) for part in error["loc"])
    return Fault(field=field, code=error["type"], message=_("This value does not fit."))


def _check_day_and_reason(day: date, reason: str) -> None:
    faults = []
    if day < timezone.localdate():
        text = _("A rule does not begin in the past: letters went out by the former.")
        faults.append(Fault(field="effective_from", code="date_past", message=text))
    if not reason.strip():
        text = _("Say why, or on what decree it rests.")
        faults.append(Fault(field="reason", code="required", message=text))
    if faults:
        raise Invalid(faults)


@transaction.atomic
def change_policy(
    *,
    actor: Actor,
    name: str,
    value: Any,
    effective_from: date | None = None,
    reason: str,
    expected_version: int | None,
) -> PolicyVersion:
    """Write a new version that holds from the day (today) on.

    Raises:
        NotFound: not an administrator, or no such policy.
        Invalid: the value, the day or the reason breaks a rule.
        Stale: somebody else changed it since it was read.
    """
    actor = access.require_administrator(actor)
    policy = policy_named(name)
    if policy is None:
        raise NotFound
    day = effective_from or timezone.localdate()
    _check_day_and_reason(day, reason)
    read = checked_value(policy, value)
    last = last_number(name)
    if expected_version not in {None, last}:
        raise Stale
    version = PolicyVersion(
        name=name,
        number=last + 1,
        value=read.model_dump(mode="json"),
        effective_from=day,
        reason=reason.strip()[:300],
        entered_by=actor.official,
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as taken:  # written at the same moment by somebody else
        raise Stale from taken
    trail.record(
        PolicyAct.CHANGED,
        version,
        actor=actor,
        policy=name,
        version=version.number,
        effective_from=day.isoformat(),
    )
    return version
