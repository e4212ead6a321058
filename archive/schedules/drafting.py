"""Bringing a schedule as a draft: its codes judged against the tree, its lines kept.

Nothing that is in force changes by it. Local codes may be of any depth: one that the
tree does not know hangs below its `parent`, or below the code without its last part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.classification.models import ClassificationCode
from archive.retention.versions import ScheduleLine, ScheduleVersion
from archive.schedules.tables import MOST_FAULTS, ScheduleLineGiven
from archive.schedules.trail_acts import ScheduleAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.access import require_administrator
from eoffice.organisation.actor import Actor

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleInput:
    """A schedule and its decree; `is_complete`: codes not in it lose their rule."""

    name: str
    decree_number: str
    decree_on: date
    lines: Sequence[ScheduleLineGiven]
    is_complete: bool = True


@transaction.atomic
def bring_schedule(*, actor: Actor, schedule: ScheduleInput) -> ScheduleVersion:
    """Keep the schedule as a draft.

    Raises:
        NotFound: not an administrator.
        Invalid: with every code that is unknown or hangs in a loop, by its row.
    """
    actor = require_administrator(actor)
    today = timezone.localdate()
    known = set(ClassificationCode.objects.values_list("code", flat=True))
    faults = [*_decree_faults(schedule, today), *_code_faults(schedule.lines, known)]
    if faults:
        raise Invalid(faults[:MOST_FAULTS])
    version = ScheduleVersion.objects.create(
        name=schedule.name.strip(),
        decree_number=schedule.decree_number.strip(),
        decree_on=schedule.decree_on,
        is_complete=schedule.is_complete,
        brought_by=actor.official,
    )
    same = ("code", "description", "active_years", "inactive_years", "counted_from")
    more = ("trigger_text", "final_disposition", "disposition_exception")
    ScheduleLine.objects.bulk_create(
        (
            ScheduleLine(
                version=version,
                parent=_above(one),
                is_new_code=one.code not in known,
                **{name: getattr(one, name) for name in (*same, *more)},
            )
            for one in schedule.lines
        ),
        batch_size=BATCH,
    )
    trail.record(
        ScheduleAct.BROUGHT,
        version,
        actor=actor,
        decree=version.decree_number,
        lines=len(schedule.lines),
    )
    return version


def _decree_faults(schedule: ScheduleInput, today: date) -> list[Fault]:
    faults = []
    for field, longest in (("name", 80), ("decree_number", 120)):
        if not 0 < len(getattr(schedule, field).strip()) <= longest:
            text = _("Fill this in, in at most %(longest)d characters.")
            message = text % {"longest": longest}
            faults.append(Fault(field=field, code="required", message=message))
    if schedule.decree_on > today:
        text = _("A decree is of today or earlier.")
        faults.append(Fault(field="decree_on", code="in_future", message=text))
    return faults


def _code_faults(lines: Sequence[ScheduleLineGiven], known: set[str]) -> list[Fault]:
    """Return the codes that hang on nothing, or on themselves."""
    above = {one.code: _above(one) for one in lines if one.code not in known}
    faults = []
    for one in lines:
        if one.code in known:
            continue
        ends = _end_of(one.code, above, known)
        if ends is None:
            told = _("Row %(row)d: code %(code)s lies below itself; mend its parent.")
            code = "loop"
        elif ends not in known:
            told = _(
                "Row %(row)d: code %(code)s is unknown, and so is %(above)s above it;"
                " bring that code as well, or name a parent that is known."
            )
            code = "unknown_code"
        else:
            continue
        message = told % {"row": one.row, "code": one.code, "above": ends}
        faults.append(Fault(field=f"lines.{one.row}.code", code=code, message=message))
    return faults


def _above(line: ScheduleLineGiven) -> str:
    return line.parent or line.code.rpartition(".")[0]


def _end_of(code: str, above: Mapping[str, str], known: set[str]) -> str | None:
    """Return the first known code upwards, or the last one of all; none: a loop."""
    passed = set()
    while code in above and code not in known:
        if code in passed:
            return None
        passed.add(code)
        code = above[code]
    return code
